//! The clocks of the nodes that write, in the report.

use serde::Serialize;

use crate::clock::node::{ClockEstimate, ClockKind, DRIFT};

/// One clock. Times are in microseconds.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Clock {
    /// The node with this clock.
    pub node: String,
    pub standing: Standing,
    /// Writes whose response carried a timestamp.
    pub answers: u64,
    /// The offset from the local clock at the end of the run; `None` if the timestamps contradict each other.
    pub offset_micros: Option<i64>,
    /// The greatest error of the parts of a delivery because of this clock.
    pub uncertainty_micros: Option<i64>,
    /// The bounds of the offset from the timestamps.
    pub low_micros: Option<i64>,
    pub high_micros: Option<i64>,
}

/// The quality of a clock's offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Standing {
    /// The clock of this machine, whose offset is zero.
    Ours,
    /// The offset is estimated from the timestamps.
    Bounded,
    /// There were too few timestamps for an estimate.
    Unknown,
    /// No offset fits all timestamps.
    Contradictory,
}

impl Clock {
    pub fn new(node: String, estimate: &ClockEstimate) -> Self {
        let standing = match (estimate.contradictory, estimate.kind, estimate.offset) {
            (true, _, _) => Standing::Contradictory,
            (false, ClockKind::Local, _) => Standing::Ours,
            (false, ClockKind::Remote, Some(_)) => Standing::Bounded,
            (false, ClockKind::Remote, None) => Standing::Unknown,
        };
        Self {
            node,
            standing,
            answers: estimate.answers,
            offset_micros: estimate.offset,
            uncertainty_micros: estimate.offset.map(|_| estimate.uncertainty),
            low_micros: estimate.bounds.map(|bounds| bounds.low),
            high_micros: estimate.bounds.map(|bounds| bounds.high),
        }
    }

    /// A caution about the split, if this clock makes it inexact: `deliveries` took `median_micros` from the server's
    /// timestamp in half of the cases.
    pub(super) fn caution(&self, deliveries: u64, median_micros: u64) -> Option<String> {
        let (node, wrong) = (&self.node, self.uncertainty_micros.unwrap_or(0).unsigned_abs());
        match self.standing {
            Standing::Contradictory => Some(format!(
                "the timestamps of {node} contradict each other: its clock was set, or drifts by more than {DRIFT} millionths, \
                 or several nodes share one address; its writes are left out of the split"
            )),
            Standing::Unknown => {
                Some(format!("there are too few timestamps of {node}: its writes are left out of the split"))
            }
            Standing::Bounded if deliveries > 0 && wrong > median_micros => Some(format!(
                "the clock of {node} is only known to {:.2} ms, and half of the deliveries took less than that from the \
                 timestamp to the screen",
                wrong as f64 / 1000.0
            )),
            Standing::Bounded | Standing::Ours => None,
        }
    }

    /// The clock as one line of text.
    pub(super) fn text(&self) -> String {
        let ms = |micros: Option<i64>| micros.unwrap_or(0) as f64 / 1000.0;
        let (low, high) = (ms(self.low_micros), ms(self.high_micros));
        match self.standing {
            Standing::Contradictory => format!("{}: no offset fits all {} timestamps", self.node, self.answers),
            Standing::Unknown => format!("{}: unknown, after {} timestamps", self.node, self.answers),
            Standing::Ours if self.low_micros.is_none() => {
                format!("{}: the local clock, without correction", self.node)
            }
            Standing::Ours => format!(
                "{}: the local clock, without correction; {} timestamps agree, with an offset from {low:+.2} to {high:+.2} ms",
                self.node, self.answers
            ),
            Standing::Bounded => format!(
                "{}: {:+.2} ms from the local clock, from {low:+.2} to {high:+.2} by {} timestamps; the split is exact to {:.2} ms",
                self.node,
                ms(self.offset_micros),
                self.answers,
                ms(self.uncertainty_micros)
            ),
        }
    }
}
