//! Our own clock: what the machine showed when the run began, and what has passed since by the clock that nobody sets.
//!
//! If somebody sets the machine's clock during the run, this one goes on undisturbed, and a node on the same machine is
//! seen to jump: that is the truth about its stamps.

use std::time::{Duration, Instant};

use plenum_shared::clock::Source;

use super::micros;

/// Readings of which the closest is taken: the two clocks cannot be read at the same moment.
const READINGS: usize = 16;

#[derive(Debug, Clone, Copy)]
pub struct OwnClock {
    begun: Instant,
    /// What the machine's clock showed then, in microseconds since 1970.
    shown: i64,
}

impl OwnClock {
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

    /// What it shows at a moment, in microseconds since 1970.
    pub fn at(&self, moment: Instant) -> i64 {
        self.after(moment.saturating_duration_since(self.begun))
    }

    /// What it shows so long after its beginning.
    pub fn after(&self, passed: Duration) -> i64 {
        self.shown.saturating_add(i64::try_from(passed.as_micros()).unwrap_or(i64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use plenum_shared::clock::ManualClock;
    use time::macros::datetime;

    use super::*;

    #[test]
    fn a_clock_that_is_set_later_does_not_matter() {
        let machine = Arc::new(ManualClock::at(datetime!(1970-01-01 00:00:07 UTC)));
        let own = OwnClock::start(&Source::with_clock(machine.clone()));
        machine.advance(time::Duration::hours(1));
        assert_eq!(own.at(own.begun()), 7_000_000);
        assert_eq!(own.at(own.begun() + Duration::from_millis(3)), 7_003_000);
    }
}
