//! The actor of a change: a person, a service account, an automation of the product, or the system itself.

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
    /// A consumer or periodic work of a context that writes records of a tenant: it has a name and no membership.
    Automation,
}

/// Who made a change.
///
/// The stored form, in the log and on the bus, has no kind of its own for an automation: it is the system with a name.
/// A program that is older than automations ignores the name, and reads an entry of the system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "StoredActor", into = "StoredActor")]
pub struct Actor {
    pub kind: ActorKind,
    pub id: Option<Uuid>,
    /// Of an automation: the name under which its context declared it.
    pub name: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct StoredActor {
    kind: ActorKind,
    id: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
}

impl From<StoredActor> for Actor {
    fn from(StoredActor { kind, id, name }: StoredActor) -> Self {
        Self::from_stored(kind, id, name)
    }
}

impl From<Actor> for StoredActor {
    fn from(actor: Actor) -> Self {
        Self { kind: actor.stored_kind(), id: actor.id, name: actor.name }
    }
}

impl Actor {
    pub const SYSTEM: Self = Self { kind: ActorKind::System, id: None, name: None };

    pub fn user(user: UserId) -> Self {
        Self { kind: ActorKind::User, id: Some(user.uuid()), name: None }
    }

    /// A service account, or an operator of the platform.
    pub fn service(id: Uuid) -> Self {
        Self { kind: ActorKind::Service, id: Some(id), name: None }
    }

    pub fn automation(name: impl Into<String>) -> Self {
        Self { kind: ActorKind::Automation, id: None, name: Some(name.into()) }
    }

    /// The actor of the stored form.
    pub fn from_stored(kind: ActorKind, id: Option<Uuid>, name: Option<String>) -> Self {
        let kind = if kind == ActorKind::System && name.is_some() { ActorKind::Automation } else { kind };
        Self { kind, id, name }
    }

    /// The kind in the stored form.
    pub fn stored_kind(&self) -> ActorKind {
        if self.kind == ActorKind::Automation { ActorKind::System } else { self.kind }
    }
}

impl ActorKind {
    const ALL: [Self; 4] = [Self::User, Self::System, Self::Service, Self::Automation];

    pub const fn as_str(self) -> &'static str {
        match self {
            ActorKind::User => "user",
            ActorKind::System => "system",
            ActorKind::Service => "service",
            ActorKind::Automation => "automation",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A program without automations knows three kinds, and ignores members that it does not know.
    #[test]
    fn an_automation_is_stored_as_the_system_with_a_name() {
        let stored = json!(Actor::automation("reminders"));
        assert_eq!(stored, json!({ "kind": "system", "id": null, "name": "reminders" }));
        assert_eq!(serde_json::from_value::<Actor>(stored).expect("an actor"), Actor::automation("reminders"));
        assert_eq!(json!(Actor::SYSTEM), json!({ "kind": "system", "id": null }));
        let older = json!({ "kind": "system", "id": null });
        assert_eq!(serde_json::from_value::<Actor>(older).expect("an actor"), Actor::SYSTEM);
    }
}
