//! What a history shows.

use plenum_shared::{
    actor::{Actor, ActorKind},
    catalogue::{Entity, FieldMask, format_timestamp},
    entry::Entry,
    event::VisibleChange,
    ids::{ChangeSetId, EventId, RecordId},
    image::Image,
    schemas::{RecordChanges, RecordFields},
};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

/// One thing in the timeline of a record.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TimelineItem {
    /// The record changed.
    Change(ChangeItem),
    /// An activity belongs to it.
    Activity(ActivityItem),
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChangeItem {
    /// The id of the event, the same as live delivery gave it.
    pub id: EventId,
    /// `deal.stage_changed`
    #[serde(rename = "type")]
    pub kind: String,
    #[schemars(extend("format" = "date-time"))]
    pub time: String,
    /// Absent when the record went out of the reader's sight with this change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<ActorView>,
    /// What the change was made together with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change_set: Option<ChangeSetId>,
    #[schemars(with = "RecordChanges")]
    pub changes: Map<String, Value>,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ActivityItem {
    pub id: Option<RecordId>,
    /// `call`; absent for a reader who may not read it.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// When it was made.
    #[schemars(extend("format" = "date-time"))]
    pub time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<ActorView>,
    // As it is now and as the reader may see it.
    #[schemars(with = "RecordFields")]
    pub activity: Map<String, Value>,
}

/// One entry of an audit.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditItem {
    pub id: EventId,
    #[serde(rename = "type")]
    pub kind: String,
    #[schemars(extend("format" = "date-time"))]
    pub time: String,
    /// The kind of thing it is about: `deal`, `user`, `role`.
    pub entity: String,
    pub record_id: RecordId,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<ActorView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// What the change was made together with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change_set: Option<ChangeSetId>,
    /// The W3C trace context of the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub traceparent: Option<String>,
    /// The event that the program reacted to when it did this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<EventId>,
    /// For those who may look into the whole log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "RecordFields")]
    pub before: Option<Map<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "RecordFields")]
    pub after: Option<Map<String, Value>>,
    #[schemars(with = "RecordChanges")]
    pub changes: Map<String, Value>,
}

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Actor")]
pub struct ActorView {
    pub kind: ActorKind,
    pub id: Option<Uuid>,
    /// The name of an automation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl From<Actor> for ActorView {
    fn from(Actor { kind, id, name }: Actor) -> Self {
        Self { kind, id, name }
    }
}

impl ChangeItem {
    pub(super) fn of(entry: &Entry, change: VisibleChange) -> Self {
        Self {
            id: entry.id,
            kind: change.kind,
            time: format_timestamp(entry.recorded_at),
            // A reader who lost sight of a record does not learn who did it.
            actor: change.after.is_some().then(|| entry.actor.clone().into()),
            change_set: entry.change_set.filter(|_| change.after.is_some()),
            changes: change.changes,
        }
    }
}

impl ActivityItem {
    /// `made_by` is what the one who made it is.
    pub(super) fn of(activity: &Image, entity: &Entity, mask: FieldMask, made_by: ActorKind) -> Self {
        let shown = activity.masked(entity, mask);
        let text = |field: &str| shown.get(field).and_then(Value::as_str).map(str::to_owned);
        let creator = text("createdBy").and_then(|id| Uuid::try_parse(&id).ok());
        Self {
            id: activity.id(),
            kind: text("kind"),
            time: text("createdAt"),
            actor: creator.map(|id| ActorView { kind: made_by, id: Some(id), name: None }),
            activity: shown,
        }
    }
}
