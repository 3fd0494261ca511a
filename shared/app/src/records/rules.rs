//! The rules of single entities, which a generic write obeys.
//!
//! The generic use cases apply the [`Rules`] of an entity at three moments and know nothing else about it. An entity
//! may have none.
//!
//! To add rules: write a type that implements [`Rules`] in the context of the entity, and name it in the context's
//! [`rules`](crate::Context::rules).

mod activity;

pub(super) use activity::ActivityRules;

use std::collections::HashMap;

use async_trait::async_trait;
use plenum_shared::{
    Result,
    catalogue::{Draft, Entity},
    image::Image,
};
use serde_json::Value;
use uuid::Uuid;

use super::Write;

/// The rules of one entity. Each is asked within the transaction of the write; what it refuses is not written.
#[async_trait]
pub trait Rules: Send + Sync {
    /// Completes and checks a draft before it is laid over `before` (nothing: a new record). References have been
    /// checked; what the client may not write has been refused.
    async fn prepare(&self, write: &mut Write<'_>, before: Option<&Image>, draft: &mut Draft) -> Result<()> {
        let _ = (write, before, draft);
        Ok(())
    }

    /// Refuses a deletion that would leave something without what it needs. That no live record may be held on to by
    /// another is declared in the catalogue and asked elsewhere.
    async fn before_delete(&self, write: &mut Write<'_>, record: &Image) -> Result<()> {
        let _ = (write, record);
        Ok(())
    }

    /// Refuses a restoration into a world that has no place for the record any more.
    async fn before_restore(&self, write: &mut Write<'_>, record: &Image, draft: &mut Draft) -> Result<()> {
        let _ = (write, record, draft);
        Ok(())
    }
}

/// The rules of all entities that have any.
#[derive(Clone, Default)]
pub struct EntityRules(HashMap<&'static str, &'static dyn Rules>);

impl EntityRules {
    /// The rules of an entity, if it has any.
    pub fn of(&self, entity: &Entity) -> Option<&'static dyn Rules> {
        self.0.get(entity.name).copied()
    }

    /// Adds the rules of an entity. False: it has rules already.
    pub(crate) fn add(&mut self, entity: &'static str, rules: &'static dyn Rules) -> bool {
        self.0.insert(entity, rules).is_none()
    }
}

/// The id that a draft names in a field.
pub fn id_in(draft: &Draft, field: &str) -> Option<Uuid> {
    draft.get(field).and_then(Value::as_str).and_then(|text| Uuid::try_parse(text).ok())
}
