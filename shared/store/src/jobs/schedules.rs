//! Schedules: cron lines of a tenant or of the platform, and the next time of each.

use plenum_shared::{
    Result,
    ids::{ScheduleId, TenantId},
};
use serde_json::Value;
use sqlx::{FromRow, Row, postgres::PgRow};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{Store, TenantTx, error::failed, execute::Execute};

/// What becomes of times at which no worker ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missed {
    /// They are left out.
    Skip,
    /// The last of them gets one job.
    Once,
    /// Each of them gets a job.
    All,
}

/// What a schedule does, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct ScheduleSpec {
    /// Unique in its tenant.
    pub name: String,
    pub kind: String,
    pub payload: Value,
    pub cron: String,
    /// An IANA name: `Europe/Berlin`.
    pub zone: String,
    pub missed: Missed,
}

/// A schedule as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredSchedule {
    pub id: ScheduleId,
    pub spec: ScheduleSpec,
    /// Nothing when the line has no further time.
    pub next_at: Option<OffsetDateTime>,
    /// The last time that was worked off.
    pub last_at: Option<OffsetDateTime>,
}

impl Missed {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Skip => "skip",
            Self::Once => "once",
            Self::All => "all",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [Self::Skip, Self::Once, Self::All].into_iter().find(|missed| missed.as_str() == text)
    }
}

impl FromRow<'_, PgRow> for StoredSchedule {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let missed: &str = row.try_get("missed")?;
        let unknown = || sqlx::Error::Decode(format!("the word {missed}").into());
        Ok(Self {
            id: row.try_get::<Uuid, _>("id")?.into(),
            spec: ScheduleSpec {
                name: row.try_get("name")?,
                kind: row.try_get("kind")?,
                payload: row.try_get("payload")?,
                cron: row.try_get("cron")?,
                zone: row.try_get("zone")?,
                missed: Missed::parse(missed).ok_or_else(unknown)?,
            },
            next_at: row.try_get("next_at")?,
            last_at: row.try_get("last_at")?,
        })
    }
}

/// Makes a schedule, or changes the one of this name. The next time of one that is as it was stays, so that a worker
/// that starts does not pass over a time that is due.
pub async fn put(
    tx: &mut TenantTx,
    id: ScheduleId,
    spec: &ScheduleSpec,
    next_at: OffsetDateTime,
    now: OffsetDateTime,
) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "INSERT INTO schedules AS s (tenant_id, id, name, kind, payload, cron, zone, missed, next_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (tenant_id, name) DO UPDATE SET kind = excluded.kind, payload = excluded.payload,
            missed = excluded.missed, cron = excluded.cron, zone = excluded.zone, failures = 0, retry_at = NULL,
            next_at = CASE WHEN (s.cron, s.zone) = (excluded.cron, excluded.zone) THEN s.next_at
                ELSE excluded.next_at END",
    )
    .bind(tenant)
    .bind(id.uuid())
    .bind(&spec.name)
    .bind(&spec.kind)
    .bind(&spec.payload)
    .bind(&spec.cron)
    .bind(&spec.zone)
    .bind(spec.missed.as_str())
    .bind(next_at)
    .bind(now)
    .execute_one(connection)
    .await
}

/// The schedule of this name.
pub async fn get(tx: &mut TenantTx, name: &str) -> Result<Option<StoredSchedule>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_as(
        "SELECT id, name, kind, payload, cron, zone, missed, next_at, last_at FROM schedules
         WHERE tenant_id = $1 AND name = $2",
    )
    .bind(tenant)
    .bind(name)
    .fetch_optional(connection)
    .await
    .map_err(failed)
}

/// Deletes the schedule of this name. False: there is none.
pub async fn delete(tx: &mut TenantTx, name: &str) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    sqlx::query("DELETE FROM schedules WHERE tenant_id = $1 AND name = $2")
        .bind(tenant)
        .bind(name)
        .execute_any(connection)
        .await
        .map(|rows| rows == 1)
}

/// Schedules of active tenants and of the platform that are due, the longest due first. Goes through the gate.
pub async fn due(store: &Store, now: OffsetDateTime, limit: i32) -> Result<Vec<(TenantId, ScheduleId)>> {
    let rows: Vec<(Uuid, Uuid)> = sqlx::query_as("SELECT tenant_id, id FROM gate.schedules_due($1, $2)")
        .bind(now)
        .bind(limit)
        .fetch_all(store.pool())
        .await
        .map_err(failed)?;
    Ok(rows.into_iter().map(|(tenant, id)| (tenant.into(), id.into())).collect())
}

/// Locks a schedule that is due; nothing when it is not, or when another worker has it locked.
pub async fn lock_due(tx: &mut TenantTx, id: ScheduleId, now: OffsetDateTime) -> Result<Option<StoredSchedule>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_as(
        "SELECT id, name, kind, payload, cron, zone, missed, next_at, last_at FROM schedules
         WHERE tenant_id = $1 AND id = $2 AND next_at <= $3 AND (retry_at IS NULL OR retry_at <= $3)
         FOR NO KEY UPDATE SKIP LOCKED",
    )
    .bind(tenant)
    .bind(id.uuid())
    .bind(now)
    .fetch_optional(connection)
    .await
    .map_err(failed)
}

/// Leaves a schedule that is due alone for a while, because no job could be begun: 5 seconds, and twice as long after
/// each further failure, up to an hour.
pub async fn fail(tx: &mut TenantTx, id: ScheduleId, now: OffsetDateTime) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "UPDATE schedules SET failures = failures + 1,
            retry_at = $3 + least(interval '5 seconds' * 2 ^ least(failures, 10), interval '1 hour')
         WHERE tenant_id = $1 AND id = $2",
    )
    .bind(tenant)
    .bind(id.uuid())
    .bind(now)
    .execute_any(connection)
    .await
    .map(drop)
}

/// Moves a locked schedule on: `last_at` was worked off, and `next_at` comes next.
pub async fn advance(
    tx: &mut TenantTx,
    id: ScheduleId,
    last_at: OffsetDateTime,
    next_at: Option<OffsetDateTime>,
) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "UPDATE schedules SET last_at = $3, next_at = $4, failures = 0, retry_at = NULL WHERE tenant_id = $1 AND id = $2",
    )
        .bind(tenant)
        .bind(id.uuid())
        .bind(last_at)
        .bind(next_at)
        .execute_one(connection)
        .await
}
