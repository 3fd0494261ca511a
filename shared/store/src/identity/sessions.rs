//! Sessions: one login of one member on one device.

use plenum_shared::{
    Result,
    ids::{SessionId, UserId},
};
use sqlx::{FromRow, Row, postgres::PgRow};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    PageQuery, TenantTx,
    error::failed,
    execute::Execute,
    page::{self, paged},
};

/// A session to be. `expires_at` is its absolute end.
#[derive(Debug, Clone, Copy)]
pub struct NewSession<'a> {
    pub id: SessionId,
    pub user: UserId,
    /// Of the credentials that open it.
    pub credential_version: i64,
    pub expires_at: OffsetDateTime,
    pub ip: Option<&'a str>,
    pub user_agent: Option<&'a str>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub user: UserId,
    pub created_at: OffsetDateTime,
    pub last_seen_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
    pub revoked_at: Option<OffsetDateTime>,
    /// Opened with a password that is not the person's any more.
    pub superseded: bool,
    pub ip: Option<String>,
    pub user_agent: Option<String>,
}

impl Session {
    /// Neither revoked, nor superseded, nor past its end.
    pub fn is_live(&self, now: OffsetDateTime) -> bool {
        self.revoked_at.is_none() && !self.superseded && self.expires_at > now
    }
}

impl FromRow<'_, PgRow> for Session {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        Ok(Self {
            id: row.try_get::<Uuid, _>("id")?.into(),
            user: row.try_get::<Uuid, _>("user_id")?.into(),
            created_at: row.try_get("created_at")?,
            last_seen_at: row.try_get("last_seen_at")?,
            expires_at: row.try_get("expires_at")?,
            revoked_at: row.try_get("revoked_at")?,
            superseded: row.try_get("superseded")?,
            ip: row.try_get("ip")?,
            user_agent: row.try_get("user_agent")?,
        })
    }
}

macro_rules! select {
    () => {
        "SELECT s.id, s.user_id, s.created_at, s.last_seen_at, s.expires_at, s.revoked_at, s.ip, s.user_agent,
            s.credential_version <> u.credential_version AS superseded
         FROM sessions s JOIN users u ON u.id = s.user_id
         WHERE s.tenant_id = $1"
    };
}

pub async fn create(tx: &mut TenantTx, new: &NewSession<'_>, now: OffsetDateTime) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "INSERT INTO sessions
            (tenant_id, id, user_id, created_at, last_seen_at, expires_at, ip, user_agent, credential_version)
         VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8)",
    )
    .bind(tenant)
    .bind(new.id.uuid())
    .bind(new.user.uuid())
    .bind(now)
    .bind(new.expires_at)
    .bind(new.ip)
    .bind(new.user_agent)
    .bind(new.credential_version)
    .execute_one(connection)
    .await
}

pub async fn get(tx: &mut TenantTx, id: SessionId) -> Result<Option<Session>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_as(concat!(select!(), " AND s.id = $2"))
        .bind(tenant)
        .bind(id.uuid())
        .fetch_optional(connection)
        .await
        .map_err(failed)
}

/// A page of the live sessions of a member, the newest first.
pub async fn list_live(tx: &mut TenantTx, user: UserId, now: OffsetDateTime, page: &PageQuery) -> Result<Vec<Session>> {
    const OF_USER: &str = paged!(
        concat!(
            select!(),
            " AND s.user_id = $6 AND s.revoked_at IS NULL AND s.expires_at > $7
              AND s.credential_version = u.credential_version"
        ),
        "s.created_at",
        "s.id"
    );
    page::fetch(tx, OF_USER, page, |query| query.bind(user.uuid()).bind(now)).await
}

/// Notes that the session was used.
pub async fn touch(tx: &mut TenantTx, id: SessionId, now: OffsetDateTime) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query("UPDATE sessions SET last_seen_at = greatest(last_seen_at, $3) WHERE tenant_id = $1 AND id = $2")
        .bind(tenant)
        .bind(id.uuid())
        .bind(now)
        .execute_one(connection)
        .await
}

/// Ends the session. False: it does not exist or had ended before. `reason` is a word for the audit.
pub async fn revoke(tx: &mut TenantTx, id: SessionId, reason: &str, now: OffsetDateTime) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "UPDATE sessions SET revoked_at = $3, revoked_reason = $4
         WHERE tenant_id = $1 AND id = $2 AND revoked_at IS NULL",
    )
    .bind(tenant)
    .bind(id.uuid())
    .bind(now)
    .bind(reason)
    .execute_any(connection)
    .await
    .map(|rows| rows == 1)
}

/// Ends sessions of a member in this tenant, all but `keep` and at most `limit` at a time; returns which they were.
pub async fn revoke_some(
    tx: &mut TenantTx,
    user: UserId,
    keep: Option<SessionId>,
    limit: i64,
    reason: &str,
    now: OffsetDateTime,
) -> Result<Vec<SessionId>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar::<_, Uuid>(
        "UPDATE sessions SET revoked_at = $3, revoked_reason = $4
         WHERE tenant_id = $1 AND user_id = $2 AND revoked_at IS NULL AND id IN (
            SELECT id FROM sessions
            WHERE tenant_id = $1 AND user_id = $2 AND revoked_at IS NULL AND expires_at > $3
                AND ($5::uuid IS NULL OR id <> $5)
            ORDER BY id LIMIT $6
            FOR NO KEY UPDATE)
         RETURNING id",
    )
    .bind(tenant)
    .bind(user.uuid())
    .bind(now)
    .bind(reason)
    .bind(keep.map(|session| session.uuid()))
    .bind(limit)
    .fetch_all(connection)
    .await
    .map(|ids| ids.into_iter().map(SessionId::from).collect())
    .map_err(failed)
}

/// Ends the oldest live sessions of a member in this tenant beyond the newest `most`, and at most `limit` of them;
/// returns which they were.
pub async fn revoke_oldest(
    tx: &mut TenantTx,
    user: UserId,
    most: i64,
    limit: i64,
    reason: &str,
    now: OffsetDateTime,
) -> Result<Vec<SessionId>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar::<_, Uuid>(
        "UPDATE sessions SET revoked_at = $3, revoked_reason = $4
         WHERE tenant_id = $1 AND user_id = $2 AND revoked_at IS NULL AND id IN (
            SELECT s.id FROM sessions s
            WHERE s.tenant_id = $1 AND s.id IN (
                SELECT live.id FROM sessions live
                WHERE live.tenant_id = $1 AND live.user_id = $2 AND live.revoked_at IS NULL AND live.expires_at > $3
                ORDER BY live.created_at DESC, live.id DESC OFFSET $5 LIMIT $6)
            ORDER BY s.id
            FOR NO KEY UPDATE)
         RETURNING id",
    )
    .bind(tenant)
    .bind(user.uuid())
    .bind(now)
    .bind(reason)
    .bind(most)
    .bind(limit)
    .fetch_all(connection)
    .await
    .map(|ids| ids.into_iter().map(SessionId::from).collect())
    .map_err(failed)
}

/// Lets a session go on under the person's new credentials.
pub async fn carry_over(tx: &mut TenantTx, id: SessionId, credential_version: i64) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query("UPDATE sessions SET credential_version = $3 WHERE tenant_id = $1 AND id = $2")
        .bind(tenant)
        .bind(id.uuid())
        .bind(credential_version)
        .execute_one(connection)
        .await
}
