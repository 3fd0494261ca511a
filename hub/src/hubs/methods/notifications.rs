//! The methods of the hub of notifications: how many are unread, and that some were read.
//!
//! They are the use cases that REST offers too. What they change is an entry of the log, so that every device of the
//! person hears of it, on whatever node. Ids that are not the caller's change nothing, and are answered like any
//! others.

use plenum_notify::Unread;
use plenum_shared::{Error, ids::NotificationId};
use plenum_signalr::{Call, HubBuilder, HubError};

use crate::hubs::RecordHub;

/// The names of the methods, as clients call them.
pub(crate) fn methods(builder: HubBuilder<RecordHub>) -> HubBuilder<RecordHub> {
    builder
        .method("UnreadCount", |call: Call<RecordHub>, (): ()| async move { unread_count(&call).await })
        .method("MarkRead", |call: Call<RecordHub>, (ids,): (Vec<String>,)| async move { mark_read(&call, ids).await })
        .method("MarkAllRead", |call: Call<RecordHub>, (): ()| async move { mark_all_read(&call, None).await })
        .method("MarkReadUpTo", |call: Call<RecordHub>, (cursor,): (String,)| async move {
            mark_all_read(&call, Some(&cursor)).await
        })
}

/// `UnreadCount()` → `{unread}`.
async fn unread_count(call: &Call<RecordHub>) -> Result<Unread, HubError> {
    let app = call.hub().ground.log.app();
    plenum_notify::unread_count(app, &call.state().who).await.map_err(refused)
}

/// `MarkRead(ids)` → `{unread}`.
async fn mark_read(call: &Call<RecordHub>, ids: Vec<String>) -> Result<Unread, HubError> {
    // What is no id is nobody's notification, like an id that is another's.
    let known: Vec<NotificationId> = ids.iter().take(plenum_notify::MAX_MARKED + 1).flat_map(|id| id.parse()).collect();
    if ids.len() > plenum_notify::MAX_MARKED {
        let why = format!("invalid: expected at most {} ids", plenum_notify::MAX_MARKED);
        return Err(HubError::user(why));
    }
    let app = call.hub().ground.log.app();
    plenum_notify::mark_read(app, &call.state().who, known).await.map_err(refused)
}

/// `MarkAllRead()` and `MarkReadUpTo(cursor)` → `{unread}`.
async fn mark_all_read(call: &Call<RecordHub>, cursor: Option<&str>) -> Result<Unread, HubError> {
    let app = call.hub().ground.log.app();
    plenum_notify::mark_all_read(app, &call.state().who, cursor).await.map_err(refused)
}

fn refused(error: Error) -> HubError {
    tracing::debug!(%error, "a call about notifications is refused");
    HubError::user(format!("{}: {}", error.code().as_str(), error.message()))
}
