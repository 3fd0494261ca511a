//! The queue as operators see it: its depth, the dead jobs of all tenants, and retention.

use plenum_shared::{
    Result,
    ids::{JobId, TenantId},
};
use sqlx::{FromRow, Row, postgres::PgRow};
use time::OffsetDateTime;
use uuid::Uuid;

use super::row::StoredError;
use crate::{Store, error::failed};

/// How many jobs of a kind are in a state.
#[derive(Debug, Clone, PartialEq)]
pub struct Depth {
    pub kind: String,
    pub state: String,
    pub jobs: i64,
    /// How long the oldest of them has been due, in seconds.
    pub oldest_seconds: f64,
}

/// A job that failed for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadJob {
    pub tenant: TenantId,
    pub job: JobId,
    pub kind: String,
    pub attempts: i32,
    pub error: Option<StoredError>,
    pub detail: Option<String>,
    pub finished_at: OffsetDateTime,
}

impl FromRow<'_, PgRow> for DeadJob {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let code: Option<String> = row.try_get("error_code")?;
        let message: Option<String> = row.try_get("error_message")?;
        Ok(Self {
            tenant: row.try_get::<Uuid, _>("tenant_id")?.into(),
            job: row.try_get::<Uuid, _>("id")?.into(),
            kind: row.try_get("kind")?,
            attempts: row.try_get("attempt")?,
            error: code.zip(message).map(|(code, message)| StoredError { code, message }),
            detail: row.try_get("error_detail")?,
            finished_at: row.try_get("finished_at")?,
        })
    }
}

/// How many open and dead jobs there are, by kind and state.
pub async fn depth(store: &Store, now: OffsetDateTime) -> Result<Vec<Depth>> {
    let rows: Vec<(String, String, i64, f64)> =
        sqlx::query_as("SELECT kind, state, jobs, oldest FROM gate.jobs_depth($1)")
            .bind(now)
            .fetch_all(store.pool())
            .await
            .map_err(failed)?;
    Ok(rows
        .into_iter()
        .map(|(kind, state, jobs, oldest_seconds)| Depth { kind, state, jobs, oldest_seconds })
        .collect())
}

/// The dead jobs of a tenant, or of all and of the platform; the last one first.
pub async fn dead(store: &Store, tenant: Option<TenantId>, limit: i32) -> Result<Vec<DeadJob>> {
    sqlx::query_as(
        "SELECT tenant_id, id, kind, attempt, error_code, error_message, error_detail, finished_at
         FROM gate.jobs_dead($1, $2)",
    )
    .bind(tenant.map(|tenant| tenant.uuid()))
    .bind(limit)
    .fetch_all(store.pool())
    .await
    .map_err(failed)
}

/// Deletes some jobs that were done or cancelled, and some that died, before these moments; says how many.
pub async fn expire(
    store: &Store,
    over_before: OffsetDateTime,
    dead_before: OffsetDateTime,
    limit: i32,
) -> Result<i32> {
    sqlx::query_scalar("SELECT gate.jobs_expire($1, $2, $3)")
        .bind(over_before)
        .bind(dead_before)
        .bind(limit)
        .fetch_one(store.pool())
        .await
        .map_err(failed)
}
