//! Pipelines: exactly one is the default.

use async_trait::async_trait;
use plenum_app::records::{Rules, Write};
use plenum_shared::{Code, Error, Result, catalogue::Draft, image::Image};
use plenum_store::records::Lock;
use serde_json::{Value, json};

use crate::entities::PIPELINE;

pub(crate) struct PipelineRules;

#[async_trait]
impl Rules for PipelineRules {
    async fn prepare(&self, write: &mut Write<'_>, before: Option<&Image>, draft: &mut Draft) -> Result<()> {
        let was = before.is_some_and(|pipeline| pipeline.get("isDefault") == &Value::Bool(true));
        match draft.get("isDefault") {
            Some(Value::Bool(true)) if !was => step_down(write).await,
            Some(Value::Bool(false)) if was => {
                Err(Error::new(Code::LastOfItsKind).with_message("make another pipeline the default instead"))
            }
            _ => Ok(()),
        }
    }

    async fn before_delete(&self, _write: &mut Write<'_>, record: &Image) -> Result<()> {
        if record.get("isDefault") == &Value::Bool(true) {
            let why = "this is the default pipeline; make another one the default first";
            return Err(Error::new(Code::LastOfItsKind).with_message(why));
        }
        Ok(())
    }
}

/// Takes the default from the pipeline that has it, with an entry of its own, so that every screen follows.
async fn step_down(write: &mut Write<'_>) -> Result<()> {
    let pipelines = &PIPELINE;
    while let Some(id) = write.first_where_true(pipelines, "isDefault").await?.and_then(|old| old.id()) {
        // Read again under a lock: while we waited for it another default may have been chosen, and then it is that
        // one which has to step down.
        if let Some(old) = write.find(pipelines, id, Lock::Update).await?
            && old.get("isDefault") == &Value::Bool(true)
        {
            let draft = Draft::from_iter([("isDefault".to_owned(), json!(false))]);
            write.change(pipelines, old, draft).await?;
            return Ok(());
        }
    }
    Ok(())
}
