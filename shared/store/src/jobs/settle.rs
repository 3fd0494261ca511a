//! What the worker of a job writes about it, in a transaction of the job's tenant. Each statement names the fence of
//! the worker's lease, and touches no row when the job is not running under it.

use plenum_shared::{Result, ids::JobId};
use serde_json::Value;
use sqlx::Row;
use time::OffsetDateTime;

use super::row::{JobState, Lease};
use crate::{TenantTx, error::failed, execute::Execute};

/// The right of a worker to write about a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fence {
    pub job: JobId,
    pub fence: i64,
}

impl From<&Lease> for Fence {
    fn from(lease: &Lease) -> Self {
        Self { job: lease.job, fence: lease.fence }
    }
}

/// Locks the job until the end of the transaction, so that nobody can take it away meanwhile. False: the lease is lost.
pub async fn lock(tx: &mut TenantTx, fence: Fence) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "SELECT FROM jobs WHERE tenant_id = $1 AND id = $2 AND fence = $3 AND state = 'running' FOR NO KEY UPDATE",
    )
    .bind(tenant)
    .bind(fence.job.uuid())
    .bind(fence.fence)
    .execute_any(connection)
    .await
    .map(|rows| rows == 1)
}

/// Ends the job as done. False: the lease is lost.
pub async fn finish(tx: &mut TenantTx, fence: Fence, result: &Value, now: OffsetDateTime) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "UPDATE jobs SET state = 'done', lease_until = NULL, result = $4, finished_at = $5, error_code = NULL,
            error_message = NULL, error_detail = NULL
         WHERE tenant_id = $1 AND id = $2 AND fence = $3 AND state = 'running'",
    )
    .bind(tenant)
    .bind(fence.job.uuid())
    .bind(fence.fence)
    .bind(result)
    .bind(now)
    .execute_any(connection)
    .await
    .map(|rows| rows == 1)
}

/// How an attempt failed.
#[derive(Debug, Clone, Copy)]
pub struct Failure<'a> {
    pub code: &'a str,
    pub message: &'a str,
    pub detail: &'a str,
    /// When the job is to be tried again; it is dead without one. A job whose attempts are used up, or whose
    /// cancellation was requested, is not tried again in any case.
    pub retry_at: Option<OffsetDateTime>,
}

/// Ends an attempt that failed, and says what the job is now; nothing when the lease is lost.
pub async fn fail(
    tx: &mut TenantTx,
    fence: Fence,
    failure: &Failure<'_>,
    now: OffsetDateTime,
) -> Result<Option<JobState>> {
    let (tenant, connection) = tx.parts();
    let row = sqlx::query(
        "UPDATE jobs j SET state = f.next, lease_until = NULL, error_code = $4, error_message = $5, error_detail = $6,
            run_at = CASE WHEN f.next = 'waiting' THEN $7 ELSE j.run_at END,
            finished_at = CASE WHEN f.next = 'waiting' THEN NULL ELSE $8 END
         FROM (
            SELECT CASE WHEN cancel_requested_at IS NOT NULL THEN 'cancelled'
                WHEN $7::timestamptz IS NULL OR attempt >= max_attempts THEN 'dead' ELSE 'waiting' END AS next
            FROM jobs WHERE tenant_id = $1 AND id = $2 AND fence = $3 AND state = 'running' FOR NO KEY UPDATE
         ) AS f
         WHERE j.tenant_id = $1 AND j.id = $2
         RETURNING j.state",
    )
    .bind(tenant)
    .bind(fence.job.uuid())
    .bind(fence.fence)
    .bind(failure.code)
    .bind(failure.message)
    .bind(failure.detail)
    .bind(failure.retry_at)
    .bind(now)
    .fetch_optional(connection)
    .await
    .map_err(failed)?;
    Ok(row.and_then(|row| row.try_get::<&str, _>(0).ok().and_then(JobState::parse)))
}

/// Writes how far the job has come. False: the lease is lost.
pub async fn report_progress(tx: &mut TenantTx, fence: Fence, done: i64, total: Option<i64>) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "UPDATE jobs SET progress_done = $4, progress_total = $5
         WHERE tenant_id = $1 AND id = $2 AND fence = $3 AND state = 'running'",
    )
    .bind(tenant)
    .bind(fence.job.uuid())
    .bind(fence.fence)
    .bind(done)
    .bind(total)
    .execute_any(connection)
    .await
    .map(|rows| rows == 1)
}
