//! Roles of a tenant and their grants.

use plenum_shared::{Result, access::SystemRole, ids::RoleId};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{TenantTx, error::failed};

/// Makes the roles that a tenant begins with, each with the grants that the catalogue declares for it.
pub async fn insert_system(tx: &mut TenantTx, roles: &[(SystemRole, RoleId)], now: OffsetDateTime) -> Result<()> {
    let (tenant, connection) = tx.parts();
    for (role, id) in roles {
        sqlx::query(
            "INSERT INTO roles
                (tenant_id, id, key, name, is_system, default_field_access, version, created_at, updated_at)
             VALUES ($1, $2, $3, $4, true, 'allow', 1, $5, $5)",
        )
        .bind(tenant)
        .bind(id.uuid())
        .bind(role.key())
        .bind(role.name())
        .bind(now)
        .execute(&mut *connection)
        .await
        .map_err(failed)?;
        grant(tenant, *id, *role, connection).await?;
    }
    Ok(())
}

/// The role with this key.
pub async fn by_key(tx: &mut TenantTx, key: &str) -> Result<Option<RoleId>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar::<_, Uuid>("SELECT id FROM roles WHERE tenant_id = $1 AND key = $2")
        .bind(tenant)
        .bind(key)
        .fetch_optional(connection)
        .await
        .map(|id| id.map(RoleId::from))
        .map_err(failed)
}

async fn grant(tenant: Uuid, id: RoleId, role: SystemRole, connection: &mut PgConnection) -> Result<()> {
    let grants = role.default_grants();
    let resources: Vec<_> = grants.iter().map(|(module, ..)| *module).collect();
    let actions: Vec<_> = grants.iter().map(|(_, action, _)| action.as_str()).collect();
    let scopes: Vec<_> = grants.iter().map(|(.., scope)| scope.as_str()).collect();
    sqlx::query(
        "INSERT INTO role_permissions (tenant_id, role_id, resource, action, scope)
         SELECT $1, $2, g.resource, g.action, g.scope
         FROM unnest($3::text[], $4::text[], $5::text[]) AS g (resource, action, scope)",
    )
    .bind(tenant)
    .bind(id.uuid())
    .bind(resources)
    .bind(actions)
    .bind(scopes)
    .execute(connection)
    .await
    .map(drop)
    .map_err(failed)
}
