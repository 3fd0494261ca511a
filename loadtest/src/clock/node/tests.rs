//! A clock whose true offset is known, behind answers that take their time: what is said of it must be true.

use proptest::prelude::*;

use super::*;

/// When the run begins, by our clock.
const BEGIN: i64 = 1_790_000_000_000_000;

/// A clock as it really is: ahead of ours by so much at the beginning, and by so many millionths faster.
#[derive(Debug, Clone, Copy)]
struct Truth {
    ahead: i64,
    faster: i64,
}

/// A write: how long after the one before it was sent, then how long until it was stamped, and until it was answered.
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

/// Makes the writes on a node, each heard 3 ms after its answer; when each was stamped, by our clock.
fn play(node: &mut NodeClock, begin: i64, truth: Truth, writes: &[Write]) -> Vec<i64> {
    let mut sent = begin;
    let one = |write: &Write| {
        sent += write.pause;
        let (stamped, answered) = (sent + write.until, sent + write.until + write.since);
        let stamp = truth.stamp(stamped);
        node.answered(stamp, Interval::of_answer(stamp, sent, answered));
        node.heard(stamp, Some(sent), answered + 3_000);
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
        let mut node = NodeClock::new(Whose::Theirs);
        for stamped in play(&mut node, BEGIN, truth, &writes) {
            let stamp = truth.stamp(stamped);
            let at = node.windows.keys().position(|window| *window == stamp.div_euclid(WINDOW)).expect("a window");
            let bounds = node.intervals()[at].widen(drift(WINDOW / 2) + 1);
            let offset = truth.offset(stamped);
            prop_assert!(bounds.low <= offset && offset <= bounds.high, "{offset} {bounds:?}");
        }
        prop_assert!(!node.settle().contradictory);
    }

    #[test]
    fn both_parts_are_right_up_to_the_uncertainty(truth in truth(), writes in writes(50_000)) {
        let mut node = NodeClock::new(Whose::Theirs);
        play(&mut node, BEGIN, truth, &writes);
        let settled = node.settle();
        let (mut until, mut since): (Vec<_>, Vec<_>) =
            writes.iter().map(|write| (write.until, write.since + 3_000)).unzip();
        until.sort_unstable();
        since.sort_unstable();
        for (found, true_ones) in [(&settled.until_server, until), (&settled.from_server, since)] {
            prop_assert_eq!(found.len() as usize, true_ones.len());
            for quantile in [0.5, 0.99, 1.0] {
                let at = ((quantile * true_ones.len() as f64).ceil() as usize).max(1) - 1;
                let (found, true_one) = (found.value_at_quantile(quantile) as i64, true_ones[at]);
                // What is counted is rounded to two digits before it is moved by up to the width.
                let rounding = (true_one + 2 * settled.uncertainty) / 100 + 2;
                prop_assert!((found - true_one).abs() <= settled.uncertainty + rounding, "{found} {true_one} {settled:?}");
            }
        }
    }

    #[test]
    fn a_clock_that_is_set_during_the_run_contradicts_itself(
        truth in truth(), before in writes(20_000), after in writes(20_000),
        // Further than the slowest answers and a whole run of drifting can hide.
        step in prop_oneof![-3_600_000_000_i64..-150_000, 150_000..3_600_000_000_i64],
        whose in prop_oneof![Just(Whose::Ours), Just(Whose::Theirs)],
    ) {
        let mut node = NodeClock::new(whose);
        let last = play(&mut node, BEGIN, truth, &before).pop().expect("a write");
        play(&mut node, last, Truth { ahead: truth.ahead + step, ..truth }, &after);
        let settled = node.settle();
        prop_assert!(settled.contradictory && settled.bounds.is_none() && settled.offset.is_none(), "{settled:?}");
        prop_assert!(settled.until_server.is_empty() && settled.from_server.is_empty());
    }

    #[test]
    fn the_quickest_answer_decides_how_well_an_offset_is_known(ahead in -1_000_000_i64..1_000_000, writes in writes(50_000)) {
        let mut node = NodeClock::new(Whose::Theirs);
        let begin = BEGIN / WINDOW * WINDOW + WINDOW / 2;
        let at_once: Vec<_> = writes.iter().map(|write| Write { pause: 0, ..*write }).collect();
        play(&mut node, begin, Truth { ahead, faster: 0 }, &at_once);
        let bounds = node.settle().bounds.expect("answers");
        let quickest = writes.iter().map(|write| write.until + write.since).min().expect("a write");
        prop_assert!(bounds.high - bounds.low <= quickest + 2 + 2 * drift(2 * WINDOW), "{bounds:?} {quickest}");
    }
}

#[test]
fn a_clock_that_is_ours_corrects_nothing_and_its_bounds_are_still_told() {
    let mut node = NodeClock::new(Whose::Ours);
    let write = Write { pause: 0, until: 2_000, since: 6_000 };
    play(&mut node, BEGIN, Truth { ahead: 0, faster: 0 }, &[write; 10]);
    let settled = node.settle();
    assert_eq!((settled.offset, settled.uncertainty, settled.answers), (Some(0), 0, 10));
    let bounds = settled.bounds.expect("answers");
    assert!(bounds.low < -5_000 && bounds.high > 1_000, "{bounds:?}");
    assert!(settled.until_server.max().abs_diff(2_000) <= 20, "{settled:?}");
    assert!(settled.from_server.max().abs_diff(9_000) <= 90, "{settled:?}");
}

#[test]
fn a_drift_that_no_quartz_has_is_a_contradiction() {
    let every_second = [Write { pause: 1_000_000, until: 500, since: 500 }; 120];
    let settled = |faster| {
        let mut node = NodeClock::new(Whose::Theirs);
        play(&mut node, BEGIN, Truth { ahead: 0, faster }, &every_second);
        node.settle()
    };
    assert!(!settled(DRIFT - 1).contradictory && !settled(1 - DRIFT).contradictory);
    assert!(settled(20 * DRIFT).contradictory && settled(-20 * DRIFT).contradictory);
}

#[test]
fn of_a_node_that_never_answered_with_a_stamp_nothing_is_said() {
    let mut node = NodeClock::new(Whose::Theirs);
    assert_eq!(node.settle().bounds, None);
    node.heard(BEGIN, Some(BEGIN - 5), BEGIN + 5);
    let settled = node.settle();
    assert!(!settled.contradictory && settled.bounds.is_none() && settled.offset.is_none(), "{settled:?}");
    assert!(settled.until_server.is_empty() && settled.from_server.is_empty());
}
