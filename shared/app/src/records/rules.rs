//! What is special about an entity: the rules of its own that a generic write obeys.
//!
//! The generic use cases in [`crate::records`] ask the entity's [`Rules`] at three moments and know nothing else about
//! it. An entity without rules of its own has [`Plain`] ones.
//!
//! To add rules: write `rules/<entity>.rs` with a type that implements [`Rules`], and name it in [`of`].

mod account;
mod activity;
mod contact;
mod deal;
mod pipeline;
mod stage;

use async_trait::async_trait;
use plenum_shared::{
    Result,
    catalogue::{Draft, Entity},
    image::Image,
};
use serde_json::Value;
use uuid::Uuid;

use crate::records::Write;

#[async_trait]
pub(crate) trait Rules: Send + Sync {
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

/// The id that a draft names in a field.
fn given(draft: &Draft, field: &str) -> Option<Uuid> {
    draft.get(field).and_then(Value::as_str).and_then(|text| Uuid::try_parse(text).ok())
}

struct Plain;

impl Rules for Plain {}

/// The rules of an entity.
pub(crate) fn of(entity: &Entity) -> &'static dyn Rules {
    match entity.name {
        "account" => &account::AccountRules,
        "activity" => &activity::ActivityRules,
        "contact" => &contact::ContactRules,
        "pipeline" => &pipeline::PipelineRules,
        "stage" => &stage::StageRules,
        "deal" => &deal::DealRules,
        _ => &Plain,
    }
}
