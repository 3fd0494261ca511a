//! The messages of our own that are not events: where a reader stands, and that it must begin anew.

use plenum_shared::{cursor::Position, ids::TenantId};
use plenum_signalr::Prepared;
use serde::Serialize;

use crate::{log_reader::LogReader, resume::cursor::ResetReason};

/// The argument of `Reset`.
#[derive(Serialize)]
struct Reset<'a> {
    reason: ResetReason,
    cursor: &'a str,
}

/// `Position(cursor)`: everything up to here was judged for the reader.
pub(crate) fn position(log: &LogReader, tenant: TenantId, at: Position) -> Option<Prepared> {
    let cursor = log.app().cursors().seal(tenant, at);
    prepared("Position", &(cursor,))
}

/// `Reset({reason, cursor})`: what follows does not continue what was sent; load the data again, then go on from here.
pub(crate) fn reset(log: &LogReader, tenant: TenantId, reason: ResetReason, at: Position) -> Option<Prepared> {
    let cursor = log.app().cursors().seal(tenant, at);
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

fn prepared(target: &str, arguments: &impl Serialize) -> Option<Prepared> {
    Prepared::new(target, arguments)
        .inspect_err(|error| tracing::error!(%error, target, "a message could not be encoded"))
        .ok()
}
