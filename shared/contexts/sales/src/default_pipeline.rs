//! The pipeline that every tenant begins with, and its six stages.

use async_trait::async_trait;
use plenum_app::{NewTenant, records::RecordWriter};
use plenum_shared::{
    Result,
    catalogue::{Draft, Entity, Reading, parse_create},
};
use serde_json::{Value, json};

use crate::entities::{PIPELINE, STAGE};

/// The stages of the default pipeline: name, probability in percent, kind.
const STAGES: [(&str, i64, &str); 6] = [
    ("Lead", 10, "open"),
    ("Qualified", 25, "open"),
    ("Proposal", 50, "open"),
    ("Negotiation", 75, "open"),
    ("Closed Won", 100, "won"),
    ("Closed Lost", 0, "lost"),
];

pub(crate) struct DefaultPipeline;

#[async_trait]
impl NewTenant for DefaultPipeline {
    /// Writes the pipeline and its stages as any record is written: checked, and with entries in the log.
    async fn set_up(&self, write: &mut RecordWriter<'_>) -> Result<()> {
        let pipeline = draft(&PIPELINE, json!({ "name": "Sales", "isDefault": true }))?;
        let pipeline = write.create(&PIPELINE, pipeline).await?;
        for (position, (name, probability, kind)) in STAGES.into_iter().enumerate() {
            let stage = json!({
                "pipelineId": pipeline.get("id"), "name": name, "position": position, "probability": probability, "kind": kind,
            });
            write.create(&STAGE, draft(&STAGE, stage)?).await?;
        }
        Ok(())
    }
}

fn draft(entity: &Entity, fields: Value) -> Result<Draft> {
    parse_create(entity, Reading::default(), &fields.as_object().cloned().unwrap_or_default())
}
