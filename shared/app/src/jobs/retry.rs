use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
    ids::JobId,
};
use plenum_store::{TenantTx, jobs};

use super::{permission, view::JobView};
use crate::{App, Done, Intent};

/// Runs a job again that failed for good or was cancelled, with all of its attempts.
pub async fn retry(app: &App, who: &Identity, id: JobId) -> Result<JobView> {
    let job = app.write(who, &Retry { id }).await?;
    app.wake_jobs();
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
        let job = permission::visible(tx, caller, self.id).await?;
        Ok(Done { output: JobView::of(job, caller), entries: Vec::new() })
    }
}
