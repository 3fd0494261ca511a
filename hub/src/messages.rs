//! The messages of our own that are not events: a reader's position, a reset, a number of unread notifications, and a
//! job that changed.

use plenum_app::jobs::JobView;
use plenum_shared::{cursor::Position, ids::TenantId};
use plenum_signalr::Prepared;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{node_context::NodeContext, resume::cursor::ResetReason};

/// The argument of `Reset`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ResetNotice")]
pub(crate) struct Reset<'a> {
    reason: ResetReason,
    /// The position that the client goes on from.
    cursor: &'a str,
}

/// `Position(cursor)`: everything up to this cursor was judged for the reader.
pub(crate) fn position(context: &NodeContext, tenant: TenantId, at: Position) -> Option<Prepared> {
    let cursor = context.seal_cursor(tenant, at);
    prepared("Position", &(cursor,))
}

/// `Reset({reason, cursor})`: later events do not continue the earlier ones; the client loads its data again, and goes
/// on from this cursor.
pub(crate) fn reset(context: &NodeContext, tenant: TenantId, reason: ResetReason, at: Position) -> Option<Prepared> {
    let cursor = context.seal_cursor(tenant, at);
    prepared("Reset", &(Reset { reason, cursor: &cursor },))
}

/// The argument of `UnreadCountChanged`.
#[derive(Serialize)]
struct UnreadCount {
    unread: i64,
}

/// `UnreadCountChanged({unread})`: how many notifications are unread.
pub(crate) fn unread_count(unread: i64) -> Option<Prepared> {
    prepared("UnreadCountChanged", &(UnreadCount { unread },))
}

/// `JobChanged(job)`: a job of a member changed, and is now so.
pub(crate) fn job_changed(job: &JobView) -> Option<Prepared> {
    prepared("JobChanged", &(job,))
}

fn prepared(target: &str, arguments: &impl Serialize) -> Option<Prepared> {
    Prepared::new(target, arguments)
        .inspect_err(|error| tracing::error!(%error, target, "a message could not be encoded"))
        .ok()
}
