//! Entries of the change log: the one record of everything that happened in a tenant.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    caller::{Caller, Origin},
    cursor::Position,
    ids::{EventId, RecordId, TenantId, UserId},
    image::Image,
};

/// The version of the stored form of entries written by this program.
pub const FORMAT: i16 = 1;

/// The deepest chain of entries that cause one another; a consumer does not react beyond it.
pub const MAX_DEPTH: i16 = 8;

/// The type of the entry that says a member's access changed; its record is the user.
pub const ACCESS_CHANGED: &str = "access.changed";

/// Who made a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    User,
    /// Plenum itself, for instance when a tenant is set up.
    System,
    /// A service account.
    Service,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    pub kind: ActorKind,
    pub id: Option<Uuid>,
}

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

impl Actor {
    pub const SYSTEM: Self = Self { kind: ActorKind::System, id: None };

    pub fn user(user: UserId) -> Self {
        Self { kind: ActorKind::User, id: Some(user.uuid()) }
    }
}

impl From<&Caller> for Actor {
    fn from(caller: &Caller) -> Self {
        Self { kind: caller.kind, id: Some(caller.user.uuid()) }
    }
}

impl ActorKind {
    pub const fn as_str(self) -> &'static str {
        match self {
            ActorKind::User => "user",
            ActorKind::System => "system",
            ActorKind::Service => "service",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [ActorKind::User, ActorKind::System, ActorKind::Service].into_iter().find(|kind| kind.as_str() == text)
    }
}
