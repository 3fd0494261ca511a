//! Stages: a pipeline keeps at least one, and a stage with deals in it keeps its kind, for their status follows from
//! it.

use async_trait::async_trait;
use plenum_app::records::{Rules, Write};
use plenum_shared::{Code, Error, Result, catalogue::Draft, image::Image};
use plenum_store::records::Lock;

use crate::entities::{DEAL, STAGE};

pub(crate) struct StageRules;

#[async_trait]
impl Rules for StageRules {
    async fn prepare(&self, write: &mut Write<'_>, before: Option<&Image>, draft: &mut Draft) -> Result<()> {
        let Some(stage) = before else { return Ok(()) };
        let new_kind = draft.get("kind").filter(|kind| *kind != stage.get("kind"));
        if new_kind.is_some() && has_deals(write, stage).await? {
            let why = "deals are in this stage; move them before its kind changes";
            return Err(Error::new(Code::InUse).with_message(why));
        }
        Ok(())
    }

    async fn before_delete(&self, write: &mut Write<'_>, record: &Image) -> Result<()> {
        if !keeps_a_stage(write, record).await? {
            return Err(Error::new(Code::LastOfItsKind).with_message("a pipeline needs at least one stage"));
        }
        Ok(())
    }
}

/// Whether the pipeline has another stage. That one is held until the commit, so that two who delete the last two
/// stages cannot each rely on the other's. (The pipeline is not: a new deal holds it and waits for its stage.)
async fn keeps_a_stage(write: &mut Write<'_>, stage: &Image) -> Result<bool> {
    let stages = &STAGE;
    let siblings = write.find_by(stages, "pipelineId", stage.uuid("pipelineId").unwrap_or_default()).await?;
    for sibling in siblings.iter().filter_map(Image::id).filter(|id| stage.id() != Some(*id)) {
        if write.find(stages, sibling, Lock::Share).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn has_deals(write: &mut Write<'_>, stage: &Image) -> Result<bool> {
    write.refers(&DEAL, "stageId", stage.uuid("id").unwrap_or_default()).await
}
