//! How far the revert of a large change set has come, by the job that does it. The row is written in the transaction of
//! each step, so a later attempt of the job goes on where the last step ended. It goes with the job.

use plenum_shared::{Result, ids::JobId};
use serde_json::Value;
use sqlx::types::Json;

use crate::{TenantTx, error::failed, execute::Execute};

/// The progress of a job; nothing before its first step.
pub async fn progress(tx: &mut TenantTx, job: JobId) -> Result<Option<Value>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar::<_, Json<Value>>("SELECT progress FROM change_set_reverts WHERE tenant_id = $1 AND job_id = $2")
        .bind(tenant)
        .bind(job.uuid())
        .fetch_optional(connection)
        .await
        .map(|progress| progress.map(|Json(progress)| progress))
        .map_err(failed)
}

/// Writes the progress of a job.
pub async fn save_progress(tx: &mut TenantTx, job: JobId, progress: &Value) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "INSERT INTO change_set_reverts (tenant_id, job_id, progress) VALUES ($1, $2, $3)
         ON CONFLICT (tenant_id, job_id) DO UPDATE SET progress = excluded.progress",
    )
    .bind(tenant)
    .bind(job.uuid())
    .bind(Json(progress))
    .execute_one(connection)
    .await
}
