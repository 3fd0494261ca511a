//! An entry that could not be dealt with: tried again with growing pauses, and at last put aside.

use plenum_shared::{Error, Result, ids::TenantId};
use plenum_store::{
    TenantTx,
    consumers::{self, Held},
    log,
};
use time::Duration;

use crate::App;

/// How often an entry is tried before it is put aside.
pub const TRIES: i32 = 8;

/// The pause after the first failure, and when others are in the way; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::seconds(1);

/// How much of an error is kept with an entry that was put aside.
const REASON: usize = 500;

/// What became of the entry that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setback {
    Postponed,
    /// This entry was put aside.
    Parked(i64),
    /// Somebody else dealt with it.
    Gone,
}

/// Lets the next entry of a tenant wait a little, without a word against it.
pub(super) async fn pause(app: &App, consumer: &'static str, tenant: TenantId) -> Result<()> {
    let work = |mut tx: TenantTx| async move {
        let now = app.source().now();
        if let Some(held) = consumers::wait_for(&mut tx, consumer, now).await? {
            consumers::postpone(&mut tx, consumer, held.failures, now + FIRST_PAUSE, now).await?;
        }
        Ok(tx.finish(()))
    };
    app.store().write("consumer.pause", tenant, None, work).await
}

/// Notes that the entry next to the place that was held failed. Whoever had the place meanwhile may have dealt with it,
/// or noted a failure of their own; then there is nothing to note, least of all against the entry that is next by now.
pub(super) async fn note(
    app: &App,
    consumer: &'static str,
    tenant: TenantId,
    failed: Held,
    error: &Error,
) -> Result<Setback> {
    let reason: &String = &error.to_string().chars().take(REASON).collect();
    let work = |mut tx: TenantTx| async move {
        let now = app.source().now();
        let held = consumers::wait_for(&mut tx, consumer, now)
            .await?
            .filter(|held| (held.seq, held.failures) == (failed.seq, failed.failures));
        let Some(held) = held else { return Ok(tx.finish(Setback::Gone)) };
        let failures = held.failures + 1;
        if failures < TRIES {
            let pause = FIRST_PAUSE * 2_i32.pow(held.failures.unsigned_abs());
            consumers::postpone(&mut tx, consumer, failures, now + pause, now).await?;
            return Ok(tx.finish(Setback::Postponed));
        }
        let next = log::range(&mut tx, held.seq + 1, 1).await?;
        let Some(entry) = next.first() else { return Ok(tx.finish(Setback::Gone)) };
        consumers::park(&mut tx, consumer, entry.position.seq, reason, now).await?;
        consumers::advance(&mut tx, consumer, entry.position.seq, now).await?;
        Ok(tx.finish(Setback::Parked(entry.position.seq)))
    };
    let setback = app.store().write("consumer.setback", tenant, None, work).await?;
    match setback {
        Setback::Parked(seq) => {
            metrics::counter!("consumer.parked", "consumer" => consumer).increment(1);
            tracing::error!(consumer, %tenant, seq, %error, "an entry of the log was put aside after many tries");
        }
        Setback::Postponed => {
            metrics::counter!("consumer.failures", "consumer" => consumer).increment(1);
            tracing::warn!(consumer, %tenant, %error, "an entry of the log could not be dealt with, trying again later");
        }
        Setback::Gone => {}
    }
    Ok(setback)
}
