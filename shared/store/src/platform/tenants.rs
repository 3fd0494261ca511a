//! Tenants: the one of the transaction itself, and for operators all there are.

use plenum_shared::{
    Code, Error, Result,
    ids::TenantId,
    plan::{Entitlements, Plan, PlanOverrides},
    text::TextVersion,
};
use serde_json::Value;
use sqlx::{FromRow, Row, postgres::PgRow, types::Json};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{PageFrom, Store, TenantTx, error::failed, execute::Execute, records::Direction};

#[derive(Debug, Clone, PartialEq)]
pub struct Tenant {
    pub id: TenantId,
    pub name: String,
    pub slug: String,
    pub entitlements: Entitlements,
    pub active: bool,
    pub settings: Value,
    pub version: i64,
    /// The number of the version of the rules for text by which its records are read.
    pub text_version: i32,
}

/// A tenant as an operator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantOverview {
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

/// A tenant to be.
#[derive(Debug, Clone, Copy)]
pub struct NewTenant<'a> {
    pub name: &'a str,
    pub slug: &'a str,
    pub plan: Plan,
}

impl FromRow<'_, PgRow> for Tenant {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        Ok(Self {
            id: row.try_get::<Uuid, _>("tenant_id")?.into(),
            name: row.try_get("tenant_name")?,
            slug: row.try_get("tenant_slug")?,
            entitlements: entitlements(row.try_get("tenant_plan")?, &row.try_get("tenant_plan_overrides")?),
            active: row.try_get::<&str, _>("tenant_status")? == "active",
            settings: row.try_get("tenant_settings")?,
            version: row.try_get("tenant_version")?,
            text_version: row.try_get("tenant_text_version")?,
        })
    }
}

impl FromRow<'_, PgRow> for TenantOverview {
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

/// Makes the tenant of this transaction, and its empty log. False: the slug is taken.
pub async fn create(tx: &mut TenantTx, new: &NewTenant<'_>, now: OffsetDateTime) -> Result<bool> {
    let text = tx.text_versions().newest();
    let (tenant, connection) = tx.parts();
    let made = sqlx::query(
        "INSERT INTO tenants (id, name, slug, plan, status, version, created_at, updated_at, text_version)
         VALUES ($1, $2, $3, $4, 'active', 1, $5, $5, $6)
         ON CONFLICT (slug) DO NOTHING",
    )
    .bind(tenant)
    .bind(new.name)
    .bind(new.slug)
    .bind(new.plan.as_str())
    .bind(now)
    .bind(text.number())
    .execute_any(&mut *connection)
    .await?;
    if made == 0 {
        return Ok(false);
    }
    sqlx::query("INSERT INTO tenant_seq (tenant_id) VALUES ($1)").bind(tenant).execute_one(connection).await?;
    Ok(true)
}

/// The tenant, unless it does not exist.
pub async fn get(tx: &mut TenantTx) -> Result<Option<Tenant>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_as(
        "SELECT id AS tenant_id, name AS tenant_name, slug AS tenant_slug, plan AS tenant_plan,
                plan_overrides AS tenant_plan_overrides, status AS tenant_status, settings AS tenant_settings,
                version AS tenant_version, text_version AS tenant_text_version
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
    sqlx::query("SELECT FROM tenants WHERE id = $1 FOR NO KEY UPDATE").bind(tenant).execute_any(connection).await?;
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
        .execute_one(connection)
        .await
}

/// The version of the rules for text by which the records of the tenant are read.
pub async fn get_text_version(tx: &mut TenantTx) -> Result<TextVersion> {
    let versions = tx.text_versions();
    let (tenant, connection) = tx.parts();
    let number: i32 = sqlx::query_scalar("SELECT text_version FROM tenants WHERE id = $1")
        .bind(tenant)
        .fetch_optional(connection)
        .await
        .map_err(failed)?
        .ok_or_else(|| Error::new(Code::NotFound))?;
    Ok(versions.of_tenant(number))
}

/// What the plan of the tenant allows.
pub async fn get_entitlements(tx: &mut TenantTx) -> Result<Entitlements> {
    let (tenant, connection) = tx.parts();
    let (plan, overrides): (String, Value) = sqlx::query_as("SELECT plan, plan_overrides FROM tenants WHERE id = $1")
        .bind(tenant)
        .fetch_optional(connection)
        .await
        .map_err(failed)?
        .ok_or_else(|| Error::new(Code::NotFound))?;
    Ok(entitlements(&plan, &overrides))
}

/// Gives the tenant this plan, and what was agreed besides.
pub async fn set_plan(tx: &mut TenantTx, entitlements: &Entitlements, now: OffsetDateTime) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "UPDATE tenants SET plan = $2, plan_overrides = $3, version = version + 1, updated_at = $4 WHERE id = $1",
    )
    .bind(tenant)
    .bind(entitlements.plan.as_str())
    .bind(Json(entitlements.overrides()))
    .bind(now)
    .execute_one(connection)
    .await
}

/// What a stored plan allows. One that this version does not know counts as the least.
fn entitlements(plan: &str, overrides: &Value) -> Entitlements {
    Entitlements::new(Plan::parse(plan).unwrap_or(Plan::Free), PlanOverrides::of(overrides))
}

/// Tenants behind this one by id, or from the first on, suspended ones too; at most `limit`. Goes through the gate.
pub async fn after(store: &Store, tenant: Option<TenantId>, limit: i32) -> Result<Vec<TenantId>> {
    let tenants: Vec<Uuid> = sqlx::query_scalar("SELECT gate.tenants_after($1, $2)")
        .bind(tenant.map(|tenant| tenant.uuid()))
        .bind(limit)
        .fetch_all(store.pool())
        .await
        .map_err(failed)?;
    Ok(tenants.into_iter().map(TenantId::from).collect())
}

/// The tenant that has this slug.
pub async fn by_slug(store: &Store, slug: &str) -> Result<Option<TenantId>> {
    let found: Option<Uuid> = sqlx::query_scalar("SELECT gate.tenant_of_slug($1)")
        .bind(slug)
        .fetch_one(store.pool())
        .await
        .map_err(failed)?;
    Ok(found.map(TenantId::from))
}

/// At most `limit` tenants, those of one status if one is given, the newest first in whichever direction the list is
/// read. Goes through the gate.
pub async fn list(
    store: &Store,
    status: Option<&str>,
    from: Option<PageFrom>,
    limit: i32,
) -> Result<Vec<TenantOverview>> {
    let backward = from.is_some_and(|from| from.direction == Direction::Backward);
    let mut found: Vec<TenantOverview> = sqlx::query_as(
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
pub async fn overview(tx: &mut TenantTx) -> Result<Option<TenantOverview>> {
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
        .execute_one(connection)
        .await
}
