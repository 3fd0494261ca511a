//! The operators of the platform, known by the SHA-256 of their token only. Goes through the gate.

use plenum_shared::Result;
use sqlx::{FromRow, Row, postgres::PgRow};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{Store, error::failed, execute::Execute};

/// An operator without their token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredOperator {
    pub id: Uuid,
    pub name: String,
    /// `super_admin` or `support`
    pub role: String,
    pub created_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
    pub revoked_at: Option<OffsetDateTime>,
}

/// An operator to be.
#[derive(Debug, Clone, Copy)]
pub struct NewOperator<'a> {
    pub id: Uuid,
    pub name: &'a str,
    pub role: &'a str,
    pub token_hash: &'a [u8; 32],
    pub expires_at: OffsetDateTime,
}

impl FromRow<'_, PgRow> for StoredOperator {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        Ok(Self {
            id: row.try_get("id")?,
            name: row.try_get("name")?,
            role: row.try_get("role")?,
            created_at: row.try_get("created_at")?,
            expires_at: row.try_get("expires_at")?,
            revoked_at: row.try_get("revoked_at")?,
        })
    }
}

/// The operator of a token that is neither revoked nor too old: id and role.
pub async fn by_token(store: &Store, token_hash: &[u8; 32], now: OffsetDateTime) -> Result<Option<(Uuid, String)>> {
    sqlx::query_as("SELECT id, role FROM gate.operator_by_token($1, $2)")
        .bind(token_hash.as_slice())
        .bind(now)
        .fetch_optional(store.pool())
        .await
        .map_err(failed)
}

pub async fn add(store: &Store, new: &NewOperator<'_>, now: OffsetDateTime) -> Result<()> {
    sqlx::query("SELECT gate.operator_add($1, $2, $3, $4, $5, $6)")
        .bind(new.id)
        .bind(new.name)
        .bind(new.role)
        .bind(new.token_hash.as_slice())
        .bind(now)
        .bind(new.expires_at)
        .execute_one(store.pool())
        .await
}

/// All operators there ever were, the oldest first.
pub async fn list(store: &Store) -> Result<Vec<StoredOperator>> {
    sqlx::query_as("SELECT id, name, role, created_at, expires_at, revoked_at FROM gate.operators()")
        .fetch_all(store.pool())
        .await
        .map_err(failed)
}

/// Revokes the token of an operator. False: there is no such operator, or the token was revoked before.
pub async fn revoke(store: &Store, id: Uuid, now: OffsetDateTime) -> Result<bool> {
    sqlx::query_scalar("SELECT gate.operator_revoke($1, $2)")
        .bind(id)
        .bind(now)
        .fetch_one(store.pool())
        .await
        .map_err(failed)
}
