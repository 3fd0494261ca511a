//! The events of personal entries, as their recipients may see them now.

use std::collections::HashMap;

use plenum_app::App;
use plenum_notify::Delivery;
use plenum_shared::{
    Result,
    entry::Entry,
    event,
    ids::{NotificationId, TenantId, UserId},
    notification,
};
use plenum_signalr::Prepared;

use crate::{messages, node_context::NodeContext, streams::stream::EncodedEvent};

/// The notifications and the unread count of every recipient of these entries, in one read.
pub(super) async fn deliveries_of(
    app: &App,
    tenant: TenantId,
    entries: impl Iterator<Item = &Entry>,
) -> Result<HashMap<UserId, Delivery>> {
    let mut wanted: HashMap<UserId, Vec<NotificationId>> = HashMap::new();
    for entry in entries {
        let Some(recipient) = entry.recipient else { continue };
        let of_recipient = wanted.entry(recipient).or_default();
        if entry.kind == notification::RECEIVED {
            of_recipient.push(entry.record.uuid().into());
        }
    }
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    plenum_notify::deliveries(app, tenant, &wanted).await
}

/// `NotificationReceived`, if the notification of the entry still exists, and `UnreadCountChanged`.
pub(super) fn messages_of(context: &NodeContext, entry: &Entry, delivery: &Delivery) -> Vec<Prepared> {
    let received = event_of(context, entry, delivery).map(|event| event.message);
    [received, messages::unread_count(delivery.unread)].into_iter().flatten().collect()
}

/// `NotificationReceived`, if the notification of the entry still exists.
pub(super) fn event_of(context: &NodeContext, entry: &Entry, delivery: &Delivery) -> Option<EncodedEvent> {
    let id = NotificationId::from(entry.record.uuid());
    let view = delivery.notifications.get(&id).filter(|_| entry.kind == notification::RECEIVED)?;
    let cursor = context.seal_cursor(entry.tenant, entry.position);
    let data = serde_json::to_value(view).ok()?;
    let event = event::personal(entry, &format!("notifications/{id}"), data, &cursor)?;
    let bytes = event.json.len();
    Some(EncodedEvent { message: Prepared::from_json(&event.target, &[event.json]).ok()?, bytes })
}
