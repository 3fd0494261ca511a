//! Refresh tokens, known by their SHA-256 only.
//!
//! A used token is kept: seeing it again means that two parties have it, and the application decides what follows.

use plenum_shared::{Result, ids::SessionId};
use sqlx::{FromRow, Row, postgres::PgRow};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{TenantTx, error::failed, execute::Execute};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefreshToken {
    pub session: SessionId,
    pub issued_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
    pub used_at: Option<OffsetDateTime>,
}

impl FromRow<'_, PgRow> for RefreshToken {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        Ok(Self {
            session: row.try_get::<Uuid, _>("session_id")?.into(),
            issued_at: row.try_get("issued_at")?,
            expires_at: row.try_get("expires_at")?,
            used_at: row.try_get("used_at")?,
        })
    }
}

/// Notes a token that was issued.
pub async fn insert(
    tx: &mut TenantTx,
    hash: &[u8; 32],
    session: SessionId,
    now: OffsetDateTime,
    expires_at: OffsetDateTime,
) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "INSERT INTO refresh_tokens (tenant_id, token_hash, session_id, issued_at, expires_at)
         VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(tenant)
    .bind(hash.as_slice())
    .bind(session.uuid())
    .bind(now)
    .bind(expires_at)
    .execute_one(connection)
    .await
}

/// The token with this hash, locked until the transaction ends, so that of two who present it one comes second.
pub async fn lock(tx: &mut TenantTx, hash: &[u8; 32]) -> Result<Option<RefreshToken>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_as(
        "SELECT session_id, issued_at, expires_at, used_at FROM refresh_tokens
         WHERE tenant_id = $1 AND token_hash = $2
         FOR NO KEY UPDATE",
    )
    .bind(tenant)
    .bind(hash.as_slice())
    .fetch_optional(connection)
    .await
    .map_err(failed)
}

/// Marks the token as used. False: it was.
pub async fn mark_used(tx: &mut TenantTx, hash: &[u8; 32], now: OffsetDateTime) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    sqlx::query("UPDATE refresh_tokens SET used_at = $3 WHERE tenant_id = $1 AND token_hash = $2 AND used_at IS NULL")
        .bind(tenant)
        .bind(hash.as_slice())
        .bind(now)
        .execute_any(connection)
        .await
        .map(|rows| rows == 1)
}
