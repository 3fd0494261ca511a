//! For which permissions the built-in roles of a tenant have been given the declared defaults.

use plenum_shared::{Result, ids::TenantId};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{Store, TenantTx, error::failed, execute::Execute};

/// The permissions that there were before tenants recorded them: those of a tenant without a record. This list never
/// changes.
const FIRST: &[&str] = &[
    "accounts.delete",
    "accounts.read",
    "accounts.write",
    "activities.delete",
    "activities.read",
    "activities.write",
    "audit.read",
    "changesets.read",
    "changesets.revert",
    "contacts.delete",
    "contacts.read",
    "contacts.write",
    "deals.delete",
    "deals.read",
    "deals.write",
    "leads.delete",
    "leads.read",
    "leads.write",
    "pipelines.delete",
    "pipelines.read",
    "pipelines.write",
    "users.delete",
    "users.read",
    "users.write",
];

/// The tenants for which one of these permissions is new, in the order of their ids, suspended ones too.
pub async fn tenants_lacking(
    store: &Store,
    permissions: &[String],
    after: Option<TenantId>,
    limit: i32,
) -> Result<Vec<TenantId>> {
    let tenants: Vec<Uuid> = sqlx::query_scalar("SELECT gate.tenants_lacking_permissions($1, $2, $3, $4)")
        .bind(permissions)
        .bind(FIRST)
        .bind(after.map(|tenant| tenant.uuid()))
        .bind(limit)
        .fetch_all(store.pool())
        .await
        .map_err(failed)?;
    Ok(tenants.into_iter().map(TenantId::from).collect())
}

/// The permissions whose defaults the built-in roles of the tenant have been given, by name.
pub async fn given(tx: &mut TenantTx) -> Result<Vec<String>> {
    let (tenant, connection) = tx.parts();
    let given: Option<Vec<String>> =
        sqlx::query_scalar("SELECT permissions FROM permission_defaults WHERE tenant_id = $1")
            .bind(tenant)
            .fetch_optional(connection)
            .await
            .map_err(failed)?;
    Ok(given.unwrap_or_else(|| FIRST.iter().map(|name| (*name).to_owned()).collect()))
}

/// Records that the built-in roles of the tenant have been given the defaults of exactly these.
pub async fn record(tx: &mut TenantTx, permissions: &[String], now: OffsetDateTime) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "INSERT INTO permission_defaults (tenant_id, permissions, updated_at) VALUES ($1, $2, $3)
         ON CONFLICT (tenant_id) DO UPDATE SET permissions = excluded.permissions, updated_at = excluded.updated_at",
    )
    .bind(tenant)
    .bind(permissions)
    .bind(now)
    .execute_one(connection)
    .await
}
