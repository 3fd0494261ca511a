//! An entry that failed: tried again with growing pauses, and at last parked.

use plenum_shared::{Error, Result, ids::TenantId};
use plenum_store::{
    TenantTx,
    consumers::{self, Checkpoint},
    log,
};
use time::Duration;

use crate::App;

/// How often an entry is tried before it is parked.
pub const TRIES: i32 = 8;

/// The pause after the first failure, and after a conflict with another transaction; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::seconds(1);

/// How many characters of an error are kept with a parked entry.
const REASON: usize = 500;

/// What became of an entry that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RetryOutcome {
    Postponed,
    /// The entry of this number was parked.
    Parked(i64),
    /// Another worker has processed it.
    Superseded,
}

/// Postpones the next entry of a tenant without counting a failure.
pub(super) async fn pause(app: &App, consumer: &'static str, tenant: TenantId) -> Result<()> {
    let work = |mut tx: TenantTx| async move {
        let now = app.source().now();
        if let Some(checkpoint) = consumers::lock(&mut tx, consumer, now).await? {
            consumers::postpone(&mut tx, consumer, checkpoint.failures, now + FIRST_PAUSE, now).await?;
        }
        Ok(tx.finish(()))
    };
    app.store().write("consumer.pause", tenant, None, work).await
}

/// Counts a failure of the entry after this checkpoint. Another worker that locked the checkpoint meanwhile may have
/// processed the entry, or counted a failure of its own; then this failure is not counted, least of all against the
/// entry that is next by now.
pub(super) async fn count_failure(
    app: &App,
    consumer: &'static str,
    tenant: TenantId,
    failed_at: Checkpoint,
    error: &Error,
) -> Result<RetryOutcome> {
    let reason: &String = &error.to_string().chars().take(REASON).collect();
    let work = |mut tx: TenantTx| async move {
        let now = app.source().now();
        let checkpoint = consumers::lock(&mut tx, consumer, now)
            .await?
            .filter(|checkpoint| (checkpoint.seq, checkpoint.failures) == (failed_at.seq, failed_at.failures));
        let Some(checkpoint) = checkpoint else { return Ok(tx.finish(RetryOutcome::Superseded)) };
        let failures = checkpoint.failures + 1;
        if failures < TRIES {
            let pause = FIRST_PAUSE * 2_i32.pow(checkpoint.failures.unsigned_abs());
            consumers::postpone(&mut tx, consumer, failures, now + pause, now).await?;
            return Ok(tx.finish(RetryOutcome::Postponed));
        }
        let next = log::range(&mut tx, checkpoint.seq + 1, 1).await?;
        let Some(entry) = next.first() else { return Ok(tx.finish(RetryOutcome::Superseded)) };
        consumers::park(&mut tx, consumer, entry.position.seq, reason, now).await?;
        consumers::advance(&mut tx, consumer, entry.position.seq, now).await?;
        Ok(tx.finish(RetryOutcome::Parked(entry.position.seq)))
    };
    let outcome = app.store().write("consumer.setback", tenant, None, work).await?;
    match outcome {
        RetryOutcome::Parked(seq) => {
            metrics::counter!("consumer.parked", "consumer" => consumer).increment(1);
            tracing::error!(consumer, %tenant, seq, %error, "an entry of the log was parked after many tries");
        }
        RetryOutcome::Postponed => {
            metrics::counter!("consumer.failures", "consumer" => consumer).increment(1);
            tracing::warn!(consumer, %tenant, %error, "an entry of the log could not be processed, trying again later");
        }
        RetryOutcome::Superseded => {}
    }
    Ok(outcome)
}
