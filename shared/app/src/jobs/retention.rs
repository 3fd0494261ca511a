//! Deletes jobs that ended long ago, so that the table holds what somebody may still look at.

use async_trait::async_trait;
use plenum_store::jobs::{operators, schedules::Missed};
use serde_json::json;
use time::Duration;

use super::{
    context::JobContext,
    declaration::{Job, Schedule},
    outcome::{Failure, Outcome},
};

/// How long a job that was done or cancelled is kept, and how long a dead one.
const OVER: Duration = Duration::days(7);
const DEAD: Duration = Duration::days(30);

const BATCH: i32 = 1_000;

/// The retention of jobs themselves, a job of the platform.
pub(crate) struct JobsRetention;

pub(crate) const JOBS_RETENTION: Schedule =
    Schedule { name: "jobs_retention", cron: "23 * * * *", missed: Missed::Once, kind: JobsRetention::KIND };

#[async_trait]
impl Job for JobsRetention {
    const KIND: &'static str = "jobs_retention";
    type Payload = ();

    async fn run(&self, context: &JobContext, (): ()) -> Result<Outcome, Failure> {
        let (app, mut deleted) = (context.app(), 0_i64);
        let now = app.source().now();
        loop {
            context.check()?;
            let batch = operators::expire(app.store(), now - OVER, now - DEAD, BATCH).await?;
            deleted += i64::from(batch);
            if batch == 0 {
                return Ok(Outcome::done_with(json!({ "deleted": deleted })));
            }
        }
    }
}
