//! Entries as readers see them: CloudEvents 1.0 in JSON, under the reader's verdict and mask.
//!
//! One rendering serves every reader with the same verdict and mask; nothing in it depends on the reader otherwise.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::{
    access::Verdict,
    catalogue::{Entity, FieldMask, WhenHidden, format_timestamp},
    entry::Entry,
    image::Image,
    type_name::type_name,
};

/// Fields that change with every write and so carry no information.
const BOOKKEEPING: [&str; 3] = ["version", "updatedAt", "updatedBy"];

/// A rendered event: the SignalR target it goes to, and its JSON.
#[derive(Debug, Clone, PartialEq)]
pub struct Rendered {
    pub target: String,
    pub json: Vec<u8>,
}

#[derive(Serialize)]
struct CloudEvent<'a> {
    specversion: &'static str,
    id: String,
    source: String,
    #[serde(rename = "type")]
    kind: &'a str,
    subject: String,
    time: String,
    datacontenttype: &'static str,
    tenantid: String,
    cursor: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    actorid: Option<String>,
    /// An extension: what the change was made together with.
    #[serde(rename = "changeset", skip_serializing_if = "Option::is_none")]
    change_set: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    traceparent: Option<&'a str>,
    data: Map<String, Value>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    changes: Map<String, Value>,
}

/// The change of an entry as readers with one verdict and mask see it.
#[derive(Debug, Clone, PartialEq)]
pub struct VisibleChange {
    /// The event type, as far as the mask shows it.
    pub kind: String,
    /// The record after the change, masked; nothing for readers who lost sight of it.
    pub after: Option<Map<String, Value>>,
    /// The changed fields that the mask shows, as `{field: {from, to}}`.
    pub changes: Map<String, Value>,
}

/// The change of an entry for readers with this verdict and mask; nothing when they may
/// not see the record, or when the mask hides every change.
pub fn visible_change(entity: &Entity, entry: &Entry, verdict: Verdict, mask: FieldMask) -> Option<VisibleChange> {
    let none = Map::new;
    Some(match verdict {
        Verdict::Hidden => return None,
        Verdict::Lost => VisibleChange { kind: format!("{}.access_lost", entity.name), after: None, changes: none() },
        Verdict::Gained => {
            let after = entry.after.as_ref()?.masked(entity, mask);
            VisibleChange { kind: format!("{}.access_gained", entity.name), after: Some(after), changes: none() }
        }
        Verdict::Seen => {
            let after = entry.after.as_ref()?;
            let changes = entry.before.as_ref().map(|before| changes(entity, before, after, mask)).unwrap_or_default();
            let kind = seen_kind(entity, entry, mask, &changes)?;
            VisibleChange { kind, after: Some(after.masked(entity, mask)), changes }
        }
    })
}

/// Renders an entry for readers with this verdict and mask; nothing when they may not see the change.
pub fn render(entity: &Entity, entry: &Entry, verdict: Verdict, mask: FieldMask, cursor: &str) -> Option<Rendered> {
    let VisibleChange { kind, after, changes } = visible_change(entity, entry, verdict, mask)?;
    // A reader who lost sight of a record gets its id, and neither the actor nor the change, nor its change set.
    let open = after.is_some();
    let data = after.unwrap_or_else(|| Map::from_iter([("id".to_owned(), json!(entry.record))]));
    let event = CloudEvent {
        specversion: "1.0",
        id: entry.id.to_string(),
        source: format!("/tenants/{}", entry.tenant),
        kind: &kind,
        subject: format!("{}/{}", entity.plural, entry.record),
        time: format_timestamp(entry.recorded_at),
        datacontenttype: "application/json",
        tenantid: entry.tenant.to_string(),
        cursor,
        actorid: entry.actor.id.filter(|_| open).map(|id| id.to_string()),
        change_set: entry.change_set.filter(|_| open).map(|id| id.to_string()),
        traceparent: entry.traceparent.as_deref().filter(|_| open),
        data,
        changes,
    };
    let json = serde_json::to_vec(&event).ok()?;
    Some(Rendered { target: target(&kind), json })
}

/// Renders a personal entry for its recipient: `subject` is what it is about, and `data` what that says to them now.
/// The data name the actor, as far as the reader may know.
pub fn personal(entry: &Entry, subject: &str, data: Value, cursor: &str) -> Option<Rendered> {
    let Value::Object(data) = data else { return None };
    let event = CloudEvent {
        specversion: "1.0",
        id: entry.id.to_string(),
        source: format!("/tenants/{}", entry.tenant),
        kind: &entry.kind,
        subject: subject.to_owned(),
        time: format_timestamp(entry.recorded_at),
        datacontenttype: "application/json",
        tenantid: entry.tenant.to_string(),
        cursor,
        actorid: None,
        change_set: None,
        traceparent: None,
        data,
        changes: Map::new(),
    };
    let json = serde_json::to_vec(&event).ok()?;
    Some(Rendered { target: target(&entry.kind), json })
}

/// The name of a client's handler for an event type: `deal.stage_changed` calls `DealStageChanged`.
pub fn target(kind: &str) -> String {
    type_name(kind)
}

/// The fields that differ between two images, bookkeeping aside, as `{field: {from, to}}`.
pub fn changes(entity: &Entity, before: &Image, after: &Image, mask: FieldMask) -> Map<String, Value> {
    entity
        .fields()
        .enumerate()
        .filter(|(index, field)| mask.contains(*index) && !BOOKKEEPING.contains(&field.name))
        .map(|(_, field)| (field.name, before.get(field.name), after.get(field.name)))
        .filter(|(_, from, to)| from != to)
        .map(|(name, from, to)| (name.to_owned(), json!({ "from": from, "to": to })))
        .collect()
}

/// The type that this reader may learn of, of those of a change of which something is visible to them; a change of
/// which nothing is visible is no event to the reader.
fn seen_kind(entity: &Entity, entry: &Entry, mask: FieldMask, changes: &Map<String, Value>) -> Option<String> {
    if entry.before.is_some() && changes.is_empty() {
        return None;
    }
    kind_under(entity, &entry.kind, mask)
}

/// A type under a reader's mask: one that by itself tells of a hidden field is replaced as the catalogue says.
pub fn kind_under(entity: &Entity, kind: &str, mask: FieldMask) -> Option<String> {
    let special = entity.events.iter().find(|event| event.name == kind);
    match special.filter(|event| mask.field(entity, event.reveals).is_none()).map(|event| event.when_hidden) {
        None => Some(kind.to_owned()),
        Some(WhenHidden::PlainUpdate) => Some(plain_update(entity)),
        Some(WhenHidden::Nothing) => None,
    }
}

/// The type of a plain change of a record.
pub fn plain_update(entity: &Entity) -> String {
    format!("{}.updated", entity.name)
}

#[cfg(test)]
mod tests;
