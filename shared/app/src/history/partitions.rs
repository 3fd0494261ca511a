//! Keeps partitions of the change log ready ahead of time. Without its partition an entry is not lost, for a default
//! one takes it, but that would have to be emptied by hand before the month's own can be made: so an alarm tells of it.
//!
//! Months that retention has emptied are dropped by `plenum migrate`, because that stops everybody for a moment.

use async_trait::async_trait;
use plenum_shared::Result;
use plenum_store::log;
use serde_json::json;

use crate::jobs::{Failure, Job, JobContext, Missed, Outcome, Schedule};

/// How far the entries in the default partition are counted. That there is one is what matters.
const COUNTED: i32 = 10_000;

/// The care for the partitions of the log, a job of the platform.
pub(crate) struct LogPartitions;

/// Partitions are made months ahead; the hour is for the alarm.
pub(crate) const LOG_PARTITIONS: Schedule =
    Schedule { name: LogPartitions::KIND, cron: "11 * * * *", missed: Missed::Once, kind: LogPartitions::KIND };

#[async_trait]
impl Job for LogPartitions {
    const KIND: &'static str = "log_partitions";
    type Payload = ();

    async fn run(&self, context: &JobContext, (): ()) -> Result<Outcome, Failure> {
        let store = context.app().store();
        let made = log::ensure_partitions(store).await?;
        if made > 0 {
            tracing::info!(made, "made partitions of the change log");
        }
        let stray = log::default_rows(store, COUNTED).await?;
        metrics::gauge!("history.default_partition_entries").set(stray as f64);
        if stray > 0 {
            tracing::warn!(entries = stray, "the default partition of the change log has entries; move them by hand");
        }
        Ok(Outcome::done_with(json!({ "made": made, "inDefault": stray })))
    }
}
