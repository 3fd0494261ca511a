//! The followers of records.

use plenum_shared::{
    Result,
    ids::{RecordId, UserId},
};
use sqlx::{FromRow, Row, postgres::PgRow};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    PageQuery, TenantTx,
    error::failed,
    execute::Execute,
    page::{self, paged},
};

/// A user who follows a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Follower {
    pub user: UserId,
    pub first_name: String,
    pub last_name: String,
    pub since: OffsetDateTime,
}

/// A record that a user follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    pub entity: String,
    pub record: RecordId,
    pub since: OffsetDateTime,
}

impl FromRow<'_, PgRow> for Follower {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        Ok(Self {
            user: row.try_get::<Uuid, _>("user_id")?.into(),
            first_name: row.try_get("first_name")?,
            last_name: row.try_get("last_name")?,
            since: row.try_get("created_at")?,
        })
    }
}

impl FromRow<'_, PgRow> for Followed {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        Ok(Self {
            entity: row.try_get("entity")?,
            record: row.try_get::<Uuid, _>("record_id")?.into(),
            since: row.try_get("created_at")?,
        })
    }
}

/// Makes the user a follower. False: they were one.
pub async fn add(tx: &mut TenantTx, entity: &str, record: RecordId, user: UserId, now: OffsetDateTime) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "INSERT INTO followers (tenant_id, entity, record_id, user_id, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT DO NOTHING",
    )
    .bind(tenant)
    .bind(entity)
    .bind(record.uuid())
    .bind(user.uuid())
    .bind(now)
    .execute_any(connection)
    .await
    .map(|rows| rows == 1)
}

/// False: they were no follower.
pub async fn remove(tx: &mut TenantTx, entity: &str, record: RecordId, user: UserId) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    sqlx::query("DELETE FROM followers WHERE tenant_id = $1 AND record_id = $2 AND user_id = $3 AND entity = $4")
        .bind(tenant)
        .bind(record.uuid())
        .bind(user.uuid())
        .bind(entity)
        .execute_any(connection)
        .await
        .map(|rows| rows == 1)
}

/// A page of the followers of a record, the newest first.
pub async fn list(tx: &mut TenantTx, entity: &str, record: RecordId, page: &PageQuery) -> Result<Vec<Follower>> {
    const STATEMENT: &str = paged!(
        "SELECT f.user_id, u.first_name, u.last_name, f.created_at
         FROM followers f JOIN users u ON u.id = f.user_id
         WHERE f.tenant_id = $1 AND f.record_id = $6 AND f.entity = $7",
        "f.created_at",
        "f.user_id"
    );
    let entity = entity.to_owned();
    page::fetch(tx, STATEMENT, page, |query| query.bind(record.uuid()).bind(entity)).await
}

/// A page of the records that this user follows, the last followed first.
pub async fn followed_by(tx: &mut TenantTx, user: UserId, page: &PageQuery) -> Result<Vec<Followed>> {
    const STATEMENT: &str = paged!(
        "SELECT entity, record_id, created_at FROM followers WHERE tenant_id = $1 AND user_id = $6",
        "created_at",
        "record_id"
    );
    page::fetch(tx, STATEMENT, page, |query| query.bind(user.uuid())).await
}

/// The followers of a record, at most `limit`.
pub async fn of(tx: &mut TenantTx, entity: &str, record: RecordId, limit: i64) -> Result<Vec<UserId>> {
    let (tenant, connection) = tx.parts();
    let users: Vec<Uuid> = sqlx::query_scalar(
        "SELECT user_id FROM followers WHERE tenant_id = $1 AND record_id = $2 AND entity = $3
         ORDER BY user_id LIMIT $4",
    )
    .bind(tenant)
    .bind(record.uuid())
    .bind(entity)
    .bind(limit)
    .fetch_all(connection)
    .await
    .map_err(failed)?;
    Ok(users.into_iter().map(UserId::from).collect())
}

/// The number of followers of a record.
pub async fn count_of(tx: &mut TenantTx, record: RecordId) -> Result<i64> {
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar("SELECT count(*) FROM followers WHERE tenant_id = $1 AND record_id = $2")
        .bind(tenant)
        .bind(record.uuid())
        .fetch_one(connection)
        .await
        .map_err(failed)
}

/// How many records a user follows.
pub async fn count_by(tx: &mut TenantTx, user: UserId) -> Result<i64> {
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar("SELECT count(*) FROM followers WHERE tenant_id = $1 AND user_id = $2")
        .bind(tenant)
        .bind(user.uuid())
        .fetch_one(connection)
        .await
        .map_err(failed)
}
