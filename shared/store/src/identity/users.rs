//! Memberships: who belongs to the tenant, in which role. Every change raises the membership's version, which is part
//! of the version of the member's access.

use std::str::FromStr;

use plenum_shared::{
    Result,
    address::email_key,
    ids::{RoleId, TeamId, UserId},
};
use schemars::JsonSchema;
use serde::Serialize;
use sqlx::{FromRow, Row, postgres::PgRow};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    PageQuery, TenantTx,
    error::failed,
    execute::Execute,
    page::{self, paged},
    row_lock::{self, for_update},
};

/// Whether a member may come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UserStatus {
    Active,
    Suspended,
}

/// A member as colleagues know them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub user: UserId,
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub status: UserStatus,
    pub role: RoleId,
    pub role_key: String,
    pub teams: Vec<TeamId>,
    pub version: i64,
    pub created_at: OffsetDateTime,
    pub updated_at: OffsetDateTime,
}

impl UserStatus {
    const fn as_str(self) -> &'static str {
        match self {
            UserStatus::Active => "active",
            UserStatus::Suspended => "suspended",
        }
    }
}

impl FromStr for UserStatus {
    type Err = UnknownStatus;

    fn from_str(text: &str) -> Result<Self, UnknownStatus> {
        [UserStatus::Active, UserStatus::Suspended]
            .into_iter()
            .find(|status| status.as_str() == text)
            .ok_or(UnknownStatus)
    }
}

/// A word that is no status of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownStatus;

impl FromRow<'_, PgRow> for Member {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let teams: Vec<Uuid> = row.try_get("teams")?;
        Ok(Self {
            user: row.try_get::<Uuid, _>("user_id")?.into(),
            email: row.try_get("email")?,
            first_name: row.try_get("first_name")?,
            last_name: row.try_get("last_name")?,
            status: match row.try_get("status")? {
                "active" => UserStatus::Active,
                _ => UserStatus::Suspended,
            },
            role: row.try_get::<Uuid, _>("role_id")?.into(),
            role_key: row.try_get("role_key")?,
            teams: teams.into_iter().map(TeamId::from).collect(),
            version: row.try_get("version")?,
            created_at: row.try_get("created_at")?,
            updated_at: row.try_get("updated_at")?,
        })
    }
}

macro_rules! select {
    () => {
        "SELECT m.user_id, u.email, u.first_name, u.last_name, m.status, m.role_id, r.key AS role_key, m.version,
            m.created_at, m.updated_at,
            (SELECT coalesce(array_agg(x.team_id ORDER BY x.team_id), '{}')
             FROM team_members x WHERE x.tenant_id = $1 AND x.user_id = m.user_id) AS teams
         FROM memberships m
         JOIN roles r ON r.tenant_id = m.tenant_id AND r.id = m.role_id
         JOIN users u ON u.id = m.user_id
         WHERE m.tenant_id = $1"
    };
}

/// A page of the members, the newest first.
pub async fn list(tx: &mut TenantTx, page: &PageQuery) -> Result<Vec<Member>> {
    page::fetch(tx, paged!(select!(), "m.created_at", "m.user_id"), page, |query| query).await
}

/// The active people whose role lets them administer the tenant, in the order in which they joined, at most so many.
pub async fn administrators(tx: &mut TenantTx, limit: i64) -> Result<Vec<UserId>> {
    let (tenant, connection) = tx.parts();
    let found: Vec<Uuid> = sqlx::query_scalar(
        "SELECT m.user_id
         FROM memberships m JOIN users u ON u.id = m.user_id JOIN roles r ON r.tenant_id = $1 AND r.id = m.role_id
         WHERE m.tenant_id = $1 AND m.status = 'active' AND u.status = 'active'
            AND (r.is_system AND r.key = 'tenant_admin' OR EXISTS (
                SELECT FROM role_permissions p
                WHERE p.tenant_id = $1 AND p.role_id = m.role_id AND p.resource = 'users' AND p.action = 'write'))
            AND NOT EXISTS (SELECT FROM service_accounts a WHERE a.tenant_id = $1 AND a.id = m.user_id)
         ORDER BY m.created_at, m.user_id LIMIT $2",
    )
    .bind(tenant)
    .bind(limit)
    .fetch_all(connection)
    .await
    .map_err(failed)?;
    Ok(found.into_iter().map(UserId::from).collect())
}

/// The names of these people, first name and last. A person who is not a member is left out.
pub async fn names(tx: &mut TenantTx, users: &[Uuid]) -> Result<Vec<(UserId, String)>> {
    let (tenant, connection) = tx.parts();
    let rows: Vec<(Uuid, String)> = sqlx::query_as(
        "SELECT u.id, trim(concat_ws(' ', u.first_name, u.last_name))
         FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.tenant_id = $1 AND m.user_id = ANY ($2)",
    )
    .bind(tenant)
    .bind(users)
    .fetch_all(connection)
    .await
    .map_err(failed)?;
    Ok(rows.into_iter().map(|(user, name)| (user.into(), name)).collect())
}

/// A page of the members of a team, in the same order.
pub async fn list_of_team(tx: &mut TenantTx, team: TeamId, page: &PageQuery) -> Result<Vec<Member>> {
    const OF_TEAM: &str = paged!(
        concat!(
            select!(),
            " AND EXISTS (SELECT FROM team_members y
              WHERE y.tenant_id = $1 AND y.team_id = $6 AND y.user_id = m.user_id)"
        ),
        "m.created_at",
        "m.user_id"
    );
    page::fetch(tx, OF_TEAM, page, |query| query.bind(team.uuid())).await
}

pub async fn get(tx: &mut TenantTx, user: UserId) -> Result<Option<Member>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_as(concat!(select!(), " AND m.user_id = $2"))
        .bind(tenant)
        .bind(user.uuid())
        .fetch_optional(connection)
        .await
        .map_err(failed)
}

/// The member, whose membership nobody else can change before the transaction ends.
pub async fn lock(tx: &mut TenantTx, user: UserId) -> Result<Option<Member>> {
    row_lock::lock(tx, for_update!("memberships", "user_id"), user.uuid()).await?;
    get(tx, user).await
}

/// Whether this is an active member, who can be neither suspended nor given another role before the transaction ends.
pub async fn lock_active(tx: &mut TenantTx, user: UserId) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar::<_, bool>(
        "SELECT status = 'active' FROM memberships WHERE tenant_id = $1 AND user_id = $2 FOR SHARE",
    )
    .bind(tenant)
    .bind(user.uuid())
    .fetch_optional(connection)
    .await
    .map(|active| active.unwrap_or(false))
    .map_err(failed)
}

/// The member with this e-mail address, however it is spelt.
pub async fn by_email(tx: &mut TenantTx, email: &str) -> Result<Option<Member>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_as(concat!(select!(), " AND u.email_key = $2"))
        .bind(tenant)
        .bind(email_key(email))
        .fetch_optional(connection)
        .await
        .map_err(failed)
}

/// How many people can still come in with this role; machines are no people.
pub async fn count_active_in(tx: &mut TenantTx, role: RoleId) -> Result<i64> {
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar(
        "SELECT count(*) FROM memberships m JOIN users u ON u.id = m.user_id AND u.status = 'active'
         WHERE m.tenant_id = $1 AND m.role_id = $2 AND m.status = 'active'
            AND NOT EXISTS (SELECT FROM service_accounts a WHERE a.tenant_id = $1 AND a.id = m.user_id)",
    )
    .bind(tenant)
    .bind(role.uuid())
    .fetch_one(connection)
    .await
    .map_err(failed)
}

/// Whether anybody has this role, suspended or not.
pub async fn any_in(tx: &mut TenantTx, role: RoleId) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar("SELECT EXISTS (SELECT FROM memberships WHERE tenant_id = $1 AND role_id = $2)")
        .bind(tenant)
        .bind(role.uuid())
        .fetch_one(connection)
        .await
        .map_err(failed)
}

/// Makes the person an active member.
pub async fn insert(tx: &mut TenantTx, user: UserId, role: RoleId, now: OffsetDateTime) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "INSERT INTO memberships (tenant_id, user_id, role_id, status, version, created_at, updated_at)
         VALUES ($1, $2, $3, 'active', 1, $4, $4)",
    )
    .bind(tenant)
    .bind(user.uuid())
    .bind(role.uuid())
    .bind(now)
    .execute_one(connection)
    .await
}

/// Whether this is an active member, one whom records may name.
pub async fn is_active(tx: &mut TenantTx, user: UserId) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM memberships WHERE tenant_id = $1 AND user_id = $2 AND status = 'active')",
    )
    .bind(tenant)
    .bind(user.uuid())
    .fetch_one(connection)
    .await
    .map_err(failed)
}

/// Whether this is an active member whose role has this permission, at whatever scope. The administrator's has every
/// one, of which nothing need be stored.
pub async fn is_granted(tx: &mut TenantTx, user: UserId, resource: &str, action: &str) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar(
        "SELECT EXISTS (
             SELECT FROM memberships m JOIN roles r ON r.tenant_id = m.tenant_id AND r.id = m.role_id
             WHERE m.tenant_id = $1 AND m.user_id = $2 AND m.status = 'active'
                AND (r.is_system AND r.key = 'tenant_admin' OR EXISTS (
                    SELECT FROM role_permissions p WHERE p.tenant_id = m.tenant_id AND p.role_id = m.role_id
                        AND p.resource = $3 AND p.action = $4)))",
    )
    .bind(tenant)
    .bind(user.uuid())
    .bind(resource)
    .bind(action)
    .fetch_one(connection)
    .await
    .map_err(failed)
}

/// Those of these users who are active members.
pub async fn active_among(tx: &mut TenantTx, users: &[Uuid]) -> Result<Vec<Uuid>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar(
        "SELECT user_id FROM memberships WHERE tenant_id = $1 AND user_id = ANY ($2) AND status = 'active'",
    )
    .bind(tenant)
    .bind(users)
    .fetch_all(connection)
    .await
    .map_err(failed)
}

/// Those of these users who are active members and whose role has this permission, at whatever scope.
pub async fn granted_among(tx: &mut TenantTx, users: &[Uuid], resource: &str, action: &str) -> Result<Vec<Uuid>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar(
        "SELECT m.user_id FROM memberships m JOIN roles r ON r.tenant_id = m.tenant_id AND r.id = m.role_id
         WHERE m.tenant_id = $1 AND m.user_id = ANY ($2) AND m.status = 'active'
            AND (r.is_system AND r.key = 'tenant_admin' OR EXISTS (
                SELECT FROM role_permissions p WHERE p.tenant_id = m.tenant_id AND p.role_id = m.role_id
                    AND p.resource = $3 AND p.action = $4))",
    )
    .bind(tenant)
    .bind(users)
    .bind(resource)
    .bind(action)
    .fetch_all(connection)
    .await
    .map_err(failed)
}

/// Gives the member another role. False: not a member.
pub async fn set_role(tx: &mut TenantTx, user: UserId, role: RoleId, now: OffsetDateTime) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "UPDATE memberships SET role_id = $3, version = version + 1, updated_at = $4
         WHERE tenant_id = $1 AND user_id = $2",
    )
    .bind(tenant)
    .bind(user.uuid())
    .bind(role.uuid())
    .bind(now)
    .execute_any(connection)
    .await
    .map(|rows| rows == 1)
}

/// Suspends the member or lets them in again. False: not a member.
pub async fn set_status(tx: &mut TenantTx, user: UserId, status: UserStatus, now: OffsetDateTime) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "UPDATE memberships SET status = $3, version = version + 1, updated_at = $4
         WHERE tenant_id = $1 AND user_id = $2",
    )
    .bind(tenant)
    .bind(user.uuid())
    .bind(status.as_str())
    .bind(now)
    .execute_any(connection)
    .await
    .map(|rows| rows == 1)
}

/// Raises the version of a membership whose access changed by other means than its own row.
pub(crate) async fn touch(tx: &mut TenantTx, user: UserId, now: OffsetDateTime) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query("UPDATE memberships SET version = version + 1, updated_at = $3 WHERE tenant_id = $1 AND user_id = $2")
        .bind(tenant)
        .bind(user.uuid())
        .bind(now)
        .execute_one(connection)
        .await
}
