//! One batch of one tenant's log, in one transaction.

use std::sync::{Mutex, PoisonError};

use plenum_shared::{Result, ids::TenantId};
use plenum_store::{
    TenantTx,
    consumers::{self, Checkpoint},
    log,
};

use super::AnyConsumer;
use crate::App;

/// The most entries in a batch.
pub(super) const BATCH: usize = 200;

/// A batch ends when the images of its entries come to so many bytes: each of the tenants that are worked on at a time
/// has one batch in memory.
const BYTES: usize = 1024 * 1024;

/// A batch ends when it has derived so many entries. One more entry may derive as many again and still fit an append.
const MAX_DERIVED: usize = log::MAX_APPEND / 4;

/// How a batch left a tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BatchOutcome {
    /// There may be more entries.
    More,
    /// The checkpoint is at the head of the log, as the transaction saw it.
    CaughtUp,
    /// Another worker has the checkpoint locked, or there is no such tenant.
    Locked,
    /// The next entry has failed, and it is not yet time to try it again.
    Postponed,
}

/// The checkpoint from which a batch began; nothing when the batch failed before that. It outlives the transaction, and
/// so its failure and a panic in it.
#[derive(Debug, Default)]
pub(super) struct CheckpointSlot(Mutex<Option<Checkpoint>>);

impl CheckpointSlot {
    pub(super) fn take(&self) -> Option<Checkpoint> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn set(&self, checkpoint: Checkpoint) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(checkpoint);
    }
}

/// Processes up to `limit` entries.
pub(super) async fn process_batch(
    app: &App,
    consumer: &dyn AnyConsumer,
    tenant: TenantId,
    limit: usize,
    began_at: &CheckpointSlot,
) -> Result<BatchOutcome> {
    let name = consumer.name();
    let work = |mut tx: TenantTx| async move {
        let now = app.source().now();
        let Some(checkpoint) = consumers::try_lock(&mut tx, name, now).await? else {
            return Ok(tx.finish((BatchOutcome::Locked, 0, Vec::new())));
        };
        if checkpoint.retry_at.is_some_and(|at| at > now) {
            return Ok(tx.finish((BatchOutcome::Postponed, 0, Vec::new())));
        }
        began_at.set(checkpoint);
        // An entry that failed before fails alone, and takes no other entries with it.
        let limit = if checkpoint.failures > 0 { 1 } else { limit };
        let entries = log::range_within(&mut tx, checkpoint.seq + 1, limit, BYTES).await?;
        let processed = consumer.process(app, &mut tx, now, &entries, MAX_DERIVED).await?;
        let through = match processed.through {
            Some(through) => through,
            // Retention may have deleted entries before this consumer came to them.
            None => checkpoint.seq.max(log::floor(&mut tx).await?),
        };
        // A batch of few entries may be one of large entries, so its size says nothing about the head.
        let caught_up = through >= log::head(&mut tx).await?.seq;
        if through > checkpoint.seq {
            consumers::advance(&mut tx, name, through, now).await?;
        }
        let appended = processed.changes.append(&mut tx).await?;
        let outcome = if caught_up { BatchOutcome::CaughtUp } else { BatchOutcome::More };
        Ok(tx.finish((outcome, through - checkpoint.seq, appended)))
    };
    let (outcome, entries, appended) = app.store().write(name, tenant, None, work).await?;
    metrics::counter!("consumer.entries", "consumer" => name).increment(entries.unsigned_abs());
    app.publish(&appended);
    Ok(outcome)
}
