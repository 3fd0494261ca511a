//! Estimates for a simulated clock with a known offset, behind responses that take time.

use proptest::prelude::*;

use super::*;

/// The beginning of the run, by the local clock.
const BEGIN: i64 = 1_790_000_000_000_000;

/// The true clock: `ahead` of the local one at the beginning, and `faster` by this many millionths.
#[derive(Debug, Clone, Copy)]
struct Truth {
    ahead: i64,
    faster: i64,
}

/// A write: the pause before it was sent, the time until its timestamp, and the time from there to its response.
#[derive(Debug, Clone, Copy)]
struct Write {
    pause: i64,
    until: i64,
    since: i64,
}

impl Truth {
    fn offset(self, ours: i64) -> i64 {
        self.ahead + (ours - BEGIN) * self.faster / 1_000_000
    }

    fn stamp(self, ours: i64) -> i64 {
        ours + self.offset(ours)
    }
}

/// Runs the writes on a node, each delivered 3 ms after its response; returns their timestamps by the local clock.
fn run_writes(node: &mut NodeClock, begin: i64, truth: Truth, writes: &[Write]) -> Vec<i64> {
    let mut sent = begin;
    let one = |write: &Write| {
        sent += write.pause;
        let (stamped, answered) = (sent + write.until, sent + write.until + write.since);
        let stamp = truth.stamp(stamped);
        node.answered(stamp, Interval::from_answer(stamp, sent, answered));
        node.delivered(stamp, Some(sent), answered + 3_000);
        stamped
    };
    writes.iter().map(one).collect()
}

fn write(slowest: i64) -> impl Strategy<Value = Write> {
    (0..3_000_000_i64, 0..slowest, 0..slowest).prop_map(|(pause, until, since)| Write { pause, until, since })
}

fn writes(slowest: i64) -> impl Strategy<Value = Vec<Write>> {
    prop::collection::vec(write(slowest), 1..60)
}

fn truth() -> impl Strategy<Value = Truth> {
    // From a day behind to a day ahead.
    (-86_400_000_000_i64..86_400_000_000, -DRIFT + 1..DRIFT).prop_map(|(ahead, faster)| Truth { ahead, faster })
}

proptest! {
    #[test]
    fn the_true_offset_is_always_within_the_bounds(truth in truth(), writes in writes(50_000)) {
        let mut node = NodeClock::new(ClockKind::Remote);
        for stamped in run_writes(&mut node, BEGIN, truth, &writes) {
            let stamp = truth.stamp(stamped);
            let at = node.windows.keys().position(|window| *window == stamp.div_euclid(WINDOW)).expect("a window");
            let bounds = node.intervals()[at].widen(drift(WINDOW / 2) + 1);
            let offset = truth.offset(stamped);
            prop_assert!(bounds.low <= offset && offset <= bounds.high, "{offset} {bounds:?}");
        }
        prop_assert!(!node.estimate().contradictory);
    }

    #[test]
    fn both_parts_are_exact_up_to_the_uncertainty(truth in truth(), writes in writes(50_000)) {
        let mut node = NodeClock::new(ClockKind::Remote);
        run_writes(&mut node, BEGIN, truth, &writes);
        let estimate = node.estimate();
        let (mut until, mut since): (Vec<_>, Vec<_>) =
            writes.iter().map(|write| (write.until, write.since + 3_000)).unzip();
        until.sort_unstable();
        since.sort_unstable();
        for (found, true_ones) in [(&estimate.until_server, until), (&estimate.from_server, since)] {
            prop_assert_eq!(found.len() as usize, true_ones.len());
            for quantile in [0.5, 0.99, 1.0] {
                let at = ((quantile * true_ones.len() as f64).ceil() as usize).max(1) - 1;
                let (found, true_one) = (found.value_at_quantile(quantile) as i64, true_ones[at]);
                // A value is rounded to two digits before it is shifted by up to the width.
                let rounding = (true_one + 2 * estimate.uncertainty) / 100 + 2;
                prop_assert!((found - true_one).abs() <= estimate.uncertainty + rounding, "{found} {true_one} {estimate:?}");
            }
        }
    }

    #[test]
    fn a_clock_that_is_set_during_the_run_contradicts_itself(
        truth in truth(), before in writes(20_000), after in writes(20_000),
        // More than the slowest responses and the drift of a whole run can explain.
        step in prop_oneof![-3_600_000_000_i64..-150_000, 150_000..3_600_000_000_i64],
        kind in prop_oneof![Just(ClockKind::Local), Just(ClockKind::Remote)],
    ) {
        let mut node = NodeClock::new(kind);
        let last = run_writes(&mut node, BEGIN, truth, &before).pop().expect("a write");
        run_writes(&mut node, last, Truth { ahead: truth.ahead + step, ..truth }, &after);
        let estimate = node.estimate();
        prop_assert!(estimate.contradictory && estimate.bounds.is_none() && estimate.offset.is_none(), "{estimate:?}");
        prop_assert!(estimate.until_server.is_empty() && estimate.from_server.is_empty());
    }

    #[test]
    fn the_quickest_response_bounds_the_offset(ahead in -1_000_000_i64..1_000_000, writes in writes(50_000)) {
        let mut node = NodeClock::new(ClockKind::Remote);
        let begin = BEGIN / WINDOW * WINDOW + WINDOW / 2;
        let at_once: Vec<_> = writes.iter().map(|write| Write { pause: 0, ..*write }).collect();
        run_writes(&mut node, begin, Truth { ahead, faster: 0 }, &at_once);
        let bounds = node.estimate().bounds.expect("answers");
        let quickest = writes.iter().map(|write| write.until + write.since).min().expect("a write");
        prop_assert!(bounds.high - bounds.low <= quickest + 2 + 2 * drift(2 * WINDOW), "{bounds:?} {quickest}");
    }
}

#[test]
fn the_local_clock_corrects_nothing_and_its_bounds_are_still_reported() {
    let mut node = NodeClock::new(ClockKind::Local);
    let write = Write { pause: 0, until: 2_000, since: 6_000 };
    run_writes(&mut node, BEGIN, Truth { ahead: 0, faster: 0 }, &[write; 10]);
    let estimate = node.estimate();
    assert_eq!((estimate.offset, estimate.uncertainty, estimate.answers), (Some(0), 0, 10));
    let bounds = estimate.bounds.expect("answers");
    assert!(bounds.low < -5_000 && bounds.high > 1_000, "{bounds:?}");
    assert!(estimate.until_server.max().abs_diff(2_000) <= 20, "{estimate:?}");
    assert!(estimate.from_server.max().abs_diff(9_000) <= 90, "{estimate:?}");
}

#[test]
fn a_drift_that_no_quartz_has_is_a_contradiction() {
    let every_second = [Write { pause: 1_000_000, until: 500, since: 500 }; 120];
    let estimate = |faster| {
        let mut node = NodeClock::new(ClockKind::Remote);
        run_writes(&mut node, BEGIN, Truth { ahead: 0, faster }, &every_second);
        node.estimate()
    };
    assert!(!estimate(DRIFT - 1).contradictory && !estimate(1 - DRIFT).contradictory);
    assert!(estimate(20 * DRIFT).contradictory && estimate(-20 * DRIFT).contradictory);
}

#[test]
fn a_node_without_timestamps_has_no_estimate() {
    let mut node = NodeClock::new(ClockKind::Remote);
    assert_eq!(node.estimate().bounds, None);
    node.delivered(BEGIN, Some(BEGIN - 5), BEGIN + 5);
    let estimate = node.estimate();
    assert!(!estimate.contradictory && estimate.bounds.is_none() && estimate.offset.is_none(), "{estimate:?}");
    assert!(estimate.until_server.is_empty() && estimate.from_server.is_empty());
}
