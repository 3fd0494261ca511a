use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
    ids::JobId,
};
use plenum_store::{
    TenantTx,
    jobs::{self, CancelOutcome},
};

use super::{audit, permission, view::JobView};
use crate::{App, Done, Intent};

/// Cancels a job, or asks it to stop if it is running. The answer shows which of the two. One that is over is refused.
pub async fn cancel(app: &App, who: &Identity, id: JobId) -> Result<JobView> {
    let job = app.write(who, &Cancel { id }).await?;
    app.announce_cancelled_job();
    app.announce_job(who.tenant, id, job.created_by);
    Ok(job)
}

struct Cancel {
    id: JobId,
}

#[async_trait]
impl Intent for Cancel {
    const NAME: &'static str = "jobs.cancel";
    type Output = JobView;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<JobView>> {
        permission::visible(tx, caller, self.id).await?;
        match jobs::cancel(tx, self.id, app.source().now()).await? {
            CancelOutcome::Cancelled | CancelOutcome::Requested => {
                let job = JobView::of(permission::visible(tx, caller, self.id).await?, caller);
                let entries = audit::note(app, tx, caller, "job.cancelled", &job).await?;
                Ok(Done { output: job, entries })
            }
            CancelOutcome::Over => Err(Error::new(Code::JobOver)),
        }
    }
}
