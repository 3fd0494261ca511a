//! What consumers of the log put aside, in any tenant: for an operator to look at, and to have done again once the
//! cause is mended.

use plenum_shared::{Code, Error, Result, catalogue::format_timestamp, ids::TenantId};
use plenum_store::consumers;

use super::Operator;
use crate::{
    App,
    notify::consumer::Notifications,
    worker::consumer::{Again, Consumer, again},
};

/// The most that a list shows.
pub const MAX_PARKED: i32 = 1_000;

/// An entry of a tenant's log that a consumer could not deal with. It says nothing of what the entry is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParkedView {
    pub tenant: TenantId,
    pub consumer: String,
    pub seq: i64,
    /// What went wrong the last time.
    pub reason: String,
    pub parked_at: String,
}

/// What was put aside in a tenant, or in all, in the order in which it is to be done again; at most [`MAX_PARKED`],
/// those behind this number of the log.
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

/// Has an entry done again. An error is that of the consumer, and then it stays put aside.
pub async fn do_again(app: &App, operator: &Operator, entry: &ParkedView) -> Result<Again> {
    operator.require_super_admin()?;
    let outcome = match entry.consumer.as_str() {
        Notifications::NAME => again(app, &Notifications, entry.tenant, entry.seq).await?,
        _ => return Err(Error::new(Code::NotFound).with_message("this program has no such consumer")),
    };
    tracing::info!(consumer = entry.consumer, tenant = %entry.tenant, seq = entry.seq, ?outcome, "an entry that was put aside was done again");
    Ok(outcome)
}
