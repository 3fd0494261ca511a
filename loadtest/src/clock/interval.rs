//! The interval in which the offset of a clock lies. Pure.
//!
//! An offset is the time of that clock minus the time of the local clock at the same moment, in microseconds.

/// From `low` to `high`, both included; empty when `low` is greater than `high`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    pub low: i64,
    pub high: i64,
}

/// Beyond any offset, and far from the limits of the type.
const UNBOUNDED: i64 = i64::MAX / 4;
/// The rounding error of a difference, because each time is truncated to whole microseconds.
const ROUNDING: i64 = 1;

impl Interval {
    /// The offset is unknown.
    pub const ANY: Self = Self { low: -UNBOUNDED, high: UNBOUNDED };
    /// The clock is the local one.
    pub const ZERO: Self = Self { low: 0, high: 0 };

    /// The bounds from a timestamp that was taken between these two local times.
    pub fn from_answer(stamp: i64, sent: i64, answered: i64) -> Self {
        Self { low: stamp - answered - ROUNDING, high: stamp - sent + ROUNDING }
    }

    /// The bound from a timestamp that was taken before this local time.
    pub fn from_arrival(stamp: i64, arrived: i64) -> Self {
        Self { low: stamp - arrived - ROUNDING, ..Self::ANY }
    }

    /// The intersection of both.
    pub fn intersect(self, other: Self) -> Self {
        Self { low: self.low.max(other.low), high: self.high.min(other.high) }
    }

    /// The bounds for another moment, when the clock may have drifted by this much.
    pub fn widen(self, by: i64) -> Self {
        Self { low: self.low.saturating_sub(by).max(-UNBOUNDED), high: self.high.saturating_add(by).min(UNBOUNDED) }
    }

    pub fn is_empty(self) -> bool {
        self.low > self.high
    }

    /// Whether both ends are known.
    pub fn is_bounded(self) -> bool {
        self.low > -UNBOUNDED && self.high < UNBOUNDED
    }

    pub fn middle(self) -> i64 {
        self.low + (self.high - self.low) / 2
    }

    /// The greatest error of the middle.
    pub fn half_width(self) -> i64 {
        (self.high - self.low + 1) / 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_response_bounds_an_offset_on_both_sides_and_an_arrival_from_below() {
        // Sent at 10, stamped at 1015 by a clock that is 1000 ahead, answered at 30.
        let answer = Interval::from_answer(1015, 10, 30);
        assert_eq!(answer, Interval { low: 984, high: 1006 });
        assert_eq!((answer.middle(), answer.half_width()), (995, 11));
        let arrival = Interval::from_arrival(1015, 20);
        assert!(!arrival.is_bounded() && !Interval::ANY.is_bounded());
        assert_eq!(answer.intersect(arrival), Interval { low: 994, high: 1006 });
    }

    #[test]
    fn contradictory_bounds_have_an_empty_intersection() {
        let (early, late) = (Interval { low: 0, high: 5 }, Interval { low: 7, high: 9 });
        assert!(early.intersect(late).is_empty());
        assert!(!early.widen(1).intersect(late.widen(1)).is_empty());
        assert_eq!(Interval::ANY.widen(i64::MAX), Interval::ANY);
    }
}
