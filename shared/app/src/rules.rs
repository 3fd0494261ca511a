//! What is special about an entity: the rules of its own that a generic write obeys.
//!
//! The generic use cases in [`crate::records`] ask the entity's [`Rules`] at four moments and know nothing else about
//! it. An entity without rules of its own has [`Plain`] ones.
//!
//! To add rules: write `rules/<entity>.rs` with a type that implements [`Rules`], and name it in [`of`].

mod deal;
mod pipeline;
mod stage;

use async_trait::async_trait;
use plenum_shared::{
    Result,
    catalogue::{Draft, Entity},
    image::Image,
};

use crate::records::Write;

#[async_trait]
pub(crate) trait Rules: Send + Sync {
    /// Completes and checks a draft before it is laid over `before` (nothing: a new record). References have been
    /// checked; what the client may not write has been refused.
    async fn prepare(&self, write: &mut Write<'_>, before: Option<&Image>, draft: &mut Draft) -> Result<()> {
        let _ = (write, before, draft);
        Ok(())
    }

    /// The types of the entries that a write makes, most telling first. `plain` is the one every entity has
    /// (`deal.updated`); there must be at least one.
    fn kinds(&self, plain: String, before: Option<&Image>, after: &Image) -> Vec<String> {
        let _ = (before, after);
        vec![plain]
    }

    /// Refuses a deletion that would leave something without what it needs.
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

struct Plain;

impl Rules for Plain {}

/// The rules of an entity.
pub(crate) fn of(entity: &Entity) -> &'static dyn Rules {
    match entity.name {
        "pipeline" => &pipeline::PipelineRules,
        "stage" => &stage::StageRules,
        "deal" => &deal::DealRules,
        _ => &Plain,
    }
}
