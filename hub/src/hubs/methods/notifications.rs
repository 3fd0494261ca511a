//! The methods of the hub of notifications: the number of unread ones, and marking some as read.
//!
//! They are the use cases that REST offers too. A change is an entry of the log, so that every device of the person
//! learns of it, on any node. An id that is not the caller's changes nothing, and is answered like any other.

use plenum_notify::Unread;
use plenum_shared::{Error, ids::NotificationId};
use plenum_signalr::{Call, HubError};
use schemars::generate::SchemaGenerator;
use serde_json::{Value, json};

use crate::{
    hubs::{
        errors::to_hub_error,
        event_hub::EventHub,
        method::{HubMethod, SampleArgument},
    },
    resume::cursor::cursor_schema,
};

pub(in crate::hubs) const UNREAD_COUNT: HubMethod = HubMethod {
    name: "UnreadCount",
    summary: "Says how many notifications are unread",
    arguments: Vec::new,
    result: unread_schema,
    sample: &[],
    register: |hub, name| hub.method(name, |call: Call<EventHub>, (): ()| async move { unread_count(&call).await }),
};

pub(in crate::hubs) const MARK_READ: HubMethod = HubMethod {
    name: "MarkRead",
    summary: "Marks notifications as read",
    arguments: || {
        let id = json!({ "type": "string", "format": "uuid" });
        vec![json!({ "type": "array", "maxItems": plenum_notify::MAX_MARKED, "items": id })]
    },
    result: unread_schema,
    sample: &[SampleArgument::NotificationIds],
    register: |hub, name| {
        hub.method(name, |call: Call<EventHub>, (ids,): (Vec<String>,)| async move { mark_read(&call, ids).await })
    },
};

pub(in crate::hubs) const MARK_ALL_READ: HubMethod = HubMethod {
    name: "MarkAllRead",
    summary: "Marks all notifications as read",
    arguments: Vec::new,
    result: unread_schema,
    sample: &[],
    register: |hub, name| {
        hub.method(name, |call: Call<EventHub>, (): ()| async move { mark_all_read(&call, None).await })
    },
};

pub(in crate::hubs) const MARK_READ_UP_TO: HubMethod = HubMethod {
    name: "MarkReadUpTo",
    summary: "Marks the notifications up to a cursor as read",
    arguments: || vec![cursor_schema()],
    result: unread_schema,
    sample: &[SampleArgument::Cursor],
    register: |hub, name| {
        hub.method(name, |call: Call<EventHub>, (cursor,): (String,)| async move {
            mark_all_read(&call, Some(&cursor)).await
        })
    },
};

async fn unread_count(call: &Call<EventHub>) -> Result<Unread, HubError> {
    plenum_notify::unread_count(call.hub().context.app(), &call.state().who).await.map_err(refused)
}

async fn mark_read(call: &Call<EventHub>, ids: Vec<String>) -> Result<Unread, HubError> {
    // A text that is no id is treated like the id of another person's notification.
    let known: Vec<NotificationId> = ids.iter().take(plenum_notify::MAX_MARKED + 1).flat_map(|id| id.parse()).collect();
    if ids.len() > plenum_notify::MAX_MARKED {
        let message = format!("invalid: expected at most {} ids", plenum_notify::MAX_MARKED);
        return Err(HubError::user(message));
    }
    plenum_notify::mark_read(call.hub().context.app(), &call.state().who, known).await.map_err(refused)
}

async fn mark_all_read(call: &Call<EventHub>, cursor: Option<&str>) -> Result<Unread, HubError> {
    plenum_notify::mark_all_read(call.hub().context.app(), &call.state().who, cursor).await.map_err(refused)
}

fn refused(error: Error) -> HubError {
    tracing::debug!(%error, "a call about notifications is refused");
    to_hub_error(&error)
}

fn unread_schema(types: &mut SchemaGenerator) -> Value {
    types.subschema_for::<Unread>().to_value()
}
