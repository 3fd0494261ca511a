//! One node's clock: what its stamps say of its offset, and the two parts of every delivery, left and right of the
//! stamp.
//!
//! Over a long run clocks drift apart, so bounds are kept for each window of two seconds, and one window says of
//! another only what two quartzes allow: [`DRIFT`] for each second between them. What lies within that is followed;
//! what goes beyond is a contradiction.
//!
//! The offset is known best in the end, and the deliveries are too many to be kept until then. So each window counts
//! them by the ends of the interval as it is when the first one comes, from which neither part can be below zero, and
//! [`NodeClock::settle`] moves them all to where the offset was found to be.

use std::collections::BTreeMap;

use hdrhistogram::Histogram;

use super::interval::Interval;

/// A stretch of the node's own time, in microseconds.
const WINDOW: i64 = 2_000_000;
/// How far two clocks may drift apart in a second, in microseconds: a usual quartz is off by up to fifty, and there are
/// two.
pub const DRIFT: i64 = 100;
/// Longer than any part of a delivery, in microseconds.
const HIGHEST: i64 = 3_600_000_000;

/// Whose clock a node stamps by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// This machine's, which is ours as well.
    Ours,
    /// Perhaps another machine's.
    Theirs,
}

/// What is known of a clock while the run goes on.
#[derive(Debug)]
pub struct NodeClock {
    whose: Whose,
    windows: BTreeMap<i64, Window>,
    answers: u64,
}

#[derive(Debug)]
struct Window {
    /// The offset in the middle of the window, as far as its own stamps bound it.
    interval: Interval,
    parts: Option<Parts>,
}

/// Deliveries of a window.
#[derive(Debug)]
struct Parts {
    /// By whose ends they are counted.
    base: Interval,
    until_server: Histogram<u32>,
    from_server: Histogram<u32>,
}

/// What has come of a clock in the end.
#[derive(Debug, Clone)]
pub struct Settled {
    pub whose: Whose,
    /// Writes whose answer carried a stamp.
    pub answers: u64,
    /// Between which bounds its stamps put the offset at the end of the run; nothing if they contradict each other, or
    /// if there were none.
    pub bounds: Option<Interval>,
    /// The offset by which the parts were corrected, as it was at the end of the run.
    pub offset: Option<i64>,
    /// How wrong any of the parts can be, and so each of their quantiles.
    pub uncertainty: i64,
    /// No offset fits all of its stamps, or the one that is known does not.
    pub contradictory: bool,
    /// From when a write was due until it was stamped, once for each delivery.
    pub until_server: Histogram<u64>,
    /// From the stamp until a live reader had it.
    pub from_server: Histogram<u64>,
}

impl NodeClock {
    pub fn new(whose: Whose) -> Self {
        Self { whose, windows: BTreeMap::new(), answers: 0 }
    }

    /// An answer with a stamp, and what it says of the offset.
    pub fn answered(&mut self, stamp: i64, bound: Interval) {
        self.answers += 1;
        self.note(stamp, bound);
    }

    /// A delivery. One without a time at which it was due is of the warm-up: it only bounds the offset.
    pub fn heard(&mut self, stamp: i64, due: Option<i64>, arrived: i64) {
        let window = self.note(stamp, Interval::of_arrival(stamp, arrived));
        let Some(due) = due else { return };
        let base = match self.windows.get(&window).and_then(|window| window.parts.as_ref()) {
            Some(parts) => parts.base,
            None => self.known(window),
        };
        // Without any answer yet nothing can be said of this node.
        let Some(window) = self.windows.get_mut(&window).filter(|_| base.is_bounded()) else { return };
        let parts = window.parts.get_or_insert_with(|| Parts::new(base));
        record(&mut parts.until_server, stamp - base.low - due);
        record(&mut parts.from_server, arrived - stamp + base.high);
    }

    /// Takes in a bound, and gives the window of its stamp.
    fn note(&mut self, stamp: i64, bound: Interval) -> i64 {
        let index = stamp.div_euclid(WINDOW);
        let from_middle = (stamp - index * WINDOW - WINDOW / 2).abs();
        let window = self.windows.entry(index).or_insert(Window { interval: Interval::ANY, parts: None });
        window.interval = window.interval.meet(bound.widen(drift(from_middle)));
        index
    }

    /// What is known of the offset in a window by now.
    fn known(&self, index: i64) -> Interval {
        let others = self.windows.iter().map(|(at, window)| window.interval.widen(drift((at - index).abs() * WINDOW)));
        others.fold(self.prior(), Interval::meet)
    }

    /// What is known of the offset without asking.
    fn prior(&self) -> Interval {
        match self.whose {
            Whose::Ours => Interval::ZERO,
            Whose::Theirs => Interval::ANY,
        }
    }

    /// What all windows together say of each. Widening by a distance and then by another is widening by both, so going
    /// through them once in each direction is enough.
    fn intervals(&self) -> Vec<Interval> {
        let mut intervals: Vec<Interval> = self.windows.values().map(|window| window.interval).collect();
        let at: Vec<i64> = self.windows.keys().copied().collect();
        let apart = |left: usize| drift((at[left + 1] - at[left]) * WINDOW);
        for left in 0..intervals.len().saturating_sub(1) {
            intervals[left + 1] = intervals[left + 1].meet(intervals[left].widen(apart(left)));
        }
        for left in (0..intervals.len().saturating_sub(1)).rev() {
            intervals[left] = intervals[left].meet(intervals[left + 1].widen(apart(left)));
        }
        intervals
    }

    /// Finds the offset, and moves what was counted to where it belongs.
    pub fn settle(&self) -> Settled {
        let intervals = self.intervals();
        let mut settled = Settled {
            whose: self.whose,
            answers: self.answers,
            bounds: None,
            offset: None,
            uncertainty: 0,
            contradictory: intervals.iter().any(|interval| interval.meet(self.prior()).is_empty()),
            until_server: Histogram::new(3).expect("three digits"),
            from_server: Histogram::new(3).expect("three digits"),
        };
        if settled.contradictory {
            return settled;
        }
        settled.bounds = intervals.last().copied().filter(|bounds| bounds.is_bounded());
        let used = |interval: Interval| interval.meet(self.prior());
        let wrong = |interval: Interval| match self.whose {
            Whose::Ours => 0,
            Whose::Theirs => interval.half_width() + drift(WINDOW / 2),
        };
        if let Some(last) = intervals.last().copied().filter(|last| used(*last).is_bounded()) {
            (settled.offset, settled.uncertainty) = (Some(used(last).middle()), wrong(last));
        }
        for (window, interval) in self.windows.values().zip(intervals) {
            let Some(parts) = &window.parts else { continue };
            let offset = used(interval).middle();
            shift(&mut settled.until_server, &parts.until_server, offset - parts.base.low);
            shift(&mut settled.from_server, &parts.from_server, parts.base.high - offset);
            // What a wide base was counted with was rounded as part of the part.
            let rounded = (parts.base.high - parts.base.low) / ROUNDED_TO;
            settled.uncertainty = settled.uncertainty.max(wrong(interval) + rounded);
        }
        settled
    }
}

impl Parts {
    fn new(base: Interval) -> Self {
        // Two digits: how well the offset is known is coarser, and there are many windows in a long run.
        let empty = || Histogram::new(2).expect("two digits");
        Self { base, until_server: empty(), from_server: empty() }
    }
}

/// A count of two digits is right to this part of itself.
const ROUNDED_TO: i64 = 256;

/// How far two clocks may have drifted apart over so many microseconds.
fn drift(over: i64) -> i64 {
    over / (1_000_000 / DRIFT)
}

fn record(histogram: &mut Histogram<u32>, micros: i64) {
    // It grows up to what it is given, and that is limited.
    let _ = histogram.record(micros.clamp(0, HIGHEST) as u64);
}

/// Adds what was counted too high by so much.
fn shift(to: &mut Histogram<u64>, from: &Histogram<u32>, excess: i64) {
    for counted in from.iter_recorded() {
        let value = from.median_equivalent(counted.value_iterated_to()) as i64;
        let _ = to.record_n((value - excess).clamp(0, HIGHEST) as u64, u64::from(counted.count_at_value()));
    }
}

#[cfg(test)]
mod tests;
