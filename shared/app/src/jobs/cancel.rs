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

use super::{permission, view::JobView};
use crate::{App, Done, Intent};

/// Cancels a job, or asks it to stop if it is running. The answer shows which of the two. One that is over is refused.
pub async fn cancel(app: &App, who: &Identity, id: JobId) -> Result<JobView> {
    let job = app.write(who, &Cancel { id }).await?;
    app.announce_cancelled_job();
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
                let job = permission::visible(tx, caller, self.id).await?;
                Ok(Done { output: JobView::of(job, caller), entries: Vec::new() })
            }
            CancelOutcome::Over => Err(Error::new(Code::JobOver)),
        }
    }
}
