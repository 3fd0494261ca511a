//! Entries of the change log: the one record of everything that happened in a tenant.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{
    actor::Actor,
    caller::Origin,
    cursor::Position,
    ids::{ChangeSetId, EventId, RecordId, TenantId, UserId},
    image::Image,
};

/// The version of the stored form of entries written by this program.
pub const FORMAT: i16 = 1;

/// The deepest chain of entries that cause one another; a consumer does not react beyond it.
pub const MAX_DEPTH: i16 = 8;

/// The type of the entry that says that access changed; its record is the user, role, team or tenant concerned.
pub const ACCESS_CHANGED: &str = "access.changed";

/// An entry as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub tenant: TenantId,
    pub position: Position,
    pub id: EventId,
    pub format: i16,
    /// The event type: `deal.stage_changed`.
    pub kind: String,
    pub entity: String,
    pub record: RecordId,
    pub actor: Actor,
    /// Set on a personal entry, which nobody else may hear of.
    pub recipient: Option<UserId>,
    pub before: Option<Image>,
    pub after: Option<Image>,
    pub request_id: String,
    pub traceparent: Option<String>,
    /// Kept in the log for those who may audit it; never sent over the bus.
    #[serde(skip)]
    pub ip: Option<String>,
    #[serde(skip)]
    pub user_agent: Option<String>,
    /// The entry that a consumer reacted to when it caused this one.
    pub cause: Option<EventId>,
    pub depth: i16,
    /// What the entry was written together with; entries from before there were change sets have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change_set: Option<ChangeSetId>,
    #[serde(with = "time::serde::rfc3339")]
    pub recorded_at: OffsetDateTime,
}

/// An entry to append; the log adds the tenant, the number, the epoch and the time.
#[derive(Debug, Clone, PartialEq)]
pub struct NewEntry {
    pub id: EventId,
    pub kind: String,
    pub entity: String,
    pub record: RecordId,
    pub actor: Actor,
    pub recipient: Option<UserId>,
    pub before: Option<Image>,
    pub after: Option<Image>,
    pub origin: Origin,
    pub cause: Option<EventId>,
    pub depth: i16,
    pub change_set: Option<ChangeSetId>,
    /// How many more records there are by it: 1 for a new or restored one, -1 for a deleted one. Not stored.
    pub added_records: i8,
}

impl NewEntry {
    /// An entry about a record, without images and for every reader of the log.
    pub fn new(
        id: impl Into<EventId>,
        kind: impl Into<String>,
        entity: impl Into<String>,
        record: impl Into<RecordId>,
        actor: Actor,
        origin: Origin,
    ) -> Self {
        Self {
            id: id.into(),
            kind: kind.into(),
            entity: entity.into(),
            record: record.into(),
            actor,
            recipient: None,
            before: None,
            after: None,
            origin,
            cause: None,
            depth: 0,
            change_set: None,
            added_records: 0,
        }
    }

    /// With the record before and after.
    pub fn with_images(self, before: impl Into<Option<Image>>, after: impl Into<Option<Image>>) -> Self {
        Self { before: before.into(), after: after.into(), ..self }
    }

    /// For one person alone.
    pub fn with_recipient(self, recipient: impl Into<Option<UserId>>) -> Self {
        Self { recipient: recipient.into(), ..self }
    }

    /// Written because of another entry.
    pub fn caused_by(self, cause: &Entry) -> Self {
        Self { cause: Some(cause.id), depth: cause.depth + 1, ..self }
    }
}
