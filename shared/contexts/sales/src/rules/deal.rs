//! Deals: a deal is always in a stage of its own pipeline, and the stage decides whether it is open, won or lost.

use async_trait::async_trait;
use plenum_app::records::{Rules, Write, id_in};
use plenum_shared::{
    Code, Error, Result,
    catalogue::{Draft, format_timestamp},
    error::FieldError,
    image::Image,
};
use plenum_store::records::Lock;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::entities::{PIPELINE, STAGE};

pub(crate) struct DealRules;

#[async_trait]
impl Rules for DealRules {
    async fn prepare(&self, write: &mut Write<'_>, before: Option<&Image>, draft: &mut Draft) -> Result<()> {
        let old_pipeline = before.and_then(|deal| deal.uuid("pipelineId"));
        let pipeline = match id_in(draft, "pipelineId").or(old_pipeline) {
            Some(pipeline) => pipeline,
            None => default_pipeline(write).await?,
        };
        let moved_pipeline = Some(pipeline) != old_pipeline;
        let old_stage = before.and_then(|deal| deal.uuid("stageId")).filter(|_| !moved_pipeline);
        let stage = match id_in(draft, "stageId").or(old_stage) {
            Some(stage) => write.find(&STAGE, stage.into(), Lock::Share).await?,
            None => first_stage(write, pipeline).await?,
        };
        let stage = stage.ok_or_else(|| Error::field("/stageId", Code::UnknownReference))?;
        if stage.uuid("pipelineId") != Some(pipeline) {
            return Err(Error::field("/stageId", Code::StageNotInPipeline));
        }
        // A live deal holds its pipeline by being in it. One that was not there a moment ago must find it alive, and
        // keep it so until the commit.
        let is_new_there = moved_pipeline || before.is_some_and(Image::is_deleted);
        if is_new_there && write.find(&PIPELINE, pipeline.into(), Lock::Share).await?.is_none() {
            return Err(Error::field("/pipelineId", Code::UnknownReference));
        }
        draft.insert("pipelineId".to_owned(), json!(pipeline));
        draft.insert("stageId".to_owned(), stage.get("id").clone());
        settle(write, before, &stage, draft);
        Ok(())
    }

    async fn before_restore(&self, write: &mut Write<'_>, record: &Image, draft: &mut Draft) -> Result<()> {
        // Its stage or its pipeline may have been deleted in the meantime: the same checks as for any write say so.
        self.prepare(write, Some(record), draft).await
    }
}

/// Status and closing time follow from the kind of the stage. A deal that stays closed keeps the time it was closed.
fn settle(write: &Write<'_>, before: Option<&Image>, stage: &Image, draft: &mut Draft) {
    let status = stage.text("kind").unwrap_or("open");
    let was = before.and_then(|deal| deal.text("status"));
    draft.insert("status".to_owned(), json!(status));
    if status == "open" {
        draft.insert("closedAt".to_owned(), Value::Null);
    } else if was != Some(status) {
        draft.insert("closedAt".to_owned(), json!(format_timestamp(write.now())));
    }
}

async fn default_pipeline(write: &mut Write<'_>) -> Result<Uuid> {
    let default = write.first_where_true(&PIPELINE, "isDefault").await?;
    let id = default.and_then(|pipeline| pipeline.uuid("id"));
    id.ok_or_else(|| {
        let missing = FieldError::new("/pipelineId", Code::MissingField).with_message("there is no default pipeline");
        Error::invalid(vec![missing])
    })
}

/// The open stage with the lowest position, or the first of any kind in a pipeline that has none open; held like a
/// stage that was named. One that was deleted since it was found is passed over.
async fn first_stage(write: &mut Write<'_>, pipeline: Uuid) -> Result<Option<Image>> {
    let mut stages = write.find_by(&STAGE, "pipelineId", pipeline).await?;
    stages.sort_by_key(|stage| (stage.text("kind") != Some("open"), stage.get("position").as_i64(), stage.id()));
    for id in stages.iter().filter_map(Image::id) {
        let held = write.find(&STAGE, id, Lock::Share).await?;
        if held.is_some() {
            return Ok(held);
        }
    }
    Ok(None)
}
