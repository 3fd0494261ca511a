//! How far the consumers of the log have come, tenant by tenant.

use plenum_shared::{Result, ids::TenantId};
use sqlx::{FromRow, Row, postgres::PgRow};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{Store, TenantTx, error::failed, execute::Execute};

/// A consumer's place in a tenant, which nobody else can take before the transaction ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The last entry that was dealt with; 0 before the first.
    pub seq: i64,
    /// How often the entry after it was tried in vain.
    pub failures: i32,
    /// When it may be tried again.
    pub retry_at: Option<OffsetDateTime>,
}

/// An entry that was put aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parked {
    pub tenant: TenantId,
    pub consumer: String,
    pub seq: i64,
    pub reason: String,
    pub parked_at: OffsetDateTime,
}

impl FromRow<'_, PgRow> for Parked {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        Ok(Self {
            tenant: row.try_get::<Uuid, _>("tenant_id")?.into(),
            consumer: row.try_get("consumer")?,
            seq: row.try_get("seq")?,
            reason: row.try_get("reason")?,
            parked_at: row.try_get("parked_at")?,
        })
    }
}

/// Takes a consumer's place in the tenant; nothing when another has it at this moment, or there is no such tenant that
/// is active.
pub async fn hold(tx: &mut TenantTx, consumer: &str, now: OffsetDateTime) -> Result<Option<Held>> {
    let taken = "SELECT seq, failures, retry_at FROM consumer_positions
         WHERE tenant_id = $1 AND consumer = $2 AND EXISTS (SELECT FROM tenants WHERE id = $1 AND status = 'active')
         FOR NO KEY UPDATE SKIP LOCKED";
    match take(tx, taken, consumer).await? {
        Some(held) => Ok(Some(held)),
        None if begin(tx, consumer, now).await? => take(tx, taken, consumer).await,
        None => Ok(None),
    }
}

/// Takes a consumer's place in the tenant, and waits for whoever has it; nothing when there is no such tenant that is
/// active.
pub async fn wait_for(tx: &mut TenantTx, consumer: &str, now: OffsetDateTime) -> Result<Option<Held>> {
    begin(tx, consumer, now).await?;
    let taken = "SELECT seq, failures, retry_at FROM consumer_positions
         WHERE tenant_id = $1 AND consumer = $2 AND EXISTS (SELECT FROM tenants WHERE id = $1 AND status = 'active')
         FOR NO KEY UPDATE";
    take(tx, taken, consumer).await
}

async fn take(tx: &mut TenantTx, statement: &'static str, consumer: &str) -> Result<Option<Held>> {
    let (tenant, connection) = tx.parts();
    let found = sqlx::query(statement).bind(tenant).bind(consumer).fetch_optional(connection).await.map_err(failed)?;
    let held = |row: PgRow| Ok(Held { seq: row.try_get(0)?, failures: row.try_get(1)?, retry_at: row.try_get(2)? });
    found.map(held).transpose().map_err(failed)
}

/// Gives a consumer its place before the first entry. False: it has one, or there is no such tenant.
async fn begin(tx: &mut TenantTx, consumer: &str, now: OffsetDateTime) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "INSERT INTO consumer_positions (tenant_id, consumer, seq, failures, served_at)
         SELECT tenant_id, $2, 0, 0, $3 FROM tenant_seq WHERE tenant_id = $1
         ON CONFLICT DO NOTHING",
    )
    .bind(tenant)
    .bind(consumer)
    .bind(now)
    .execute_any(connection)
    .await
    .map(|rows| rows == 1)
}

/// Moves a place that is held on to this entry.
pub async fn advance(tx: &mut TenantTx, consumer: &str, seq: i64, now: OffsetDateTime) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "UPDATE consumer_positions SET seq = $3, failures = 0, retry_at = NULL, served_at = $4
         WHERE tenant_id = $1 AND consumer = $2",
    )
    .bind(tenant)
    .bind(consumer)
    .bind(seq)
    .bind(now)
    .execute_one(connection)
    .await
}

/// Notes that the next entry was tried in vain once more, and when to try again.
pub async fn postpone(
    tx: &mut TenantTx,
    consumer: &str,
    failures: i32,
    retry_at: OffsetDateTime,
    now: OffsetDateTime,
) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "UPDATE consumer_positions SET failures = $3, retry_at = $4, served_at = $5
         WHERE tenant_id = $1 AND consumer = $2",
    )
    .bind(tenant)
    .bind(consumer)
    .bind(failures)
    .bind(retry_at)
    .bind(now)
    .execute_one(connection)
    .await
}

/// Puts an entry aside that could not be dealt with.
pub async fn park(tx: &mut TenantTx, consumer: &str, seq: i64, reason: &str, now: OffsetDateTime) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "INSERT INTO consumer_parked (tenant_id, consumer, seq, reason, parked_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT DO NOTHING",
    )
    .bind(tenant)
    .bind(consumer)
    .bind(seq)
    .bind(reason)
    .bind(now)
    .execute_any(connection)
    .await?;
    Ok(())
}

/// Takes an entry back that was put aside. False: it is not, or not any more.
pub async fn unpark(tx: &mut TenantTx, consumer: &str, seq: i64) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    sqlx::query("DELETE FROM consumer_parked WHERE tenant_id = $1 AND consumer = $2 AND seq = $3")
        .bind(tenant)
        .bind(consumer)
        .bind(seq)
        .execute_any(connection)
        .await
        .map(|rows| rows == 1)
}

/// The entries that were put aside in a tenant, or in all, in the order of their logs; those behind this number.
pub async fn parked(store: &Store, tenant: Option<TenantId>, after: i64, limit: i32) -> Result<Vec<Parked>> {
    sqlx::query_as("SELECT tenant_id, consumer, seq, reason, parked_at FROM gate.consumer_parked($1, $2, $3)")
        .bind(tenant.map(|tenant| tenant.uuid()))
        .bind(after)
        .bind(limit)
        .fetch_all(store.pool())
        .await
        .map_err(failed)
}

/// Active tenants in which a consumer is behind and need not wait, those served longest ago first.
pub async fn backlog(store: &Store, consumer: &str, now: OffsetDateTime, limit: i32) -> Result<Vec<TenantId>> {
    let tenants: Vec<Uuid> = sqlx::query_scalar("SELECT gate.consumer_backlog($1, $2, $3)")
        .bind(consumer)
        .bind(now)
        .bind(limit)
        .fetch_all(store.pool())
        .await
        .map_err(failed)?;
    Ok(tenants.into_iter().map(TenantId::from).collect())
}
