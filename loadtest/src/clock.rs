//! The clocks of the nodes that write, compared with the local clock, so that the latency of a delivery can be split at
//! the server's timestamp of its write.
//!
//! The whole latency, from due time to screen, is measured by one clock and needs no comparison. The server's timestamp
//! is by another clock, perhaps on another machine. The tool does not ask for the time of that clock, because every
//! acknowledged write bounds it: its timestamp was taken after the request was sent and before the response arrived, so
//!
//! ```text
//! stamp - answered  <=  offset  <=  stamp - sent        offset: the node's clock minus the local one
//! ```
//!
//! which is the bound of F. Cristian, "Probabilistic clock synchronization", Distributed Computing 3 (1989). All bounds
//! hold at once, so the offset lies in their intersection, as in K. Marzullo, "Maintaining the Time in a Distributed
//! System" (Stanford, 1984); it is as narrow as the quickest answers. A delivered event bounds it from below in
//! the same way. Three facts may surprise:
//!
//! - **An intersection can be empty.** Then the clock was set during the run, or drifts faster than a quartz can
//!   ([`node`]), or several nodes share one address. No offset is correct then, and none is reported.
//! - **The middle of the interval is an estimate**, and half the width is its greatest error. The timestamp is taken
//!   early in a write, before the commit, so the true offset is more likely in the upper half.
//! - **An installation that this tool has started runs on this machine**, by this machine's clock: its offset is zero,
//!   and so is that of entries with the tool's own timestamps (`--append`). There the bounds only detect that the clock
//!   was set during the run.

pub mod interval;
pub mod local;
pub mod node;

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use interval::Interval;
use local::LocalClock;
pub use local::micros;
use node::{ClockEstimate, ClockKind, NodeClock};

/// The clocks of all nodes that write, by the numbers of the nodes.
#[derive(Debug)]
pub struct Clocks {
    own: LocalClock,
    nodes: Vec<Node>,
}

#[derive(Debug)]
struct Node {
    name: String,
    clock: Mutex<NodeClock>,
}

impl Clocks {
    pub fn new(own: LocalClock, names: impl IntoIterator<Item = String>, kind: ClockKind) -> Self {
        let node = |name| Node { name, clock: Mutex::new(NodeClock::new(kind)) };
        Self { own, nodes: names.into_iter().map(node).collect() }
    }

    /// Records a timestamp that was taken between these two moments.
    pub fn answered(&self, node: usize, stamp: i64, sent: Instant, answered: Instant) {
        self.clock(node).answered(stamp, Interval::from_answer(stamp, self.own.at(sent), self.own.at(answered)));
    }

    /// Records the timestamp of a delivered event. `due` is the due time of its write, from the beginning of the local
    /// clock; it is `None` for a delivery of the warm-up, which only bounds the offset.
    pub fn delivered(&self, node: usize, stamp: i64, due: Option<Duration>, arrived: Instant) {
        let arrived = self.own.at(arrived);
        let due = due.map(|due| self.own.after(due));
        self.clock(node).delivered(stamp, due, arrived);
    }

    /// The estimate for each node, with the node's name.
    pub fn estimates(&self) -> Vec<(String, ClockEstimate)> {
        (0..self.nodes.len()).map(|node| (self.nodes[node].name.clone(), self.clock(node).estimate())).collect()
    }

    fn clock(&self, node: usize) -> MutexGuard<'_, NodeClock> {
        self.nodes[node].clock.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Parses a timestamp of the server from RFC 3339 to microseconds since 1970.
pub fn stamp(text: &str) -> Option<i64> {
    OffsetDateTime::parse(text, &Rfc3339).ok().map(micros)
}

#[cfg(test)]
mod tests {
    use plenum_shared::{catalogue::format_timestamp, clock::Source};

    use super::*;

    #[test]
    fn a_timestamp_of_the_server_is_parsed_to_the_microsecond() {
        assert_eq!(stamp("1970-01-01T00:00:01.000002Z"), Some(1_000_002));
        let now = Source::system().now();
        assert_eq!(stamp(&format_timestamp(now)), Some(micros(now)));
        assert_eq!(stamp("yesterday"), None);
    }

    #[test]
    fn timestamps_are_estimated_for_each_node() {
        let own = LocalClock::start(&Source::system());
        let clocks = Clocks::new(own, ["a", "b"].map(str::to_owned), ClockKind::Remote);
        let (begun, ms) = (own.begun(), Duration::from_millis(1));
        // The clock of the second node is two seconds ahead.
        for (node, ahead) in [(0, 0), (1, 2_000_000)] {
            let stamp = own.after(12 * ms) + ahead;
            clocks.answered(node, stamp, begun + 10 * ms, begun + 14 * ms);
            clocks.delivered(node, stamp, Some(4 * ms), begun + 15 * ms);
            let (name, estimate) = clocks.estimates().swap_remove(node);
            assert_eq!(name, ["a", "b"][node]);
            let bounds = estimate.bounds.expect("an answer");
            assert!(bounds.low <= ahead && ahead <= bounds.high && bounds.half_width() < 2_110, "{bounds:?}");
            assert_eq!((estimate.until_server.len(), estimate.from_server.len()), (1, 1));
            assert!((7_800..8_200).contains(&estimate.until_server.max()), "{estimate:?}");
            assert!((2_800..3_200).contains(&estimate.from_server.max()), "{estimate:?}");
        }
    }
}
