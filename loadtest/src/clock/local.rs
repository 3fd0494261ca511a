//! The local clock: the time of the machine when the run began, plus the time since then by the monotonic clock.
//!
//! If the machine's clock is set during the run, the local clock does not change, and the timestamps of a node on the
//! same machine jump.

use std::time::{Duration, Instant};

use plenum_shared::clock::Source;
use time::OffsetDateTime;

/// The number of readings, of which the closest is used, because the two clocks cannot be read at the same moment.
const READINGS: usize = 16;

#[derive(Debug, Clone, Copy)]
pub struct LocalClock {
    begun: Instant,
    /// The time of the machine's clock at that moment, in microseconds since 1970.
    shown: i64,
}

impl LocalClock {
    pub fn start(source: &Source) -> Self {
        let reading = |_| {
            let begun = Instant::now();
            let shown = micros(source.now());
            (begun.elapsed(), Self { begun, shown })
        };
        let closest = (1..READINGS).map(reading).min_by_key(|(apart, _)| *apart);
        closest.unwrap_or_else(|| reading(0)).1
    }

    pub fn begun(&self) -> Instant {
        self.begun
    }

    /// The time at a moment, in microseconds since 1970.
    pub fn at(&self, moment: Instant) -> i64 {
        self.after(moment.saturating_duration_since(self.begun))
    }

    /// The time this long after the beginning.
    pub fn after(&self, passed: Duration) -> i64 {
        self.shown.saturating_add(i64::try_from(passed.as_micros()).unwrap_or(i64::MAX))
    }
}

/// A time in microseconds since 1970.
pub fn micros(time: OffsetDateTime) -> i64 {
    i64::try_from(time.unix_timestamp_nanos().div_euclid(1_000)).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use plenum_shared::clock::ManualClock;
    use time::macros::datetime;

    use super::*;

    #[test]
    fn setting_the_machines_clock_does_not_change_the_local_clock() {
        let machine = Arc::new(ManualClock::at(datetime!(1970-01-01 00:00:07 UTC)));
        let own = LocalClock::start(&Source::with_clock(machine.clone()));
        machine.advance(time::Duration::hours(1));
        assert_eq!(own.at(own.begun()), 7_000_000);
        assert_eq!(own.at(own.begun() + Duration::from_millis(3)), 7_003_000);
    }
}
