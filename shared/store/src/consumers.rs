//! How far the consumers of the log have come, tenant by tenant.

use plenum_shared::{Result, ids::TenantId};
use sqlx::{FromRow, Row, postgres::PgRow};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{Store, TenantTx, error::failed, execute::Execute};

/// How far a consumer has come in a tenant. The row of it is locked until the transaction ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checkpoint {
    /// The last entry that was processed; 0 before the first.
    pub seq: i64,
    /// How often the entry after it has failed.
    pub failures: i32,
    /// When that entry may be tried again.
    pub retry_at: Option<OffsetDateTime>,
}

/// An entry that was parked.
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

/// Where a consumer begins in the tenants that are older than it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartPosition {
    /// Before the first entry: the consumer processes the whole past.
    Beginning,
    /// After the last entry of the moment when a worker first starts the consumer.
    Now,
}

/// Starts a consumer if it is new: its positions are made as the declaration says. True: it was new.
pub async fn start(store: &Store, consumer: &str, at: StartPosition, now: OffsetDateTime) -> Result<bool> {
    sqlx::query_scalar("SELECT gate.start_consumer($1, $2, $3)")
        .bind(consumer)
        .bind(at == StartPosition::Now)
        .bind(now)
        .fetch_one(store.pool())
        .await
        .map_err(failed)
}

/// Locks a consumer's checkpoint in the tenant; nothing when another transaction has it locked, or there is no such
/// tenant that is active.
pub async fn try_lock(tx: &mut TenantTx, consumer: &str, now: OffsetDateTime) -> Result<Option<Checkpoint>> {
    let statement = "SELECT seq, failures, retry_at FROM consumer_positions
         WHERE tenant_id = $1 AND consumer = $2 AND EXISTS (SELECT FROM tenants WHERE id = $1 AND status = 'active')
         FOR NO KEY UPDATE SKIP LOCKED";
    match select(tx, statement, consumer).await? {
        Some(checkpoint) => Ok(Some(checkpoint)),
        None if begin(tx, consumer, now).await? => select(tx, statement, consumer).await,
        None => Ok(None),
    }
}

/// Locks a consumer's checkpoint in the tenant, and waits for a transaction that has it locked; nothing when there is
/// no such tenant that is active.
pub async fn lock(tx: &mut TenantTx, consumer: &str, now: OffsetDateTime) -> Result<Option<Checkpoint>> {
    begin(tx, consumer, now).await?;
    let statement = "SELECT seq, failures, retry_at FROM consumer_positions
         WHERE tenant_id = $1 AND consumer = $2 AND EXISTS (SELECT FROM tenants WHERE id = $1 AND status = 'active')
         FOR NO KEY UPDATE";
    select(tx, statement, consumer).await
}

async fn select(tx: &mut TenantTx, statement: &'static str, consumer: &str) -> Result<Option<Checkpoint>> {
    let (tenant, connection) = tx.parts();
    let found = sqlx::query(statement).bind(tenant).bind(consumer).fetch_optional(connection).await.map_err(failed)?;
    let checkpoint =
        |row: PgRow| Ok(Checkpoint { seq: row.try_get(0)?, failures: row.try_get(1)?, retry_at: row.try_get(2)? });
    found.map(checkpoint).transpose().map_err(failed)
}

/// Makes a checkpoint before the first entry. False: there is one, or there is no such tenant.
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

/// Moves a locked checkpoint forward to this entry.
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

/// Writes how often the next entry has failed, and when to try it again.
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

/// Parks an entry that could not be processed.
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

/// Deletes the row of a parked entry. False: there is none.
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

/// The parked entries of a tenant, or of all, in the order of their logs; those after this number.
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
