//! Time and randomness as parameters: no other code in the workspace reads the machine's clock or randomness.
//!
//! A program makes one [`Source::system`] and hands it down; a test makes [`ManualClock`] and moves it by hand.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicI64, Ordering},
};

use time::{Duration, OffsetDateTime};
use uuid::{ContextV7, Timestamp, Uuid};

/// Says what time it is, in UTC.
pub trait Clock: Send + Sync + 'static {
    fn now(&self) -> OffsetDateTime;
}

/// Makes identifiers and random bytes.
pub trait IdSource: Send + Sync + 'static {
    /// A new UUID of version 7; two calls on one source never go backwards.
    fn uuid(&self) -> Uuid;

    /// Fills `bytes` from a cryptographically secure generator.
    fn fill(&self, bytes: &mut [u8]);
}

/// Time and randomness together, cheap to clone.
#[derive(Clone)]
pub struct Source {
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn IdSource>,
}

impl Source {
    /// The machine's clock and the operating system's randomness.
    pub fn system() -> Self {
        Self::with_clock(Arc::new(SystemClock))
    }

    /// A clock of the caller's choice; identifiers carry its time.
    pub fn with_clock(clock: Arc<dyn Clock>) -> Self {
        let ids = Arc::new(SystemIds::new(clock.clone()));
        Self { clock, ids }
    }

    /// The present, cut to microseconds: what PostgreSQL stores, so that a time read back equals the time written.
    pub fn now(&self) -> OffsetDateTime {
        let now = self.clock.now();
        now.replace_nanosecond(now.nanosecond() / 1_000 * 1_000).unwrap_or(now)
    }

    pub fn uuid(&self) -> Uuid {
        self.ids.uuid()
    }

    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.ids.fill(&mut bytes);
        bytes
    }
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::now_utc()
    }
}

/// A clock that stands still until it is moved. For tests.
#[derive(Debug)]
pub struct ManualClock {
    micros: AtomicI64,
}

impl ManualClock {
    pub fn at(start: OffsetDateTime) -> Self {
        let micros = (start.unix_timestamp_nanos() / 1_000) as i64;
        Self { micros: AtomicI64::new(micros) }
    }

    pub fn advance(&self, by: Duration) {
        self.micros.fetch_add(by.whole_microseconds() as i64, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> OffsetDateTime {
        let nanos = i128::from(self.micros.load(Ordering::SeqCst)) * 1_000;
        OffsetDateTime::from_unix_timestamp_nanos(nanos).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}

/// The operating system's randomness, with identifiers stamped by the given clock.
pub struct SystemIds {
    clock: Arc<dyn Clock>,
    context: Mutex<ContextV7>,
}

impl SystemIds {
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, context: Mutex::new(ContextV7::new()) }
    }
}

impl IdSource for SystemIds {
    fn uuid(&self) -> Uuid {
        let now = self.clock.now();
        let seconds = u64::try_from(now.unix_timestamp()).unwrap_or(0);
        let context = self.context.lock().unwrap_or_else(PoisonError::into_inner);
        Uuid::new_v7(Timestamp::from_unix(&*context, seconds, now.nanosecond()))
    }

    #[expect(clippy::expect_used, reason = "without randomness no token is safe: stopping is the only right answer")]
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the operating system has no randomness to give");
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn identifiers_sort_by_the_time_of_their_clock() {
        let clock = Arc::new(ManualClock::at(datetime!(2026-01-02 03:04:05 UTC)));
        let source = Source::with_clock(clock.clone());
        let mut made = Vec::new();
        for _ in 0..200 {
            made.push(source.uuid());
            clock.advance(Duration::milliseconds(1));
        }
        assert!(made.is_sorted());
        assert_eq!(made[0].get_version_num(), 7);
    }

    #[test]
    fn a_manual_clock_moves_only_by_hand() {
        let clock = ManualClock::at(datetime!(2026-01-02 03:04:05.000_006 UTC));
        assert_eq!(clock.now(), clock.now());
        clock.advance(Duration::minutes(15));
        assert_eq!(clock.now(), datetime!(2026-01-02 03:19:05.000_006 UTC));
    }
}
