//! Dead jobs of all tenants and of the platform: for an operator to look at, and to run again once the cause is fixed.

use plenum_shared::{
    Code, Error, Result,
    catalogue::format_timestamp,
    ids::{JobId, TenantId},
};
use plenum_store::{
    TenantTx,
    jobs::{self, operators},
};

use crate::{App, platform::Operator};

/// The most that a list shows.
pub const MAX_DEAD: i32 = 1_000;

/// A job that failed for good. It shows nothing of its payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadJobView {
    /// [`TenantId::PLATFORM`] for a job of the platform.
    pub tenant: TenantId,
    pub job: JobId,
    pub kind: String,
    pub attempts: i32,
    /// The last error, with its details.
    pub reason: String,
    pub finished_at: String,
}

/// The dead jobs of a tenant, or of all and of the platform, the last one first; at most [`MAX_DEAD`].
pub async fn dead(app: &App, _operator: &Operator, tenant: Option<TenantId>) -> Result<Vec<DeadJobView>> {
    let found = operators::dead(app.store(), tenant, MAX_DEAD).await?;
    let view = |dead: operators::DeadJob| DeadJobView {
        tenant: dead.tenant,
        job: dead.job,
        kind: dead.kind,
        attempts: dead.attempts,
        reason: dead.detail.or(dead.error.map(|error| error.message)).unwrap_or_default(),
        finished_at: format_timestamp(dead.finished_at),
    };
    Ok(found.into_iter().map(view).collect())
}

/// Runs a job again that failed for good or was cancelled, with all of its attempts.
pub async fn retry(app: &App, operator: &Operator, tenant: TenantId, job: JobId) -> Result<()> {
    operator.require_super_admin()?;
    let now = app.source().now();
    let work = |mut tx: TenantTx| async move {
        let retried = jobs::retry(&mut tx, job, now).await?;
        let retried = if retried { jobs::get(&mut tx, job).await? } else { None };
        Ok(tx.finish(retried))
    };
    let Some(retried) = app.store().write("jobs.retry_as_operator", tenant, None, work).await? else {
        return Err(
            Error::new(Code::NotFound).with_message("there is no such job that failed for good or was cancelled")
        );
    };
    app.announce_job(tenant, job, retried.created_by);
    tracing::info!(%tenant, %job, "an operator made a job ready again");
    app.wake_jobs();
    Ok(())
}
