//! The clocks of the nodes that write, compared with ours, so that the time of a delivery can be split at the moment at
//! which the server stamped its write.
//!
//! The whole way, from due to screen, is measured by one clock and needs none of this. The server's stamp is by another
//! clock, perhaps on another machine, and nobody is asked what that clock shows: every answered write says it. Its
//! stamp was made after the request was sent and before the answer came, so
//!
//! ```text
//! stamp - answered  <=  offset  <=  stamp - sent        offset: what that clock shows above ours
//! ```
//!
//! which is the bound of F. Cristian, "Probabilistic clock synchronization", Distributed Computing 3 (1989). All bounds
//! hold at once, so the offset lies in their intersection, as in K. Marzullo, "Maintaining the Time in a Distributed
//! System" (Stanford, 1984); it is as narrow as the quickest answers. An event that was heard bounds it from below in
//! the same way. What surprises:
//!
//! - **An intersection can be empty.** Then the clock was set during the run, or drifts faster than clocks do
//!   ([`node`]), or several nodes stand behind one address. No offset is right then, and none is given.
//! - **The middle of the interval is a guess**, and half its width is how wrong it can be. A stamp is made early in a
//!   write and the commit comes after it, so the truth is rather in the upper half.
//! - **An installation that this tool has started runs on this machine**, by this machine's clock: its offset is zero,
//!   and so is that of entries the tool stamps itself (`--append`). There the bounds only serve to notice that somebody
//!   set the clock meanwhile.

pub mod interval;
pub mod local;
pub mod node;

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use interval::Interval;
use local::OwnClock;
use node::{NodeClock, Settled, Whose};

/// The clocks of all nodes that write, by the numbers of the nodes.
#[derive(Debug)]
pub struct Clocks {
    own: OwnClock,
    nodes: Vec<Node>,
}

#[derive(Debug)]
struct Node {
    name: String,
    clock: Mutex<NodeClock>,
}

impl Clocks {
    pub fn new(own: OwnClock, names: impl IntoIterator<Item = String>, whose: Whose) -> Self {
        let node = |name| Node { name, clock: Mutex::new(NodeClock::new(whose)) };
        Self { own, nodes: names.into_iter().map(node).collect() }
    }

    /// Takes note of a stamp that was made between these two moments.
    pub fn answered(&self, node: usize, stamp: i64, sent: Instant, answered: Instant) {
        self.clock(node).answered(stamp, Interval::of_answer(stamp, self.own.at(sent), self.own.at(answered)));
    }

    /// Takes note of a stamp that was heard. `due` is when the write was, counted from the beginning of our clock; a
    /// delivery of the warm-up has none, and only bounds the offset.
    pub fn heard(&self, node: usize, stamp: i64, due: Option<Duration>, arrived: Instant) {
        let arrived = self.own.at(arrived);
        let due = due.map(|due| self.own.after(due));
        self.clock(node).heard(stamp, due, arrived);
    }

    /// What has come of each node, with its name.
    pub fn settle(&self) -> Vec<(String, Settled)> {
        (0..self.nodes.len()).map(|node| (self.nodes[node].name.clone(), self.clock(node).settle())).collect()
    }

    fn clock(&self, node: usize) -> MutexGuard<'_, NodeClock> {
        self.nodes[node].clock.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A stamp of the server, from RFC 3339 to microseconds since 1970.
pub fn stamp(text: &str) -> Option<i64> {
    OffsetDateTime::parse(text, &Rfc3339).ok().map(micros)
}

/// A time in microseconds since 1970.
pub fn micros(time: OffsetDateTime) -> i64 {
    i64::try_from(time.unix_timestamp_nanos().div_euclid(1_000)).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use plenum_shared::{catalogue::format_timestamp, clock::Source};

    use super::*;

    #[test]
    fn a_stamp_of_the_server_is_read_to_the_microsecond() {
        assert_eq!(stamp("1970-01-01T00:00:01.000002Z"), Some(1_000_002));
        let now = Source::system().now();
        assert_eq!(stamp(&format_timestamp(now)), Some(micros(now)));
        assert_eq!(stamp("yesterday"), None);
    }

    #[test]
    fn what_is_noted_by_moments_is_settled_by_node() {
        let own = OwnClock::start(&Source::system());
        let clocks = Clocks::new(own, ["a", "b"].map(str::to_owned), Whose::Theirs);
        let (begun, ms) = (own.begun(), Duration::from_millis(1));
        // The second node is two seconds ahead of us.
        for (node, ahead) in [(0, 0), (1, 2_000_000)] {
            let stamp = own.after(12 * ms) + ahead;
            clocks.answered(node, stamp, begun + 10 * ms, begun + 14 * ms);
            clocks.heard(node, stamp, Some(4 * ms), begun + 15 * ms);
            let (name, settled) = clocks.settle().swap_remove(node);
            assert_eq!(name, ["a", "b"][node]);
            let bounds = settled.bounds.expect("an answer");
            assert!(bounds.low <= ahead && ahead <= bounds.high && bounds.half_width() < 2_110, "{bounds:?}");
            assert_eq!((settled.until_server.len(), settled.from_server.len()), (1, 1));
            assert!((7_800..8_200).contains(&settled.until_server.max()), "{settled:?}");
            assert!((2_800..3_200).contains(&settled.from_server.max()), "{settled:?}");
        }
    }
}
