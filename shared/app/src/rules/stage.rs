//! Stages: a pipeline keeps at least one, and a stage with deals in it keeps its kind, for their status follows from it.

use async_trait::async_trait;
use plenum_shared::{Code, Error, Result, catalogue::Draft, image::Image};

use super::Rules;
use crate::records::{Write, entity};

pub(super) struct StageRules;

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
        let siblings =
            write.find_by(entity("stage")?, "pipelineId", record.uuid("pipelineId").unwrap_or_default()).await?;
        if siblings.len() <= 1 {
            return Err(Error::new(Code::LastOfItsKind).with_message("a pipeline needs at least one stage"));
        }
        Ok(())
    }
}

async fn has_deals(write: &mut Write<'_>, stage: &Image) -> Result<bool> {
    write.refers(entity("deal")?, "stageId", stage.uuid("id").unwrap_or_default()).await
}
