//! A new job, inserted in the transaction of what it follows from.

use plenum_shared::{
    Code, Error, Result,
    ids::{JobId, UserId},
};
use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{TenantTx, error::failed, execute::Execute};

/// How often an insertion is tried: between the conflict with an open job of the same key and the look at that job, the
/// job may end.
const TRIES: usize = 3;

/// A job to be.
#[derive(Debug, Clone, PartialEq)]
pub struct NewJob<'a> {
    pub id: JobId,
    pub kind: &'a str,
    pub payload: &'a Value,
    /// Of the open jobs of a kind in a tenant, one has this key.
    pub unique_key: Option<&'a str>,
    /// 0 is served first, 2 last.
    pub priority: i16,
    pub run_at: OffsetDateTime,
    pub max_attempts: i32,
    pub created_by: Option<UserId>,
    pub request_id: &'a str,
    pub traceparent: Option<&'a str>,
}

/// What became of a new job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inserted {
    New(JobId),
    /// This open job has the key already, and there is no second one.
    Existing(JobId),
}

impl Inserted {
    /// The job that will do the work.
    pub fn job(self) -> JobId {
        match self {
            Inserted::New(job) | Inserted::Existing(job) => job,
        }
    }
}

/// Inserts a job, which is ready at once when its time has come.
pub async fn insert(tx: &mut TenantTx, job: &NewJob<'_>, now: OffsetDateTime) -> Result<Inserted> {
    for _ in 0..TRIES {
        if try_insert(tx, job, now).await? {
            return Ok(Inserted::New(job.id));
        }
        if let Some(open) = open_with_key(tx, job).await? {
            return Ok(Inserted::Existing(open));
        }
    }
    Err(Error::new(Code::Busy))
}

async fn try_insert(tx: &mut TenantTx, job: &NewJob<'_>, now: OffsetDateTime) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "INSERT INTO jobs (tenant_id, id, kind, payload, unique_key, priority, state, run_at, max_attempts, request_id,
            traceparent, created_at, created_by)
         VALUES ($1, $2, $3, $4, $5, $6, CASE WHEN $7 <= $8 THEN 'ready' ELSE 'waiting' END, $7, $9, $10, $11, $8, $12)
         ON CONFLICT (tenant_id, kind, unique_key)
            WHERE unique_key IS NOT NULL AND state IN ('waiting', 'ready', 'running') DO NOTHING",
    )
    .bind(tenant)
    .bind(job.id.uuid())
    .bind(job.kind)
    .bind(job.payload)
    .bind(job.unique_key)
    .bind(job.priority)
    .bind(job.run_at)
    .bind(now)
    .bind(job.max_attempts)
    .bind(job.request_id)
    .bind(job.traceparent)
    .bind(job.created_by.map(|user| user.uuid()))
    .execute_any(connection)
    .await
    .map(|rows| rows == 1)
}

async fn open_with_key(tx: &mut TenantTx, job: &NewJob<'_>) -> Result<Option<JobId>> {
    let (tenant, connection) = tx.parts();
    let found: Option<Uuid> = sqlx::query_scalar(
        "SELECT id FROM jobs
         WHERE tenant_id = $1 AND kind = $2 AND unique_key = $3 AND state IN ('waiting', 'ready', 'running')",
    )
    .bind(tenant)
    .bind(job.kind)
    .bind(job.unique_key)
    .fetch_optional(connection)
    .await
    .map_err(failed)?;
    Ok(found.map(JobId::from))
}
