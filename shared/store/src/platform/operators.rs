//! What the operators of the platform need: themselves, and the tenants there are. Goes through the gate.

use plenum_shared::{Result, ids::TenantId};
use sqlx::{FromRow, Row, postgres::PgRow};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{PageFrom, Store, TenantTx, error::failed, records::Direction};

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

/// A tenant as an operator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownTenant {
    pub id: Uuid,
    pub name: String,
    pub slug: String,
    pub plan: String,
    /// `active` or `suspended`
    pub status: String,
    pub version: i64,
    pub created_at: OffsetDateTime,
    pub updated_at: OffsetDateTime,
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

impl FromRow<'_, PgRow> for KnownTenant {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        Ok(Self {
            id: row.try_get("id")?,
            name: row.try_get("name")?,
            slug: row.try_get("slug")?,
            plan: row.try_get("plan")?,
            status: row.try_get("status")?,
            version: row.try_get("version")?,
            created_at: row.try_get("created_at")?,
            updated_at: row.try_get("updated_at")?,
        })
    }
}

/// The operator of a token that is neither revoked nor too old: id and role.
pub async fn operator_by_token(
    store: &Store,
    token_hash: &[u8; 32],
    now: OffsetDateTime,
) -> Result<Option<(Uuid, String)>> {
    sqlx::query_as("SELECT id, role FROM gate.operator_by_token($1, $2)")
        .bind(token_hash.as_slice())
        .bind(now)
        .fetch_optional(store.pool())
        .await
        .map_err(failed)
}

pub async fn add_operator(store: &Store, new: &NewOperator<'_>, now: OffsetDateTime) -> Result<()> {
    sqlx::query("SELECT gate.operator_add($1, $2, $3, $4, $5, $6)")
        .bind(new.id)
        .bind(new.name)
        .bind(new.role)
        .bind(new.token_hash.as_slice())
        .bind(now)
        .bind(new.expires_at)
        .execute(store.pool())
        .await
        .map(drop)
        .map_err(failed)
}

/// All operators there ever were, the oldest first.
pub async fn operators(store: &Store) -> Result<Vec<StoredOperator>> {
    sqlx::query_as("SELECT id, name, role, created_at, expires_at, revoked_at FROM gate.operators()")
        .fetch_all(store.pool())
        .await
        .map_err(failed)
}

/// Takes an operator's token back. False: there is none, or it was taken back before.
pub async fn revoke_operator(store: &Store, id: Uuid, now: OffsetDateTime) -> Result<bool> {
    sqlx::query_scalar("SELECT gate.operator_revoke($1, $2)")
        .bind(id)
        .bind(now)
        .fetch_one(store.pool())
        .await
        .map_err(failed)
}

pub async fn tenant_of_slug(store: &Store, slug: &str) -> Result<Option<TenantId>> {
    let found: Option<Uuid> = sqlx::query_scalar("SELECT gate.tenant_of_slug($1)")
        .bind(slug)
        .fetch_one(store.pool())
        .await
        .map_err(failed)?;
    Ok(found.map(TenantId::from))
}

/// At most `limit` tenants, those of one status if one is given, the newest first whichever way they were come to.
pub async fn tenants(
    store: &Store,
    status: Option<&str>,
    from: Option<PageFrom>,
    limit: i32,
) -> Result<Vec<KnownTenant>> {
    let backward = from.is_some_and(|from| from.direction == Direction::Backward);
    let mut found: Vec<KnownTenant> = sqlx::query_as(
        "SELECT id, name, slug, plan, status, version, created_at, updated_at FROM gate.tenants_page($1, $2, $3, $4, $5)",
    )
    .bind(status)
    .bind(from.map(|from| from.created_at))
    .bind(from.map(|from| from.id))
    .bind(backward)
    .bind(limit)
    .fetch_all(store.pool())
    .await
    .map_err(failed)?;
    if backward {
        found.reverse();
    }
    Ok(found)
}

/// The tenant of the transaction as an operator sees it.
pub async fn tenant(tx: &mut TenantTx) -> Result<Option<KnownTenant>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_as("SELECT id, name, slug, plan, status, version, created_at, updated_at FROM tenants WHERE id = $1")
        .bind(tenant)
        .fetch_optional(connection)
        .await
        .map_err(failed)
}

/// Makes the tenant of the transaction `active` or `suspended`.
pub async fn set_status(tx: &mut TenantTx, status: &str, now: OffsetDateTime) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query("UPDATE tenants SET status = $2, version = version + 1, updated_at = $3 WHERE id = $1")
        .bind(tenant)
        .bind(status)
        .bind(now)
        .execute(connection)
        .await
        .map(drop)
        .map_err(failed)
}
