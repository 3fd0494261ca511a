//! What consumers of the log parked, in any tenant: for an operator to look at, and to replay once the cause is fixed.

use plenum_shared::{Code, Error, Result, catalogue::format_timestamp, ids::TenantId};
use plenum_store::consumers;

use super::Operator;
use crate::{
    App, Contexts,
    worker::consumer::{self, ReplayOutcome},
};

/// The most that a list shows.
pub const MAX_PARKED: i32 = 1_000;

/// An entry of a tenant's log that a consumer could not process. It shows nothing of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParkedView {
    pub tenant: TenantId,
    pub consumer: String,
    pub seq: i64,
    /// The last error.
    pub reason: String,
    pub parked_at: String,
}

/// The parked entries of a tenant, or of all, in the order in which they are to be replayed; at most [`MAX_PARKED`],
/// those after this number of the log.
pub async fn parked(app: &App, _operator: &Operator, tenant: Option<TenantId>, after: i64) -> Result<Vec<ParkedView>> {
    let found = consumers::parked(app.store(), tenant, after, MAX_PARKED).await?;
    let view = |entry: consumers::Parked| ParkedView {
        tenant: entry.tenant,
        consumer: entry.consumer,
        seq: entry.seq,
        reason: entry.reason,
        parked_at: format_timestamp(entry.parked_at),
    };
    Ok(found.into_iter().map(view).collect())
}

/// Replays a parked entry with the consumer that parked it. An error is that of the consumer, and then the entry stays
/// parked.
pub async fn replay(app: &App, contexts: &Contexts, operator: &Operator, entry: &ParkedView) -> Result<ReplayOutcome> {
    operator.require_super_admin()?;
    let consumer = contexts.consumers().find(|consumer| consumer.name() == entry.consumer);
    let unknown = || Error::new(Code::NotFound).with_message("this program has no such consumer");
    let outcome = consumer::replay(app, consumer.ok_or_else(unknown)?, entry.tenant, entry.seq).await?;
    tracing::info!(consumer = entry.consumer, tenant = %entry.tenant, seq = entry.seq, ?outcome, "a parked entry was replayed");
    Ok(outcome)
}
