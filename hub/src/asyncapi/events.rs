//! What clients hear: a message for each client target, with the event that it carries.

use plenum_notify::{NotificationView, Unread};
use plenum_shared::{
    catalogue::{Catalogue, Entity},
    event, notification,
};
use serde_json::{Map, Value, json};

use super::{Parts, tuple};
use crate::{resume::cursor::ResetReason, streams::records::audience::Topic};

/// What happens to records of every entity.
const PLAIN: [(&str, &str); 6] = [
    ("created", "A record was made"),
    ("updated", "A record changed, and no other type says how"),
    ("deleted", "A record was deleted"),
    ("restored", "A deleted record came back"),
    ("access_gained", "A record came into the reader's sight"),
    ("access_lost", "A record went out of the reader's sight"),
];

/// The messages of a hub, by their targets.
pub(super) fn messages(catalogue: &Catalogue, parts: &mut Parts, topic: Topic) -> Map<String, Value> {
    let mut messages = Map::new();
    for entity in catalogue.entities().filter(|entity| topic.includes(entity)) {
        let plain = PLAIN.map(|(what, summary)| (format!("{}.{what}", entity.name), summary));
        let special = entity.events.iter().map(|event| (event.name.to_owned(), "Something in particular changed"));
        for (kind, summary) in plain.into_iter().chain(special) {
            let target = event::target(&kind);
            let message = parts.message(&target, summary, |parts| {
                let argument = of_record(parts, entity, &kind);
                sent(&event::target(&kind), argument)
            });
            messages.insert(target, message);
        }
    }
    if topic == Topic::Personal {
        let target = event::target(notification::RECEIVED);
        let received = parts.message(&target, "The reader was told of something", |parts| {
            let data = parts.types.subschema_for::<NotificationView>().to_value();
            sent("NotificationReceived", cloud_event(notification::RECEIVED, &data, None))
        });
        let unread = parts.message("UnreadCountChanged", "How many notifications are unread", |parts| {
            let argument = parts.types.subschema_for::<Unread>().to_value();
            sent("UnreadCountChanged", argument)
        });
        messages.extend([(target, received), ("UnreadCountChanged".to_owned(), unread)]);
    }
    let position = parts
        .message("Position", "Everything up to this cursor was judged for the reader", |_| sent("Position", cursor()));
    let reset = parts.message("Reset", "The log continues no longer: load the data again", |_| {
        let reason = json!({ "type": "string", "enum": [ResetReason::HistoryChanged.label()] });
        let properties = json!({ "reason": reason, "cursor": cursor() });
        sent("Reset", json!({ "type": "object", "required": ["reason", "cursor"], "properties": properties }))
    });
    messages.extend([("Position".to_owned(), position), ("Reset".to_owned(), reset)]);
    messages
}

/// An invocation of a client target, as it stands on the wire.
fn sent(target: &str, argument: Value) -> Value {
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

pub(super) fn cursor() -> Value {
    json!({ "type": "string", "description": "A place in the tenant's log, sealed." })
}

fn of_record(parts: &mut Parts, entity: &'static Entity, kind: &str) -> Value {
    let name = event::target(entity.name);
    if kind.ends_with(".access_lost") {
        let id = json!({ "type": "object", "required": ["id"], "additionalProperties": false,
            "properties": { "id": { "type": "string", "format": "uuid" } } });
        return cloud_event(kind, &id, None);
    }
    let (record, changes) = (format!("{name}Record"), format!("{name}Changes"));
    let fields = || entity.fields().map(|field| (field.name.to_owned(), field.output_schema()));
    parts.schemas.entry(record.clone()).or_insert_with(|| {
        json!({
            "type": "object",
            "description": "What the reader may see of it. A field that their role hides is missing.",
            "required": ["id"],
            "properties": fields().collect::<Map<_, _>>()
        })
    });
    parts.schemas.entry(changes.clone()).or_insert_with(|| {
        let change = |schema: Value| {
            json!({ "type": "object", "required": ["from", "to"],
            "properties": { "from": schema, "to": schema } })
        };
        let fields: Map<_, _> = fields().map(|(name, schema)| (name, change(schema))).collect();
        json!({ "type": "object", "description": "The fields that changed, as far as the reader may see them.",
            "properties": fields })
    });
    let named = |name: String| json!({ "$ref": format!("#/components/schemas/{name}") });
    let tells_changes = !kind.ends_with(".created") && !kind.ends_with(".access_gained");
    cloud_event(kind, &named(record), tells_changes.then(|| named(changes)))
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
        "cursor": cursor(),
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
