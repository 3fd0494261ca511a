//! Between which bounds the offset of a clock lies. Pure.
//!
//! An offset is what that clock shows above what ours shows at the same moment, in microseconds.

/// From `low` to `high`, both included; nothing lies in it when they have passed each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    pub low: i64,
    pub high: i64,
}

/// Beyond any clock, and far from where numbers end.
const FAR: i64 = i64::MAX / 4;
/// All times are cut to whole microseconds, each on its own.
const CUT: i64 = 1;

impl Interval {
    /// Nothing is known.
    pub const ANY: Self = Self { low: -FAR, high: FAR };
    /// The clock is ours.
    pub const ZERO: Self = Self { low: 0, high: 0 };

    /// What a stamp says that was made between these two moments of ours.
    pub fn of_answer(stamp: i64, sent: i64, answered: i64) -> Self {
        Self { low: stamp - answered - CUT, high: stamp - sent + CUT }
    }

    /// What a stamp says that was made before this moment of ours.
    pub fn of_arrival(stamp: i64, arrived: i64) -> Self {
        Self { low: stamp - arrived - CUT, ..Self::ANY }
    }

    /// What lies in both.
    pub fn meet(self, other: Self) -> Self {
        Self { low: self.low.max(other.low), high: self.high.min(other.high) }
    }

    /// What is left of this knowledge when the clock may have moved by so much meanwhile.
    pub fn widen(self, by: i64) -> Self {
        Self { low: self.low.saturating_sub(by).max(-FAR), high: self.high.saturating_add(by).min(FAR) }
    }

    pub fn is_empty(self) -> bool {
        self.low > self.high
    }

    /// Whether it has two ends.
    pub fn is_bounded(self) -> bool {
        self.low > -FAR && self.high < FAR
    }

    pub fn middle(self) -> i64 {
        self.low + (self.high - self.low) / 2
    }

    /// How wrong its middle can be.
    pub fn half_width(self) -> i64 {
        (self.high - self.low + 1) / 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_bounds_an_offset_from_both_sides_and_an_arrival_from_below() {
        // Sent at 10, stamped at 1015 by a clock that is 1000 ahead, answered at 30.
        let answer = Interval::of_answer(1015, 10, 30);
        assert_eq!(answer, Interval { low: 984, high: 1006 });
        assert_eq!((answer.middle(), answer.half_width()), (995, 11));
        let arrival = Interval::of_arrival(1015, 20);
        assert!(!arrival.is_bounded() && !Interval::ANY.is_bounded());
        assert_eq!(answer.meet(arrival), Interval { low: 994, high: 1006 });
    }

    #[test]
    fn what_contradicts_itself_is_empty() {
        let (early, late) = (Interval { low: 0, high: 5 }, Interval { low: 7, high: 9 });
        assert!(early.meet(late).is_empty());
        assert!(!early.widen(1).meet(late.widen(1)).is_empty());
        assert_eq!(Interval::ANY.widen(i64::MAX), Interval::ANY);
    }
}
