use async_trait::async_trait;
use plenum_shared::{
    Result,
    caller::{Caller, Identity},
    ids::JobId,
};
use plenum_store::TenantTx;

use super::{permission, view::JobView};
use crate::{App, Done, Intent};

/// Reads a job of the caller, or as an administrator of anybody.
pub async fn get(app: &App, who: &Identity, id: JobId) -> Result<JobView> {
    app.read(who, &Get { id }).await
}

struct Get {
    id: JobId,
}

#[async_trait]
impl Intent for Get {
    const NAME: &'static str = "jobs.get";
    type Output = JobView;

    async fn run(&self, _: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<JobView>> {
        Ok(Done { output: view(tx, caller, self.id).await?, entries: Vec::new() })
    }
}

/// A job within a transaction, for a caller who may see it.
pub(crate) async fn view(tx: &mut TenantTx, caller: &Caller, id: JobId) -> Result<JobView> {
    Ok(JobView::of(permission::visible(tx, caller, id).await?, caller))
}
