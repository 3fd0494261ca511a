//! What a context declares: kinds of jobs with their handlers, and schedules of the platform.

use std::time::Duration;

use async_trait::async_trait;
use plenum_shared::{Error, Result};
use plenum_store::jobs::schedules::Missed;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{
    context::JobContext,
    outcome::{Failure, Outcome},
};

/// A kind of job.
#[async_trait]
pub trait Job: Send + Sync + 'static {
    /// Its name in the database and in metrics; never changed.
    const KIND: &'static str;
    const OPTIONS: JobOptions = JobOptions::DEFAULT;

    /// What a job of this kind is to do. It is stored as JSON and may be read by the next version of the program.
    type Payload: Serialize + DeserializeOwned + Send + Sync;

    /// Does the work. It may be called again for the same job, after an attempt that failed, was broken off, or whose
    /// worker died.
    async fn run(&self, context: &JobContext, payload: Self::Payload) -> Result<Outcome, Failure>;
}

/// How jobs of a kind are run.
#[derive(Debug, Clone, Copy)]
pub struct JobOptions {
    /// How often a job is begun before it is dead.
    pub max_attempts: i32,
    /// The pause after the first failure; each further one is twice as long, and all vary by a fifth.
    pub first_pause: Duration,
    pub longest_pause: Duration,
    /// How long one attempt may take.
    pub time_limit: Duration,
    pub priority: Priority,
}

/// Which of a tenant's jobs are served first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Priority {
    /// A person waits for it.
    High,
    Normal,
    /// When nothing else is to be done.
    Low,
}

/// A schedule of the platform. Its times are in UTC.
#[derive(Debug, Clone, Copy)]
pub struct Schedule {
    /// Unique, and never changed.
    pub name: &'static str,
    pub cron: &'static str,
    pub missed: Missed,
    /// The kind of the job. Its payload is null, which is `()` in Rust.
    pub kind: &'static str,
}

/// A kind of job without its types: every [`Job`] is one.
#[async_trait]
pub trait AnyJob: Send + Sync + 'static {
    fn kind(&self) -> &'static str;
    fn options(&self) -> JobOptions;

    /// Refuses a payload that the handler could not read.
    fn check(&self, payload: &Value) -> Result<()>;

    async fn run_any(&self, context: &JobContext, payload: Value) -> Result<Outcome, Failure>;
}

impl JobOptions {
    pub const DEFAULT: Self = Self {
        max_attempts: 8,
        first_pause: Duration::from_secs(5),
        longest_pause: Duration::from_hours(1),
        time_limit: Duration::from_mins(10),
        priority: Priority::Normal,
    };

    /// The pause after this attempt, the first being 1; `random` spreads jobs that failed together.
    pub(super) fn pause(&self, attempt: i32, random: u8) -> Duration {
        let doublings = attempt.clamp(1, 31).unsigned_abs() - 1;
        let pause = self.first_pause.saturating_mul(2_u32.saturating_pow(doublings)).min(self.longest_pause);
        pause.mul_f64(0.8 + 0.4 * f64::from(random) / 255.0)
    }
}

impl Priority {
    pub(super) const fn number(self) -> i16 {
        match self {
            Self::High => 0,
            Self::Normal => 1,
            Self::Low => 2,
        }
    }
}

#[async_trait]
impl<J: Job> AnyJob for J {
    fn kind(&self) -> &'static str {
        J::KIND
    }

    fn options(&self) -> JobOptions {
        J::OPTIONS
    }

    fn check(&self, payload: &Value) -> Result<()> {
        let read = serde_json::from_value::<J::Payload>(payload.clone());
        read.map(drop).map_err(|error| Error::internal(format!("the payload of {}: {error}", J::KIND)))
    }

    async fn run_any(&self, context: &JobContext, payload: Value) -> Result<Outcome, Failure> {
        match serde_json::from_value(payload) {
            Ok(payload) => self.run(context, payload).await,
            // A newer program may have written it, so that this one tries again until a newer worker does.
            Err(error) => Err(Failure::Retry(Error::internal(format!("the payload of {}: {error}", J::KIND)))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest_and_vary_by_a_fifth() {
        let options = JobOptions::DEFAULT;
        let seconds = |attempt, random| options.pause(attempt, random).as_secs_f64();
        for (attempt, expected) in [(1, 5.0), (2, 10.0), (5, 80.0), (20, 3_600.0), (i32::MAX, 3_600.0)] {
            assert!((seconds(attempt, 0) - expected * 0.8).abs() < 0.001, "{attempt}");
            assert!((seconds(attempt, 255) - expected * 1.2).abs() < 0.001, "{attempt}");
        }
    }
}
