//! The messages to clients: one for each client target, with the event that it carries.

use plenum_app::jobs::JobView;
use plenum_notify::{NotificationView, Unread};
use plenum_shared::{
    catalogue::{Catalogue, Entity},
    event, notification,
    schemas::SchemaNames,
};
use serde_json::{Map, Value, json};

use super::{
    components::{Components, constant, message_type, tuple},
    records,
};
use crate::{messages::Reset, resume::cursor::cursor_schema, streams::topic::Topic};

/// The events of records of every entity.
const COMMON: [(&str, &str); 6] = [
    ("created", "A record was created"),
    ("updated", "A record changed, and no other type describes the change"),
    ("deleted", "A record was deleted"),
    ("restored", "A deleted record was restored"),
    ("access_gained", "A record became visible to the reader"),
    ("access_lost", "A record is no longer visible to the reader"),
];

/// The messages of a hub, by their targets.
pub(super) fn messages(catalogue: &Catalogue, components: &mut Components, topic: Topic) -> Map<String, Value> {
    let mut messages = Map::new();
    for entity in catalogue.entities().filter(|entity| topic.includes(entity)) {
        let common = COMMON.map(|(event, summary)| (format!("{}.{event}", entity.name), summary));
        let special = entity.events.iter().map(|event| (event.name.to_owned(), "A change that has a type of its own"));
        for (kind, summary) in common.into_iter().chain(special) {
            let target = event::target(&kind);
            let message = components.message(&target, summary, |components| {
                let event = record_event(components, entity, &kind);
                invocation(components, &target, event)
            });
            messages.insert(target, message);
        }
    }
    if topic == Topic::Personal {
        let target = event::target(notification::RECEIVED);
        let received = components.message(&target, "The reader has a new notification", |components| {
            let data = components.derived::<NotificationView>();
            let event = cloud_event(components, notification::RECEIVED, &data, None);
            invocation(components, &target, event)
        });
        let unread = components.message("UnreadCountChanged", "How many notifications are unread", |components| {
            let count = components.derived::<Unread>();
            invocation(components, "UnreadCountChanged", count)
        });
        let job =
            components.message("JobChanged", "A job changed that the reader began or administers", |components| {
                let job = components.derived::<JobView>();
                invocation(components, "JobChanged", job)
            });
        messages.extend([
            (target, received),
            ("UnreadCountChanged".to_owned(), unread),
            ("JobChanged".to_owned(), job),
        ]);
    }
    let position =
        components.message("Position", "Everything up to this cursor was judged for the reader", |components| {
            invocation(components, "Position", cursor_schema())
        });
    let reset = components.message("Reset", "The log continues no longer: load the data again", |components| {
        let notice = components.derived::<Reset<'_>>();
        invocation(components, "Reset", notice)
    });
    messages.extend([("Position".to_owned(), position), ("Reset".to_owned(), reset)]);
    messages
}

/// `DealCreatedMessage`: an invocation of a client target, as it is on the wire.
fn invocation(components: &mut Components, target: &str, argument: Value) -> Value {
    let invocation = json!({
        "type": "object",
        "required": ["type", "target", "arguments"],
        "properties": {
            "type": message_type(components, "Invocation", 1),
            "target": constant(target),
            "arguments": tuple(vec![argument])
        }
    });
    components.named(format!("{target}Message"), invocation)
}

fn record_event(components: &mut Components, entity: &Entity, kind: &str) -> Value {
    if kind.ends_with(".access_lost") {
        let reference = records::reference(components);
        return cloud_event(components, kind, &reference, None);
    }
    let record = records::record(components, entity);
    let has_changes = !kind.ends_with(".created") && !kind.ends_with(".access_gained");
    let changes = has_changes.then(|| records::changes(components, entity));
    cloud_event(components, kind, &record, changes)
}

/// `DealCreatedEvent`: a CloudEvents 1.0 object.
fn cloud_event(components: &mut Components, kind: &str, data: &Value, changes: Option<Value>) -> Value {
    let text = || json!({ "type": "string" });
    let id = || json!({ "type": "string", "format": "uuid" });
    let mut properties = json!({
        "specversion": constant("1.0"),
        "id": id(),
        "source": { "type": "string", "description": "`/tenants/{id}`" },
        "type": constant(kind),
        "subject": { "type": "string", "description": "`deals/{id}`" },
        "time": { "type": "string", "format": "date-time" },
        "datacontenttype": constant("application/json"),
        "tenantid": id(),
        "cursor": cursor_schema(),
        "actorid": id(),
        "changeset": id(),
        "traceparent": text(),
        "data": data,
    });
    if let Some(changes) = changes {
        properties["changes"] = changes;
    }
    let required =
        ["specversion", "id", "source", "type", "subject", "time", "datacontenttype", "tenantid", "cursor", "data"];
    let event = json!({ "type": "object", "required": required, "properties": properties });
    components.named(format!("{}Event", event::target(kind)), event)
}
