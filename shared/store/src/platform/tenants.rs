//! The tenant of the transaction itself.

use plenum_shared::{Result, ids::TenantId};
use serde_json::Value;
use sqlx::{FromRow, Row, postgres::PgRow};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{TenantTx, error::failed};

#[derive(Debug, Clone, PartialEq)]
pub struct Tenant {
    pub id: TenantId,
    pub name: String,
    pub slug: String,
    pub plan: String,
    pub active: bool,
    pub settings: Value,
    pub version: i64,
}

/// A tenant to be. `plan` is `free`, `pro` or `enterprise`.
#[derive(Debug, Clone, Copy)]
pub struct NewTenant<'a> {
    pub name: &'a str,
    pub slug: &'a str,
    pub plan: &'a str,
}

impl FromRow<'_, PgRow> for Tenant {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        Ok(Self {
            id: row.try_get::<Uuid, _>("tenant_id")?.into(),
            name: row.try_get("tenant_name")?,
            slug: row.try_get("tenant_slug")?,
            plan: row.try_get("tenant_plan")?,
            active: row.try_get::<&str, _>("tenant_status")? == "active",
            settings: row.try_get("tenant_settings")?,
            version: row.try_get("tenant_version")?,
        })
    }
}

/// Makes the tenant that this transaction already speaks for, and its empty log. False: the slug is taken.
pub async fn create(tx: &mut TenantTx, new: &NewTenant<'_>, now: OffsetDateTime) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    let made = sqlx::query(
        "INSERT INTO tenants (id, name, slug, plan, status, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, 'active', 1, $5, $5)
         ON CONFLICT (slug) DO NOTHING",
    )
    .bind(tenant)
    .bind(new.name)
    .bind(new.slug)
    .bind(new.plan)
    .bind(now)
    .execute(&mut *connection)
    .await
    .map_err(failed)?;
    if made.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query("INSERT INTO tenant_seq (tenant_id) VALUES ($1)")
        .bind(tenant)
        .execute(connection)
        .await
        .map_err(failed)?;
    Ok(true)
}

/// The tenant, unless it does not exist.
pub async fn get(tx: &mut TenantTx) -> Result<Option<Tenant>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_as(
        "SELECT id AS tenant_id, name AS tenant_name, slug AS tenant_slug, plan AS tenant_plan, status AS tenant_status,
                settings AS tenant_settings, version AS tenant_version
         FROM tenants WHERE id = $1",
    )
    .bind(tenant)
    .fetch_optional(connection)
    .await
    .map_err(failed)
}

/// The tenant, whose row nobody else can change before the transaction ends.
pub async fn lock(tx: &mut TenantTx) -> Result<Option<Tenant>> {
    let (tenant, connection) = tx.parts();
    sqlx::query("SELECT FROM tenants WHERE id = $1 FOR NO KEY UPDATE")
        .bind(tenant)
        .execute(connection)
        .await
        .map_err(failed)?;
    get(tx).await
}

/// Gives the tenant this name and these settings.
pub async fn update(tx: &mut TenantTx, name: &str, settings: &Value, now: OffsetDateTime) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query("UPDATE tenants SET name = $2, settings = $3, version = version + 1, updated_at = $4 WHERE id = $1")
        .bind(tenant)
        .bind(name)
        .bind(settings)
        .bind(now)
        .execute(connection)
        .await
        .map(drop)
        .map_err(failed)
}
