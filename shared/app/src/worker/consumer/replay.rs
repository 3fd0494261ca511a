//! The replay of a parked entry: its effects, and that it is parked no more, are one transaction.

use plenum_shared::{Code, Error, Result, ids::TenantId};
use plenum_store::{TenantTx, consumers, log};

use super::{AnyConsumer, panics::catch_panic};
use crate::App;

/// What became of a parked entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplayOutcome {
    Replayed,
    /// The log does not have the entry any more, so nothing follows from it.
    NotInLog,
}

/// Lets a consumer react to an entry that it parked. An entry that fails stays parked.
///
/// The checkpoint is locked meanwhile, so no other worker serves this consumer in the tenant; it does not move. The
/// effects come later than those of the entries behind this one, which is what parking means.
pub(crate) async fn replay(app: &App, consumer: &dyn AnyConsumer, tenant: TenantId, seq: i64) -> Result<ReplayOutcome> {
    let work = |mut tx: TenantTx| async move {
        let not_parked = || Error::new(Code::NotFound);
        let now = app.source().now();
        consumers::lock(&mut tx, consumer.name(), now).await?.ok_or_else(not_parked)?;
        if !consumers::unpark(&mut tx, consumer.name(), seq).await? {
            return Err(not_parked());
        }
        let mut found = log::range(&mut tx, seq, 1).await?;
        found.retain(|entry| entry.position.seq == seq);
        if found.is_empty() {
            return Ok(tx.finish((ReplayOutcome::NotInLog, Vec::new())));
        }
        // An entry that was parked because of a panic may panic again.
        let processed = catch_panic(consumer.process(app, &mut tx, now, &found, log::MAX_APPEND)).await?;
        let appended = processed.changes.append(&mut tx).await?;
        Ok(tx.finish((ReplayOutcome::Replayed, appended)))
    };
    let (outcome, appended) = app.store().write("consumer.again", tenant, None, work).await?;
    app.publish(&appended);
    Ok(outcome)
}
