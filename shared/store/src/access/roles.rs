//! Roles of a tenant and their grants.

use std::collections::HashMap;

use plenum_shared::{
    Result,
    access::{DefaultFieldAccess, FieldAccess, Grant, Role, Scope, SystemRole, earlier_word},
    catalogue::Catalogue,
    ids::{RoleId, TeamId},
};
use serde::Deserialize;
use sqlx::{FromRow, PgConnection, Row, postgres::PgRow, types::Json};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    PageQuery, TenantTx,
    error::failed,
    execute::Execute,
    page::{self, paged},
    row_lock::{self, for_share, for_update},
};

/// A role as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRole {
    pub role: Role,
    /// One of those that every tenant begins with.
    pub is_system: bool,
    pub created_at: OffsetDateTime,
    pub updated_at: OffsetDateTime,
}

/// What a role is made of, apart from its id and key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleContent {
    pub name: String,
    pub default_field_access: DefaultFieldAccess,
    /// Module, action and grant, as words; a pair of module and action occurs once.
    pub grants: Vec<(String, String, Grant)>,
}

/// A grant as the statement gives it. A scope that this version does not know grants nothing, and stays as it is.
#[derive(Deserialize)]
struct StoredGrant {
    resource: String,
    action: String,
    scope: String,
    fields: HashMap<String, String>,
}

impl StoredGrant {
    fn known(self) -> Option<(String, String, Grant)> {
        let fields = self.fields.into_iter().map(|(field, rule)| (field, field_access(&rule))).collect();
        let grant = Grant { scope: Scope::parse(&self.scope)?, fields };
        Some((self.resource, self.action, grant))
    }
}

fn field_access(rule: &str) -> FieldAccess {
    match rule {
        "write" => FieldAccess::Write,
        "read" => FieldAccess::Read,
        _ => FieldAccess::None,
    }
}

/// The role in a row that has its columns under these names, and its grants as one array.
pub(super) fn from_row(row: &PgRow) -> sqlx::Result<Role> {
    let id: Uuid = row.try_get("role_id")?;
    let (key, name): (&str, &str) = (row.try_get("role_key")?, row.try_get("role_name")?);
    let version = row.try_get("role_version")?;
    // The grants of this role are stored for programs of the version before; it has everything by definition.
    if row.try_get("is_system")? && key == SystemRole::TenantAdmin.key() {
        return Ok(Role::administrator(id.into(), key, name, version));
    }
    let Json(grants): Json<Vec<StoredGrant>> = row.try_get("grants")?;
    let default_field_access = match row.try_get("default_field_access")? {
        "allow" => DefaultFieldAccess::Allow,
        _ => DefaultFieldAccess::Deny,
    };
    let grants = grants.into_iter().filter_map(StoredGrant::known);
    Ok(Role::new(id.into(), key, name, version, default_field_access, grants))
}

impl FromRow<'_, PgRow> for StoredRole {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        Ok(Self {
            role: from_row(row)?,
            is_system: row.try_get("is_system")?,
            created_at: row.try_get("created_at")?,
            updated_at: row.try_get("updated_at")?,
        })
    }
}

macro_rules! select {
    () => {
        "SELECT r.id AS role_id, r.key AS role_key, r.name AS role_name, r.version AS role_version,
            r.default_field_access, r.is_system, r.created_at, r.updated_at,
            (SELECT coalesce(jsonb_agg(jsonb_build_object(
                'resource', p.resource, 'action', p.action, 'scope', p.scope, 'fields', p.fields)), '[]')
             FROM role_permissions p WHERE p.tenant_id = $1 AND p.role_id = r.id) AS grants
         FROM roles r WHERE r.tenant_id = $1"
    };
}

/// A page of the roles, the newest first.
pub async fn list(tx: &mut TenantTx, page: &PageQuery) -> Result<Vec<StoredRole>> {
    page::fetch(tx, paged!(select!(), "r.created_at", "r.id"), page, |query| query).await
}

pub async fn get(tx: &mut TenantTx, id: RoleId) -> Result<Option<StoredRole>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_as(concat!(select!(), " AND r.id = $2"))
        .bind(tenant)
        .bind(id.uuid())
        .fetch_optional(connection)
        .await
        .map_err(failed)
}

/// The roles with these ids, as far as they exist.
pub async fn get_all(tx: &mut TenantTx, ids: &[RoleId]) -> Result<Vec<StoredRole>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_as(concat!(select!(), " AND r.id = ANY ($2)"))
        .bind(tenant)
        .bind(ids.iter().map(|id| id.uuid()).collect::<Vec<Uuid>>())
        .fetch_all(connection)
        .await
        .map_err(failed)
}

/// The roles of the members of a team, each once.
pub async fn of_team(tx: &mut TenantTx, team: TeamId) -> Result<Vec<StoredRole>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_as(concat!(
        select!(),
        " AND r.id IN (
            SELECT m.role_id
            FROM team_members x JOIN memberships m ON m.tenant_id = x.tenant_id AND m.user_id = x.user_id
            WHERE x.tenant_id = $1 AND x.team_id = $2)"
    ))
    .bind(tenant)
    .bind(team.uuid())
    .fetch_all(connection)
    .await
    .map_err(failed)
}

/// The role, which nobody else can change before the transaction ends.
pub async fn lock(tx: &mut TenantTx, id: RoleId) -> Result<Option<StoredRole>> {
    row_lock::lock(tx, for_update!("roles", "id"), id.uuid()).await?;
    get(tx, id).await
}

/// The role, which other transactions can give to members meanwhile but neither change nor delete.
pub async fn lock_shared(tx: &mut TenantTx, id: RoleId) -> Result<Option<StoredRole>> {
    row_lock::lock(tx, for_share!("roles", "id"), id.uuid()).await?;
    get(tx, id).await
}

/// Makes a role; a key that another role has is refused as existing.
pub async fn insert(
    tx: &mut TenantTx,
    id: RoleId,
    key: &str,
    content: &RoleContent,
    now: OffsetDateTime,
) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "INSERT INTO roles (tenant_id, id, key, name, is_system, default_field_access, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, false, $5, 1, $6, $6)",
    )
    .bind(tenant)
    .bind(id.uuid())
    .bind(key)
    .bind(&content.name)
    .bind(default_word(content.default_field_access))
    .bind(now)
    .execute_one(&mut *connection)
    .await?;
    insert_grants(tenant, id, content, connection).await
}

/// Makes the role what `content` says; its grants are replaced as a whole, except for those of a scope that this
/// version does not know, which nobody has seen.
pub async fn update(tx: &mut TenantTx, id: RoleId, content: &RoleContent, now: OffsetDateTime) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "UPDATE roles SET name = $3, default_field_access = $4, version = version + 1, updated_at = $5
         WHERE tenant_id = $1 AND id = $2",
    )
    .bind(tenant)
    .bind(id.uuid())
    .bind(&content.name)
    .bind(default_word(content.default_field_access))
    .bind(now)
    .execute_one(&mut *connection)
    .await?;
    sqlx::query("DELETE FROM role_permissions WHERE tenant_id = $1 AND role_id = $2 AND scope = ANY ($3)")
        .bind(tenant)
        .bind(id.uuid())
        .bind(Scope::ALL.map(Scope::as_str).as_slice())
        .execute_any(&mut *connection)
        .await?;
    insert_grants(tenant, id, content, connection).await
}

/// Deletes a role that no member has and no invitation names.
pub async fn delete(tx: &mut TenantTx, id: RoleId) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query("DELETE FROM role_permissions WHERE tenant_id = $1 AND role_id = $2")
        .bind(tenant)
        .bind(id.uuid())
        .execute_any(&mut *connection)
        .await?;
    sqlx::query("DELETE FROM roles WHERE tenant_id = $1 AND id = $2")
        .bind(tenant)
        .bind(id.uuid())
        .execute_one(connection)
        .await
}

/// Makes the roles that a tenant begins with, each with the grants that the catalogue declares for it.
pub async fn insert_system(
    tx: &mut TenantTx,
    catalogue: &Catalogue,
    roles: &[(SystemRole, RoleId)],
    now: OffsetDateTime,
) -> Result<()> {
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
        .execute_one(&mut *connection)
        .await?;
        grant(tenant, *id, *role, catalogue, connection).await?;
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

/// The grants that a built-in role begins with. Those of the administrator are for programs of the version before,
/// which judge by them.
async fn grant(
    tenant: Uuid,
    id: RoleId,
    role: SystemRole,
    catalogue: &Catalogue,
    connection: &mut PgConnection,
) -> Result<()> {
    let defaults = catalogue.permissions().defaults(role).into_iter();
    let grants = defaults.map(|(module, action, scope)| {
        (module.to_owned(), action.as_str().to_owned(), Grant { scope, fields: [].into() })
    });
    let content = RoleContent {
        name: role.name().to_owned(),
        default_field_access: DefaultFieldAccess::Allow,
        grants: grants.collect(),
    };
    insert_grants(tenant, id, &content, connection).await
}

/// A permission that had another name is stored under both.
async fn insert_grants(tenant: Uuid, id: RoleId, content: &RoleContent, connection: &mut PgConnection) -> Result<()> {
    let grants = content.grants.iter().flat_map(|(module, action, grant)| {
        let earlier = earlier_word(module, action);
        earlier.into_iter().chain([action.as_str()]).map(move |word| (module.as_str(), word, grant))
    });
    let grants: Vec<_> = grants.collect();
    let resources: Vec<_> = grants.iter().map(|(module, ..)| *module).collect();
    let actions: Vec<_> = grants.iter().map(|(_, action, _)| *action).collect();
    let scopes: Vec<_> = grants.iter().map(|(.., grant)| grant.scope.as_str()).collect();
    let fields: Vec<_> = grants.iter().map(|(.., grant)| Json(&grant.fields)).collect();
    sqlx::query(
        "INSERT INTO role_permissions (tenant_id, role_id, resource, action, scope, fields)
         SELECT $1, $2, g.resource, g.action, g.scope, g.fields
         FROM unnest($3::text[], $4::text[], $5::text[], $6::jsonb[]) AS g (resource, action, scope, fields)
         ON CONFLICT (tenant_id, role_id, resource, action) DO UPDATE SET scope = excluded.scope, fields = excluded.fields",
    )
    .bind(tenant)
    .bind(id.uuid())
    .bind(resources)
    .bind(actions)
    .bind(scopes)
    .bind(fields)
    .execute_any(connection)
    .await?;
    Ok(())
}

const fn default_word(access: DefaultFieldAccess) -> &'static str {
    match access {
        DefaultFieldAccess::Allow => "allow",
        DefaultFieldAccess::Deny => "deny",
    }
}
