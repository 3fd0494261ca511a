//! One attempt of one job: the handler, its limits, and what is written when it failed.

use std::{panic::AssertUnwindSafe, time::Duration};

use futures::FutureExt;
use plenum_shared::{Code, Error, Result};
use plenum_store::{
    TenantTx,
    jobs::{self, Fence, JobState, Lease},
};
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::{
    context::JobContext,
    declaration::{AnyJob, JobOptions},
    outcome::{Failure, Outcome, OutcomeKind},
};
use crate::App;

/// How many characters of an error are kept for operators.
const DETAIL: usize = 500;
/// The longest result, in bytes of JSON.
const MAX_RESULT: usize = 64 * 1024;
/// How long a handler that was asked to stop may take to do so.
pub(super) const STOP_GRACE: Duration = Duration::from_secs(5);

/// What the worker knows about a running job that the job does not.
#[derive(Debug, Clone, Default)]
pub(super) struct Signals {
    /// Asks the handler to stop.
    pub(super) stopped: CancellationToken,
    /// The reason is that the job was cancelled.
    pub(super) cancelled: CancellationToken,
    /// The lease is lost: the handler is dropped at once.
    pub(super) lost: CancellationToken,
}

impl Signals {
    /// Asks the handler to stop, because the job was cancelled.
    pub(super) fn cancel(&self) {
        self.cancelled.cancel();
        self.stopped.cancel();
    }
}

/// How an attempt left its job.
#[derive(Debug)]
pub(super) enum Ended {
    /// It is to be ended as done with this result.
    Done(Value),
    /// It was ended as done by its own transaction.
    Committed,
    /// Its failure was written.
    Failed(JobState),
    /// It was broken off because the worker stops, and is to be given back.
    Interrupted,
    /// The lease was lost, or nothing could be written; then the lease runs out.
    Lost,
}

impl Ended {
    /// The word in metrics.
    pub(super) fn outcome(&self) -> &'static str {
        match self {
            Self::Done(_) | Self::Committed => "done",
            Self::Failed(JobState::Dead) => "dead",
            Self::Failed(JobState::Cancelled) => "cancelled",
            Self::Failed(_) => "failed",
            Self::Interrupted => "interrupted",
            Self::Lost => "lost",
        }
    }
}

/// Runs the handler of a job to its end.
pub(super) async fn execute(
    app: &App,
    kind: &dyn AnyJob,
    context: JobContext,
    lease: &Lease,
    signals: &Signals,
) -> Ended {
    let options = kind.options();
    let attempt = AssertUnwindSafe(kind.run_any(&context, lease.payload.clone())).catch_unwind();
    let outcome = tokio::select! {
        biased;
        () = signals.lost.cancelled() => return Ended::Lost,
        outcome = attempt => outcome.unwrap_or_else(|_| Err(Failure::Retry(Error::internal("the job panicked")))),
        () = stop_ignored(&signals.stopped) => Err(Failure::Stopped),
        () = tokio::time::sleep(options.time_limit) => {
            let message = format!("the job took longer than {} s", options.time_limit.as_secs());
            Err(Failure::Retry(Error::new(Code::Busy).with_message(message)))
        }
    };
    match outcome {
        Ok(Outcome(OutcomeKind::Committed)) => Ended::Committed,
        // PostgreSQL stores no NUL, and one result that it refuses would hold up those that are written with it.
        Ok(Outcome(OutcomeKind::Done(result))) if is_storable(&result) => Ended::Done(result),
        Ok(_) => {
            let error = Error::internal("the result of the job is too large, or has the character U+0000");
            write_failure(app, lease, &options, &error, Again::No).await
        }
        Err(Failure::Retry(error)) => write_failure(app, lease, &options, &error, Again::Yes).await,
        Err(Failure::Permanent(error)) => write_failure(app, lease, &options, &error, Again::No).await,
        Err(Failure::LeaseLost) => Ended::Lost,
        Err(Failure::Stopped) if signals.cancelled.is_cancelled() => {
            let error = Error::new(Code::JobOver).with_message("the job was cancelled");
            write_failure(app, lease, &options, &error, Again::No).await
        }
        Err(Failure::Stopped) if signals.stopped.is_cancelled() => Ended::Interrupted,
        Err(Failure::Stopped) => {
            let error = Error::internal("the job stopped without being asked to");
            write_failure(app, lease, &options, &error, Again::Yes).await
        }
    }
}

/// Completes when a handler was asked to stop and has had the time to.
async fn stop_ignored(stopped: &CancellationToken) {
    stopped.cancelled().await;
    tokio::time::sleep(STOP_GRACE).await;
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Again {
    Yes,
    No,
}

async fn write_failure(app: &App, lease: &Lease, options: &JobOptions, error: &Error, again: Again) -> Ended {
    let pause = options.pause(lease.attempt, app.source().random::<1>()[0]);
    let retry_at = (again == Again::Yes).then(|| app.source().now() + pause);
    match fail(app, lease, error, retry_at).await {
        Ok(Some(state)) => {
            let (kind, tenant, job, attempt) = (&lease.kind, lease.tenant, lease.job, lease.attempt);
            match state {
                JobState::Cancelled => tracing::info!(kind, %tenant, %job, "a job was cancelled"),
                JobState::Dead => tracing::error!(kind, %tenant, %job, attempt, %error, "a job failed for good"),
                _ => tracing::warn!(kind, %tenant, %job, attempt, %error, "an attempt of a job failed"),
            }
            Ended::Failed(state)
        }
        Ok(None) => Ended::Lost,
        Err(unwritten) => {
            tracing::warn!(kind = lease.kind, job = %lease.job, %error, %unwritten, "a failed attempt could not be written");
            Ended::Lost
        }
    }
}

fn is_storable(result: &Value) -> bool {
    let text = result.to_string();
    text.len() <= MAX_RESULT && !text.contains("\\u0000")
}

async fn fail(
    app: &App,
    lease: &Lease,
    error: &Error,
    retry_at: Option<time::OffsetDateTime>,
) -> Result<Option<JobState>> {
    let (fence, now) = (Fence::from(lease), app.source().now());
    // PostgreSQL's text has no NUL.
    let without_nul = |text: &str| -> String { text.chars().filter(|char| *char != '\0').take(DETAIL).collect() };
    let (detail, message): (&String, &String) = (&without_nul(&error.to_string()), &without_nul(error.message()));
    let work = |mut tx: TenantTx| async move {
        let failure = jobs::Failure { code: error.code().as_str(), message, detail, retry_at };
        let state = jobs::fail(&mut tx, fence, &failure, now).await?;
        Ok(tx.finish(state))
    };
    app.store().write("jobs.fail", lease.tenant, None, work).await
}
