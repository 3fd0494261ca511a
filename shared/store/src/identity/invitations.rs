//! Invitations, known by the SHA-256 of their token only. The application decides whether one is still good.

use plenum_shared::{
    Code, Error, Result,
    address::email_key,
    ids::{InvitationId, RoleId, TeamId, UserId},
};
use sqlx::{FromRow, Row, postgres::PgRow};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    PageQuery, TenantTx,
    error::{failed, violated},
    execute::Execute,
    page::{self, paged},
    row_lock::{self, for_update},
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    pub id: InvitationId,
    pub email: String,
    pub role: RoleId,
    pub role_key: String,
    pub teams: Vec<TeamId>,
    pub invited_by: UserId,
    pub created_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
    pub accepted_at: Option<OffsetDateTime>,
    pub withdrawn_at: Option<OffsetDateTime>,
}

/// An invitation to be.
#[derive(Debug, Clone, Copy)]
pub struct NewInvitation<'a> {
    pub id: InvitationId,
    pub token_hash: &'a [u8; 32],
    pub email: &'a str,
    pub role: RoleId,
    pub teams: &'a [TeamId],
    pub invited_by: UserId,
    pub expires_at: OffsetDateTime,
}

impl Invitation {
    /// Neither used, nor withdrawn, nor too old.
    pub fn is_open(&self, now: OffsetDateTime) -> bool {
        self.accepted_at.is_none() && self.withdrawn_at.is_none() && self.expires_at > now
    }
}

impl FromRow<'_, PgRow> for Invitation {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let teams: Vec<Uuid> = row.try_get("team_ids")?;
        Ok(Self {
            id: row.try_get::<Uuid, _>("id")?.into(),
            email: row.try_get("email")?,
            role: row.try_get::<Uuid, _>("role_id")?.into(),
            role_key: row.try_get("role_key")?,
            teams: teams.into_iter().map(TeamId::from).collect(),
            invited_by: row.try_get::<Uuid, _>("invited_by")?.into(),
            created_at: row.try_get("created_at")?,
            expires_at: row.try_get("expires_at")?,
            accepted_at: row.try_get("accepted_at")?,
            withdrawn_at: row.try_get("withdrawn_at")?,
        })
    }
}

macro_rules! select {
    () => {
        "SELECT i.id, i.email, i.role_id, r.key AS role_key, i.team_ids, i.invited_by, i.created_at, i.expires_at,
            i.accepted_at, i.withdrawn_at
         FROM invitations i JOIN roles r ON r.tenant_id = i.tenant_id AND r.id = i.role_id
         WHERE i.tenant_id = $1"
    };
}

pub async fn insert(tx: &mut TenantTx, new: &NewInvitation<'_>, now: OffsetDateTime) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "INSERT INTO invitations
            (tenant_id, id, token_hash, email, email_key, role_id, team_ids, invited_by, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(tenant)
    .bind(new.id.uuid())
    .bind(new.token_hash.as_slice())
    .bind(new.email)
    .bind(email_key(new.email))
    .bind(new.role.uuid())
    .bind(new.teams.iter().map(|team| team.uuid()).collect::<Vec<Uuid>>())
    .bind(new.invited_by.uuid())
    .bind(now)
    .bind(new.expires_at)
    .execute_one(connection)
    .await
    .map_err(|error| match violated(&error) {
        // Another transaction invites the same address at this moment; the next try replaces its invitation.
        Some("invitations_open_once" | "invitations_open_key") => Error::new(Code::Busy).with_detail(error),
        _ => error,
    })
}

/// A page of the invitations, the newest first.
pub async fn list(tx: &mut TenantTx, page: &PageQuery) -> Result<Vec<Invitation>> {
    page::fetch(tx, paged!(select!(), "i.created_at", "i.id"), page, |query| query).await
}

pub async fn get(tx: &mut TenantTx, id: InvitationId) -> Result<Option<Invitation>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_as(concat!(select!(), " AND i.id = $2"))
        .bind(tenant)
        .bind(id.uuid())
        .fetch_optional(connection)
        .await
        .map_err(failed)
}

/// The invitation with this token.
pub async fn by_token(tx: &mut TenantTx, hash: &[u8; 32]) -> Result<Option<Invitation>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_as(concat!(select!(), " AND i.token_hash = $2"))
        .bind(tenant)
        .bind(hash.as_slice())
        .fetch_optional(connection)
        .await
        .map_err(failed)
}

/// The invitation with this token, locked until the transaction ends, so that of two who accept it one comes second.
pub async fn lock_by_token(tx: &mut TenantTx, hash: &[u8; 32]) -> Result<Option<Invitation>> {
    row_lock::lock(tx, for_update!("invitations", "token_hash"), hash.as_slice()).await?;
    by_token(tx, hash).await
}

/// Marks the invitation as used. False: it was used or withdrawn before, if only a moment ago.
pub async fn accept(tx: &mut TenantTx, id: InvitationId, by: UserId, now: OffsetDateTime) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "UPDATE invitations SET accepted_at = $3, accepted_by = $4
         WHERE tenant_id = $1 AND id = $2 AND accepted_at IS NULL AND withdrawn_at IS NULL",
    )
    .bind(tenant)
    .bind(id.uuid())
    .bind(now)
    .bind(by.uuid())
    .execute_any(connection)
    .await
    .map(|rows| rows == 1)
}

/// Withdraws the invitation. False: it was used or withdrawn before.
pub async fn withdraw(tx: &mut TenantTx, id: InvitationId, now: OffsetDateTime) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "UPDATE invitations SET withdrawn_at = $3
         WHERE tenant_id = $1 AND id = $2 AND accepted_at IS NULL AND withdrawn_at IS NULL",
    )
    .bind(tenant)
    .bind(id.uuid())
    .bind(now)
    .execute_any(connection)
    .await
    .map(|rows| rows == 1)
}

/// Withdraws the earlier invitations of this address, so that only the latest is good.
pub async fn withdraw_of(tx: &mut TenantTx, email: &str, now: OffsetDateTime) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "UPDATE invitations SET withdrawn_at = $3
         WHERE tenant_id = $1 AND email_key = $2 AND accepted_at IS NULL AND withdrawn_at IS NULL",
    )
    .bind(tenant)
    .bind(email_key(email))
    .bind(now)
    .execute_any(connection)
    .await?;
    Ok(())
}

/// Whether an invitation that may still be accepted names this role.
pub async fn any_open_in(tx: &mut TenantTx, role: RoleId, now: OffsetDateTime) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM invitations
         WHERE tenant_id = $1 AND role_id = $2 AND accepted_at IS NULL AND withdrawn_at IS NULL AND expires_at > $3)",
    )
    .bind(tenant)
    .bind(role.uuid())
    .bind(now)
    .fetch_one(connection)
    .await
    .map_err(failed)
}

/// Deletes the invitations that name this role. Their outcome is in the log.
pub async fn forget_of_role(tx: &mut TenantTx, role: RoleId) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query("DELETE FROM invitations WHERE tenant_id = $1 AND role_id = $2")
        .bind(tenant)
        .bind(role.uuid())
        .execute_any(connection)
        .await?;
    Ok(())
}
