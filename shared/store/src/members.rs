//! Memberships: who belongs to the tenant, in which role. Every change raises the membership's version, which is part
//! of the version of the member's access.

use plenum_shared::{
    Result,
    ids::{RoleId, UserId},
};
use time::OffsetDateTime;

use crate::{TenantTx, error::failed};

/// Whether a member may come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberStatus {
    Active,
    Suspended,
}

impl MemberStatus {
    const fn as_str(self) -> &'static str {
        match self {
            MemberStatus::Active => "active",
            MemberStatus::Suspended => "suspended",
        }
    }
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
    .execute(connection)
    .await
    .map(drop)
    .map_err(failed)
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

/// Whether this is an active member whose role has this permission, at whatever scope.
pub async fn is_granted(tx: &mut TenantTx, user: UserId, resource: &str, action: &str) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar(
        "SELECT EXISTS (
             SELECT FROM memberships m
             JOIN role_permissions p ON p.tenant_id = m.tenant_id AND p.role_id = m.role_id
             WHERE m.tenant_id = $1 AND m.user_id = $2 AND m.status = 'active' AND p.resource = $3 AND p.action = $4)",
    )
    .bind(tenant)
    .bind(user.uuid())
    .bind(resource)
    .bind(action)
    .fetch_one(connection)
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
    .execute(connection)
    .await
    .map(|done| done.rows_affected() == 1)
    .map_err(failed)
}

/// Suspends the member or lets them in again. False: not a member.
pub async fn set_status(tx: &mut TenantTx, user: UserId, status: MemberStatus, now: OffsetDateTime) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "UPDATE memberships SET status = $3, version = version + 1, updated_at = $4
         WHERE tenant_id = $1 AND user_id = $2",
    )
    .bind(tenant)
    .bind(user.uuid())
    .bind(status.as_str())
    .bind(now)
    .execute(connection)
    .await
    .map(|done| done.rows_affected() == 1)
    .map_err(failed)
}

/// Raises the version of a membership whose access changed by other means than its own row.
pub(crate) async fn touch(tx: &mut TenantTx, user: UserId, now: OffsetDateTime) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query("UPDATE memberships SET version = version + 1, updated_at = $3 WHERE tenant_id = $1 AND user_id = $2")
        .bind(tenant)
        .bind(user.uuid())
        .bind(now)
        .execute(connection)
        .await
        .map(drop)
        .map_err(failed)
}
