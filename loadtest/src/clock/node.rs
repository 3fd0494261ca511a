//! One node's clock: its offset, bounded by its timestamps, and the two parts of every delivery's latency, before and
//! after the timestamp.
//!
//! Over a long run clocks drift apart, so bounds are kept for each window of two seconds. One window bounds another only
//! as far as two quartzes allow: by [`DRIFT`] for each second between them. A greater drift is a contradiction.
//!
//! The offset is known best at the end of the run, and the deliveries are too many to be kept until then. So each window
//! counts its deliveries with the bounds that it has at its first delivery; with those, no part is below zero.
//! [`NodeClock::estimate`] then shifts the counts to the estimated offset.

use std::collections::BTreeMap;

use hdrhistogram::Histogram;

use super::interval::Interval;

/// The length of a window of the node's time, in microseconds.
const WINDOW: i64 = 2_000_000;
/// How far two clocks may drift apart in a second, in microseconds: each quartz drifts by at most fifty.
pub const DRIFT: i64 = 100;
/// Longer than any part of a delivery, in microseconds.
const HIGHEST: i64 = 3_600_000_000;

/// Which clock a node uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockKind {
    /// The clock of this machine.
    Local,
    /// Perhaps the clock of another machine.
    Remote,
}

/// The bounds and counts of one clock during the run.
#[derive(Debug)]
pub struct NodeClock {
    kind: ClockKind,
    windows: BTreeMap<i64, Window>,
    answers: u64,
}

#[derive(Debug)]
struct Window {
    /// The offset in the middle of the window, bounded by the window's own timestamps.
    interval: Interval,
    parts: Option<Parts>,
}

/// The deliveries of a window, split in two parts.
#[derive(Debug)]
struct Parts {
    /// The bounds with which they are counted.
    base: Interval,
    until_server: Histogram<u32>,
    from_server: Histogram<u32>,
}

/// The estimate for a clock at the end of a run.
#[derive(Debug, Clone)]
pub struct ClockEstimate {
    pub kind: ClockKind,
    /// Writes whose response carried a timestamp.
    pub answers: u64,
    /// The bounds of the offset at the end of the run; `None` if the timestamps contradict each other, or if there were
    /// none.
    pub bounds: Option<Interval>,
    /// The offset by which the parts were corrected, at the end of the run.
    pub offset: Option<i64>,
    /// The greatest error of each part, and so of each quantile.
    pub uncertainty: i64,
    /// Whether no offset fits all timestamps.
    pub contradictory: bool,
    /// From the due time of a write until its timestamp, once for each delivery.
    pub until_server: Histogram<u64>,
    /// From the timestamp until the live delivery.
    pub from_server: Histogram<u64>,
}

impl NodeClock {
    pub fn new(kind: ClockKind) -> Self {
        Self { kind, windows: BTreeMap::new(), answers: 0 }
    }

    /// Records a response with a timestamp, and the bounds that it gives.
    pub fn answered(&mut self, stamp: i64, bound: Interval) {
        self.answers += 1;
        self.note(stamp, bound);
    }

    /// Records a delivery. One without a due time is of the warm-up and only bounds the offset.
    pub fn delivered(&mut self, stamp: i64, due: Option<i64>, arrived: i64) {
        let window = self.note(stamp, Interval::from_arrival(stamp, arrived));
        let Some(due) = due else { return };
        let base = match self.windows.get(&window).and_then(|window| window.parts.as_ref()) {
            Some(parts) => parts.base,
            None => self.known(window),
        };
        // Without a response so far, the offset of this node has no upper bound.
        let Some(window) = self.windows.get_mut(&window).filter(|_| base.is_bounded()) else { return };
        let parts = window.parts.get_or_insert_with(|| Parts::new(base));
        record(&mut parts.until_server, stamp - base.low - due);
        record(&mut parts.from_server, arrived - stamp + base.high);
    }

    /// Applies a bound, and returns the window of its timestamp.
    fn note(&mut self, stamp: i64, bound: Interval) -> i64 {
        let index = stamp.div_euclid(WINDOW);
        let from_middle = (stamp - index * WINDOW - WINDOW / 2).abs();
        let window = self.windows.entry(index).or_insert(Window { interval: Interval::ANY, parts: None });
        window.interval = window.interval.intersect(bound.widen(drift(from_middle)));
        index
    }

    /// The bounds of the offset in a window so far.
    fn known(&self, index: i64) -> Interval {
        let others = self.windows.iter().map(|(at, window)| window.interval.widen(drift((at - index).abs() * WINDOW)));
        others.fold(self.prior(), Interval::intersect)
    }

    /// The bounds of the offset before any timestamp.
    fn prior(&self) -> Interval {
        match self.kind {
            ClockKind::Local => Interval::ZERO,
            ClockKind::Remote => Interval::ANY,
        }
    }

    /// The bounds of each window from all windows together. Widening by two distances is widening by their sum, so one
    /// pass in each direction is enough.
    fn intervals(&self) -> Vec<Interval> {
        let mut intervals: Vec<Interval> = self.windows.values().map(|window| window.interval).collect();
        let at: Vec<i64> = self.windows.keys().copied().collect();
        let apart = |left: usize| drift((at[left + 1] - at[left]) * WINDOW);
        for left in 0..intervals.len().saturating_sub(1) {
            intervals[left + 1] = intervals[left + 1].intersect(intervals[left].widen(apart(left)));
        }
        for left in (0..intervals.len().saturating_sub(1)).rev() {
            intervals[left] = intervals[left].intersect(intervals[left + 1].widen(apart(left)));
        }
        intervals
    }

    /// Estimates the offset, and corrects the counted parts by it.
    pub fn estimate(&self) -> ClockEstimate {
        let intervals = self.intervals();
        let mut estimate = ClockEstimate {
            kind: self.kind,
            answers: self.answers,
            bounds: None,
            offset: None,
            uncertainty: 0,
            contradictory: intervals.iter().any(|interval| interval.intersect(self.prior()).is_empty()),
            until_server: Histogram::new(3).expect("three digits"),
            from_server: Histogram::new(3).expect("three digits"),
        };
        if estimate.contradictory {
            return estimate;
        }
        estimate.bounds = intervals.last().copied().filter(|bounds| bounds.is_bounded());
        let used = |interval: Interval| interval.intersect(self.prior());
        let wrong = |interval: Interval| match self.kind {
            ClockKind::Local => 0,
            ClockKind::Remote => interval.half_width() + drift(WINDOW / 2),
        };
        if let Some(last) = intervals.last().copied().filter(|last| used(*last).is_bounded()) {
            (estimate.offset, estimate.uncertainty) = (Some(used(last).middle()), wrong(last));
        }
        for (window, interval) in self.windows.values().zip(intervals) {
            let Some(parts) = &window.parts else { continue };
            let offset = used(interval).middle();
            shift(&mut estimate.until_server, &parts.until_server, offset - parts.base.low);
            shift(&mut estimate.from_server, &parts.from_server, parts.base.high - offset);
            // A count with wide bounds was rounded together with their width.
            let rounded = (parts.base.high - parts.base.low) / ROUNDED_TO;
            estimate.uncertainty = estimate.uncertainty.max(wrong(interval) + rounded);
        }
        estimate
    }
}

impl Parts {
    fn new(base: Interval) -> Self {
        // Two digits are finer than the bounds of the offset, and a long run has many windows.
        let empty = || Histogram::new(2).expect("two digits");
        Self { base, until_server: empty(), from_server: empty() }
    }
}

/// A count of two digits is exact to this fraction.
const ROUNDED_TO: i64 = 256;

/// How far two clocks may drift apart over this many microseconds.
fn drift(over: i64) -> i64 {
    over / (1_000_000 / DRIFT)
}

fn record(histogram: &mut Histogram<u32>, micros: i64) {
    // The histogram grows up to the value, which is limited.
    let _ = histogram.record(micros.clamp(0, HIGHEST) as u64);
}

/// Adds counted values, each reduced by `excess`.
fn shift(to: &mut Histogram<u64>, from: &Histogram<u32>, excess: i64) {
    for counted in from.iter_recorded() {
        let value = from.median_equivalent(counted.value_iterated_to()) as i64;
        let _ = to.record_n((value - excess).clamp(0, HIGHEST) as u64, u64::from(counted.count_at_value()));
    }
}

#[cfg(test)]
mod tests;
