//! What the report says of the clocks that stamped the writes.

use serde::Serialize;

use super::Split;
use crate::clock::node::{DRIFT, Settled, Whose};

/// One clock. Times are in microseconds.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Clock {
    /// The node that stamps by it.
    pub node: String,
    pub standing: Standing,
    /// Writes whose answer carried a stamp.
    pub answers: u64,
    /// What it showed above ours at the end of the run; nothing is known of a clock that contradicts itself.
    pub offset_micros: Option<i64>,
    /// How wrong the parts of a delivery can be for it.
    pub uncertainty_micros: Option<i64>,
    /// Between which bounds its stamps put the offset.
    pub low_micros: Option<i64>,
    pub high_micros: Option<i64>,
}

/// How it stands with a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Standing {
    /// It is the clock of this machine, and its offset is zero.
    Ours,
    /// Its offset was found from its stamps.
    Bounded,
    /// There were too few stamps to say anything.
    Unknown,
    /// No offset fits all of its stamps.
    Contradictory,
}

impl Clock {
    pub fn new(node: String, settled: &Settled) -> Self {
        let standing = match (settled.contradictory, settled.whose, settled.offset) {
            (true, _, _) => Standing::Contradictory,
            (false, Whose::Ours, _) => Standing::Ours,
            (false, Whose::Theirs, Some(_)) => Standing::Bounded,
            (false, Whose::Theirs, None) => Standing::Unknown,
        };
        Self {
            node,
            standing,
            answers: settled.answers,
            offset_micros: settled.offset,
            uncertainty_micros: settled.offset.map(|_| settled.uncertainty),
            low_micros: settled.bounds.map(|bounds| bounds.low),
            high_micros: settled.bounds.map(|bounds| bounds.high),
        }
    }

    /// Why the split says less than it seems to, if it does.
    pub(super) fn caution(&self, split: &Split) -> Option<String> {
        let (node, wrong) = (&self.node, self.uncertainty_micros.unwrap_or(0).unsigned_abs());
        match self.standing {
            Standing::Contradictory => Some(format!(
                "the stamps of {node} contradict each other: its clock was set, or drifts by more than {DRIFT} millionths, \
                 or there are several behind one address; what it wrote is left out of the split"
            )),
            Standing::Unknown => {
                Some(format!("too little is known of the clock of {node}: what it wrote is left out of the split"))
            }
            Standing::Bounded if split.from_server.count > 0 && wrong > split.from_server.p50 => Some(format!(
                "the clock of {node} is known to {:.2} ms only, and half of the deliveries took less than that from the \
                 server to the screen",
                wrong as f64 / 1000.0
            )),
            Standing::Bounded | Standing::Ours => None,
        }
    }

    /// For people, in a line.
    pub(super) fn text(&self) -> String {
        let ms = |micros: Option<i64>| micros.unwrap_or(0) as f64 / 1000.0;
        let (low, high) = (ms(self.low_micros), ms(self.high_micros));
        match self.standing {
            Standing::Contradictory => format!("{}: no offset fits all of its {} stamps", self.node, self.answers),
            Standing::Unknown => format!("{}: not known, after {} answers with a stamp", self.node, self.answers),
            Standing::Ours if self.low_micros.is_none() => format!("{}: ours, so nothing is corrected", self.node),
            Standing::Ours => format!(
                "{}: ours, so nothing is corrected; {} stamps agree, with an offset from {low:+.2} to {high:+.2} ms",
                self.node, self.answers
            ),
            Standing::Bounded => format!(
                "{}: {:+.2} ms from ours, from {low:+.2} to {high:+.2} by {} stamps; the split is right to {:.2} ms",
                self.node,
                ms(self.offset_micros),
                self.answers,
                ms(self.uncertainty_micros)
            ),
        }
    }
}
