//! The actor of a change: a person, a service account, or the system itself.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ids::UserId;

/// The kind of the actor that made a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    User,
    /// Plenum itself, for instance when a tenant is set up.
    System,
    /// A service account.
    Service,
}

/// Who made a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    pub kind: ActorKind,
    pub id: Option<Uuid>,
}

impl Actor {
    pub const SYSTEM: Self = Self { kind: ActorKind::System, id: None };

    pub fn user(user: UserId) -> Self {
        Self { kind: ActorKind::User, id: Some(user.uuid()) }
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
