//! What members see of the jobs of their tenant, and what they do with them.

use plenum_shared::{
    Result,
    ids::{JobId, UserId},
};
use time::OffsetDateTime;

use super::row::{JobState, StoredJob, columns};
use crate::{
    PageQuery, TenantTx,
    error::failed,
    execute::Execute,
    page::{self, paged},
};

/// What a request to cancel came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CancelOutcome {
    /// The job had not begun, and will not.
    Cancelled,
    /// The job is running, and its worker will be asked to stop.
    Requested,
    /// The job was over before.
    Over,
}

/// A page of the tenant's jobs, the newest first; of one member, of one kind, in one state, where these are given.
pub async fn list(
    tx: &mut TenantTx,
    created_by: Option<UserId>,
    kind: Option<&str>,
    state: Option<JobState>,
    page: &PageQuery,
) -> Result<Vec<StoredJob>> {
    const STATEMENT: &str = paged!(
        concat!(
            "SELECT ",
            columns!(),
            " FROM jobs WHERE tenant_id = $1 AND ($6::uuid IS NULL OR created_by = $6)
                AND ($7::text IS NULL OR kind = $7) AND ($8::text IS NULL OR state = $8)"
        ),
        "created_at",
        "id"
    );
    let (user, kind) = (created_by.map(|user| user.uuid()), kind.map(str::to_owned));
    let bind = |query: page::Statement<StoredJob>| query.bind(user).bind(kind).bind(state.map(JobState::as_str));
    page::fetch(tx, STATEMENT, page, bind).await
}

/// A job of the tenant.
pub async fn get(tx: &mut TenantTx, id: JobId) -> Result<Option<StoredJob>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_as(concat!("SELECT ", columns!(), " FROM jobs WHERE tenant_id = $1 AND id = $2"))
        .bind(tenant)
        .bind(id.uuid())
        .fetch_optional(connection)
        .await
        .map_err(failed)
}

/// Those of these jobs that the tenant has, in no particular order.
pub async fn get_all(tx: &mut TenantTx, ids: &[JobId]) -> Result<Vec<StoredJob>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_as(concat!("SELECT ", columns!(), " FROM jobs WHERE tenant_id = $1 AND id = ANY ($2)"))
        .bind(tenant)
        .bind(ids.iter().map(|id| id.uuid()).collect::<Vec<_>>())
        .fetch_all(connection)
        .await
        .map_err(failed)
}

/// How many jobs of the tenant are waiting, ready or running. Of each state no more are counted than `limit`.
pub async fn count_open(tx: &mut TenantTx, limit: i64) -> Result<i64> {
    let (tenant, connection) = tx.parts();
    // Each state has an index of its own.
    sqlx::query_scalar(
        "SELECT (SELECT count(*) FROM (SELECT FROM jobs WHERE tenant_id = $1 AND state = 'waiting' LIMIT $2) AS w)
            + (SELECT count(*) FROM (SELECT FROM jobs WHERE tenant_id = $1 AND state = 'ready' LIMIT $2) AS r)
            + (SELECT count(*) FROM (SELECT FROM jobs WHERE tenant_id = $1 AND state = 'running' LIMIT $2) AS b)",
    )
    .bind(tenant)
    .bind(limit)
    .fetch_one(connection)
    .await
    .map_err(failed)
}

/// Cancels a job that has not begun, and requests it of one that is running. A second request changes nothing.
pub async fn cancel(tx: &mut TenantTx, id: JobId, now: OffsetDateTime) -> Result<CancelOutcome> {
    let (tenant, connection) = tx.parts();
    let open = sqlx::query(
        "UPDATE jobs SET state = 'cancelled', cancel_requested_at = $3, finished_at = $3
         WHERE tenant_id = $1 AND id = $2 AND state IN ('waiting', 'ready')",
    );
    if open.bind(tenant).bind(id.uuid()).bind(now).execute_any(&mut *connection).await? == 1 {
        return Ok(CancelOutcome::Cancelled);
    }
    let running = sqlx::query(
        "UPDATE jobs SET cancel_requested_at = coalesce(cancel_requested_at, $3)
         WHERE tenant_id = $1 AND id = $2 AND state = 'running'",
    );
    match running.bind(tenant).bind(id.uuid()).bind(now).execute_any(connection).await? {
        1 => Ok(CancelOutcome::Requested),
        _ => Ok(CancelOutcome::Over),
    }
}

/// Makes a dead or cancelled job ready again, with all of its attempts. False: there is no such job in these states.
/// When another open job has its unique key by now, the error is `already_exists`.
pub async fn retry(tx: &mut TenantTx, id: JobId, now: OffsetDateTime) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "UPDATE jobs SET state = 'ready', run_at = $3, attempt = 0, cancel_requested_at = NULL, finished_at = NULL,
            progress_done = NULL, progress_total = NULL
         WHERE tenant_id = $1 AND id = $2 AND state IN ('dead', 'cancelled')",
    )
    .bind(tenant)
    .bind(id.uuid())
    .bind(now)
    .execute_any(connection)
    .await
    .map(|rows| rows == 1)
}
