//! The messages to clients: one for each client target, with the event that it carries.

use plenum_notify::{NotificationView, Unread};
use plenum_shared::{
    catalogue::{Catalogue, Entity},
    event, notification,
};
use serde_json::{Map, Value, json};

use super::components::{Components, tuple};
use crate::{
    resume::cursor::{ResetReason, cursor_schema},
    streams::topic::Topic,
};

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
                let argument = record_event(components, entity, &kind);
                invocation(&event::target(&kind), argument)
            });
            messages.insert(target, message);
        }
    }
    if topic == Topic::Personal {
        let target = event::target(notification::RECEIVED);
        let received = components.message(&target, "The reader has a new notification", |components| {
            let data = components.types.subschema_for::<NotificationView>().to_value();
            invocation("NotificationReceived", cloud_event(notification::RECEIVED, &data, None))
        });
        let unread = components.message("UnreadCountChanged", "How many notifications are unread", |components| {
            let argument = components.types.subschema_for::<Unread>().to_value();
            invocation("UnreadCountChanged", argument)
        });
        messages.extend([(target, received), ("UnreadCountChanged".to_owned(), unread)]);
    }
    let position = components.message("Position", "Everything up to this cursor was judged for the reader", |_| {
        invocation("Position", cursor_schema())
    });
    let reset = components.message("Reset", "The log continues no longer: load the data again", |_| {
        let reason = json!({ "type": "string", "enum": [ResetReason::HistoryChanged.label()] });
        let properties = json!({ "reason": reason, "cursor": cursor_schema() });
        invocation("Reset", json!({ "type": "object", "required": ["reason", "cursor"], "properties": properties }))
    });
    messages.extend([("Position".to_owned(), position), ("Reset".to_owned(), reset)]);
    messages
}

/// An invocation of a client target, as it is on the wire.
fn invocation(target: &str, argument: Value) -> Value {
    json!({
        "type": "object",
        "required": ["type", "target", "arguments"],
        "properties": {
            "type": { "const": 1 },
            "target": { "const": target },
            "arguments": tuple(vec![argument])
        }
    })
}

fn record_event(components: &mut Components, entity: &'static Entity, kind: &str) -> Value {
    let name = event::target(entity.name);
    if kind.ends_with(".access_lost") {
        let id = json!({ "type": "object", "required": ["id"], "additionalProperties": false,
            "properties": { "id": { "type": "string", "format": "uuid" } } });
        return cloud_event(kind, &id, None);
    }
    let (record, changes) = (format!("{name}Record"), format!("{name}Changes"));
    let fields = || entity.fields().map(|field| (field.name.to_owned(), field.output_schema()));
    components.schemas.entry(record.clone()).or_insert_with(|| {
        json!({
            "type": "object",
            "description": "The record as the reader may see it. A field that the reader's role hides is missing.",
            "required": ["id"],
            "properties": fields().collect::<Map<_, _>>()
        })
    });
    components.schemas.entry(changes.clone()).or_insert_with(|| {
        let change = |schema: Value| {
            json!({ "type": "object", "required": ["from", "to"],
            "properties": { "from": schema, "to": schema } })
        };
        let fields: Map<_, _> = fields().map(|(name, schema)| (name, change(schema))).collect();
        json!({ "type": "object", "description": "The changed fields that the reader may see.",
            "properties": fields })
    });
    let named = |name: String| json!({ "$ref": format!("#/components/schemas/{name}") });
    let has_changes = !kind.ends_with(".created") && !kind.ends_with(".access_gained");
    cloud_event(kind, &named(record), has_changes.then(|| named(changes)))
}

/// A CloudEvents 1.0 object.
fn cloud_event(kind: &str, data: &Value, changes: Option<Value>) -> Value {
    let text = || json!({ "type": "string" });
    let id = || json!({ "type": "string", "format": "uuid" });
    let mut properties = json!({
        "specversion": { "const": "1.0" },
        "id": id(),
        "source": { "type": "string", "description": "`/tenants/{id}`" },
        "type": { "const": kind },
        "subject": { "type": "string", "description": "`deals/{id}`" },
        "time": { "type": "string", "format": "date-time" },
        "datacontenttype": { "const": "application/json" },
        "tenantid": id(),
        "cursor": cursor_schema(),
        "actorid": id(),
        "traceparent": text(),
        "data": data,
    });
    if let Some(changes) = changes {
        properties["changes"] = changes;
    }
    let required =
        ["specversion", "id", "source", "type", "subject", "time", "datacontenttype", "tenantid", "cursor", "data"];
    json!({ "type": "object", "required": required, "properties": properties })
}
