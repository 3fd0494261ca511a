//! Changes of jobs for live delivery to those who may see them: to the member who began a job, and to administrators.
//!
//! It is soft: a notice over the bus says that a job changed, a hub node reads the job at that moment and sends what
//! REST would show, and a client that was not connected reads it again. Nothing of it is in the log. Jobs that no
//! member began are not announced; they are many, and no user waits for them.

use plenum_shared::{
    Result,
    ids::{JobId, TenantId, UserId},
};
use plenum_store::{TenantTx, jobs};

use super::view::JobView;
use crate::App;

/// A job of a member as it is now.
#[derive(Debug, Clone, PartialEq)]
pub struct LiveJob {
    pub job: JobId,
    pub created_by: UserId,
    /// As the member who began it sees it.
    pub for_creator: JobView,
    /// As administrators see it, without what came of it.
    pub for_administrators: JobView,
}

/// Reads those of these jobs that are there and that a member began, in one snapshot.
pub async fn live(app: &App, tenant: TenantId, ids: &[JobId]) -> Result<Vec<LiveJob>> {
    let work = |mut tx: TenantTx| async move {
        let jobs = jobs::get_all(&mut tx, ids).await?;
        Ok(tx.finish(jobs))
    };
    let jobs = app.store().read("jobs.live", tenant, None, work).await?;
    let live = jobs.into_iter().filter_map(|job| {
        let created_by = job.created_by?;
        let for_administrators = JobView::for_administrators(job.clone());
        Some(LiveJob { job: job.id, created_by, for_creator: JobView::for_creator(job), for_administrators })
    });
    Ok(live.collect())
}
