use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
    ids::JobId,
};
use plenum_store::{TenantTx, jobs};

use super::{audit, permission, view::JobView};
use crate::{App, Done, Intent};

/// Runs a job again that failed for good or was cancelled, with all of its attempts.
pub async fn retry(app: &App, who: &Identity, id: JobId) -> Result<JobView> {
    let job = app.write(who, &Retry { id }).await?;
    app.wake_jobs();
    app.announce_job(who.tenant, id, job.created_by);
    Ok(job)
}

struct Retry {
    id: JobId,
}

#[async_trait]
impl Intent for Retry {
    const NAME: &'static str = "jobs.retry";
    type Output = JobView;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<JobView>> {
        permission::visible(tx, caller, self.id).await?;
        if !jobs::retry(tx, self.id, app.source().now()).await? {
            return Err(Error::new(Code::JobNotFailed));
        }
        let job = JobView::of(permission::visible(tx, caller, self.id).await?, caller);
        let entries = audit::note(app, tx, caller, "job.retried", &job).await?;
        Ok(Done { output: job, entries })
    }
}
