//! Service accounts: machines that are members, their secrets by their hash, and how far they have handled the log.

use std::collections::HashSet;

use plenum_shared::{
    Result,
    cursor::Position,
    ids::{TeamId, UserId},
};
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

/// A service account with the role and the teams of its membership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceAccount {
    pub id: UserId,
    pub name: String,
    pub role_key: String,
    pub teams: Vec<TeamId>,
    /// Whether its membership lets it in.
    pub active: bool,
    pub created_by: UserId,
    pub created_at: OffsetDateTime,
    pub revoked_at: Option<OffsetDateTime>,
    pub last_used_at: Option<OffsetDateTime>,
    pub acked: Position,
    pub acked_at: Option<OffsetDateTime>,
}

/// A service account to be; its membership is there already.
#[derive(Debug, Clone, Copy)]
pub struct NewServiceAccount<'a> {
    pub id: UserId,
    pub name: &'a str,
    pub created_by: UserId,
    /// Where its stream begins.
    pub begins: Position,
}

impl FromRow<'_, PgRow> for ServiceAccount {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let teams: Vec<Uuid> = row.try_get("teams")?;
        Ok(Self {
            id: row.try_get::<Uuid, _>("id")?.into(),
            name: row.try_get("name")?,
            role_key: row.try_get("role_key")?,
            teams: teams.into_iter().map(TeamId::from).collect(),
            active: row.try_get::<&str, _>("status")? == "active",
            created_by: row.try_get::<Uuid, _>("created_by")?.into(),
            created_at: row.try_get("created_at")?,
            revoked_at: row.try_get("revoked_at")?,
            last_used_at: row.try_get("last_used_at")?,
            acked: position(row)?,
            acked_at: row.try_get("acked_at")?,
        })
    }
}

fn position(row: &PgRow) -> sqlx::Result<Position> {
    Ok(Position { epoch: row.try_get("acked_epoch")?, seq: row.try_get("acked_seq")? })
}

macro_rules! select {
    () => {
        "SELECT a.id, a.name, r.key AS role_key, m.status, a.created_by, a.created_at, a.revoked_at, a.last_used_at,
            a.acked_epoch, a.acked_seq, a.acked_at,
            (SELECT coalesce(array_agg(x.team_id ORDER BY x.team_id), '{}')
             FROM team_members x WHERE x.tenant_id = $1 AND x.user_id = a.id) AS teams
         FROM service_accounts a
         JOIN memberships m ON m.tenant_id = a.tenant_id AND m.user_id = a.id
         JOIN roles r ON r.tenant_id = m.tenant_id AND r.id = m.role_id
         WHERE a.tenant_id = $1"
    };
}

pub async fn insert(tx: &mut TenantTx, new: &NewServiceAccount<'_>, now: OffsetDateTime) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "INSERT INTO service_accounts (tenant_id, id, name, created_by, created_at, acked_epoch, acked_seq)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(tenant)
    .bind(new.id.uuid())
    .bind(new.name)
    .bind(new.created_by.uuid())
    .bind(now)
    .bind(new.begins.epoch)
    .bind(new.begins.seq)
    .execute_one(connection)
    .await
}

/// A page of the service accounts, the newest first; those that were revoked are among them.
pub async fn list(tx: &mut TenantTx, page: &PageQuery) -> Result<Vec<ServiceAccount>> {
    page::fetch(tx, paged!(select!(), "a.created_at", "a.id"), page, |query| query).await
}

pub async fn get(tx: &mut TenantTx, id: UserId) -> Result<Option<ServiceAccount>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_as(concat!(select!(), " AND a.id = $2"))
        .bind(tenant)
        .bind(id.uuid())
        .fetch_optional(connection)
        .await
        .map_err(failed)
}

/// The service accounts among these members, also revoked ones.
pub async fn among(tx: &mut TenantTx, members: &[UserId]) -> Result<HashSet<UserId>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar::<_, Uuid>("SELECT id FROM service_accounts WHERE tenant_id = $1 AND id = ANY($2)")
        .bind(tenant)
        .bind(members.iter().map(|member| member.uuid()).collect::<Vec<_>>())
        .fetch_all(connection)
        .await
        .map(|ids| ids.into_iter().map(UserId::from).collect())
        .map_err(failed)
}

/// The account, which nobody else can change before the transaction ends.
pub async fn lock(tx: &mut TenantTx, id: UserId) -> Result<Option<ServiceAccount>> {
    row_lock::lock(tx, for_update!("service_accounts", "id"), id.uuid()).await?;
    get(tx, id).await
}

/// Marks the account as revoked; its secrets go.
pub async fn revoke(tx: &mut TenantTx, id: UserId, now: OffsetDateTime) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query("UPDATE service_accounts SET revoked_at = $3 WHERE tenant_id = $1 AND id = $2 AND revoked_at IS NULL")
        .bind(tenant)
        .bind(id.uuid())
        .bind(now)
        .execute_one(&mut *connection)
        .await?;
    sqlx::query("DELETE FROM service_account_secrets WHERE tenant_id = $1 AND account_id = $2")
        .bind(tenant)
        .bind(id.uuid())
        .execute_any(connection)
        .await?;
    Ok(())
}

/// Notes that the account signed in.
pub async fn touch(tx: &mut TenantTx, id: UserId, now: OffsetDateTime) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "UPDATE service_accounts SET last_used_at = greatest(last_used_at, $3) WHERE tenant_id = $1 AND id = $2",
    )
    .bind(tenant)
    .bind(id.uuid())
    .bind(now)
    .execute_one(connection)
    .await
}

pub async fn insert_secret(tx: &mut TenantTx, id: UserId, hash: &[u8; 32], now: OffsetDateTime) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "INSERT INTO service_account_secrets (tenant_id, account_id, secret_hash, created_at) VALUES ($1, $2, $3, $4)",
    )
    .bind(tenant)
    .bind(id.uuid())
    .bind(hash.as_slice())
    .bind(now)
    .execute_one(connection)
    .await
}

/// Lets all secrets there are end at this time, unless they end before; those that have ended are forgotten.
pub async fn end_secrets(tx: &mut TenantTx, id: UserId, at: OffsetDateTime, now: OffsetDateTime) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "UPDATE service_account_secrets SET expires_at = least(expires_at, $3) WHERE tenant_id = $1 AND account_id = $2",
    )
    .bind(tenant)
    .bind(id.uuid())
    .bind(at)
    .execute_any(&mut *connection)
    .await?;
    sqlx::query("DELETE FROM service_account_secrets WHERE tenant_id = $1 AND account_id = $2 AND expires_at <= $3")
        .bind(tenant)
        .bind(id.uuid())
        .bind(now)
        .execute_any(connection)
        .await?;
    Ok(())
}

/// The number of the account's credentials, which its sessions carry, if this is a secret of it that is still good.
/// Nobody can take the secret away before the transaction ends.
pub async fn lock_secret(tx: &mut TenantTx, id: UserId, hash: &[u8; 32], now: OffsetDateTime) -> Result<Option<i64>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar(
        "SELECT u.credential_version FROM service_account_secrets s JOIN users u ON u.id = s.account_id
         WHERE s.tenant_id = $1 AND s.account_id = $2 AND s.secret_hash = $3
            AND (s.expires_at IS NULL OR s.expires_at > $4)
         FOR SHARE OF s",
    )
    .bind(tenant)
    .bind(id.uuid())
    .bind(hash.as_slice())
    .bind(now)
    .fetch_optional(connection)
    .await
    .map_err(failed)
}

/// How far this account has handled the log; `None` for a user who is not a service account, or was one.
pub async fn acked(tx: &mut TenantTx, id: UserId) -> Result<Option<Position>> {
    let (tenant, connection) = tx.parts();
    let row = sqlx::query(
        "SELECT acked_epoch, acked_seq FROM service_accounts WHERE tenant_id = $1 AND id = $2 AND revoked_at IS NULL",
    )
    .bind(tenant)
    .bind(id.uuid())
    .fetch_optional(connection)
    .await
    .map_err(failed)?;
    row.map(|row| position(&row)).transpose().map_err(failed)
}

/// Writes how far the account has handled the log. The caller has locked the account and compared.
pub async fn set_acked(tx: &mut TenantTx, id: UserId, at: Position, now: OffsetDateTime) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "UPDATE service_accounts SET acked_epoch = $3, acked_seq = $4, acked_at = $5 WHERE tenant_id = $1 AND id = $2",
    )
    .bind(tenant)
    .bind(id.uuid())
    .bind(at.epoch)
    .bind(at.seq)
    .bind(now)
    .execute_one(connection)
    .await
}
