//! Teams and who is in them. Joining or leaving one changes what a member may see, and so the version of their access.

pub mod names;

use plenum_shared::{
    Code, Error, Result,
    ids::{RoleId, TeamId, UserId},
};
use sqlx::{FromRow, Row, postgres::PgRow};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    PageQuery, TenantTx,
    error::failed,
    execute::Execute,
    identity::users,
    page::{self, paged},
    row_lock::{self, for_update},
};

pub use names::{insert, rename};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    pub id: TeamId,
    pub name: String,
    /// How many members it has.
    pub members: i64,
    pub version: i64,
    pub created_at: OffsetDateTime,
    pub updated_at: OffsetDateTime,
}

impl FromRow<'_, PgRow> for Team {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        Ok(Self {
            id: row.try_get::<Uuid, _>("id")?.into(),
            name: row.try_get("name")?,
            members: row.try_get("members")?,
            version: row.try_get("version")?,
            created_at: row.try_get("created_at")?,
            updated_at: row.try_get("updated_at")?,
        })
    }
}

macro_rules! select {
    () => {
        "SELECT t.id, t.name, t.version, t.created_at, t.updated_at,
            (SELECT count(*) FROM team_members x WHERE x.tenant_id = $1 AND x.team_id = t.id) AS members
         FROM teams t WHERE t.tenant_id = $1"
    };
}

/// A page of the teams, the newest first.
pub async fn list(tx: &mut TenantTx, page: &PageQuery) -> Result<Vec<Team>> {
    page::fetch(tx, paged!(select!(), "t.created_at", "t.id"), page, |query| query).await
}

/// What these teams are called.
pub async fn names(tx: &mut TenantTx, teams: &[Uuid]) -> Result<Vec<(TeamId, String)>> {
    let (tenant, connection) = tx.parts();
    let rows: Vec<(Uuid, String)> = sqlx::query_as("SELECT id, name FROM teams WHERE tenant_id = $1 AND id = ANY ($2)")
        .bind(tenant)
        .bind(teams)
        .fetch_all(connection)
        .await
        .map_err(failed)?;
    Ok(rows.into_iter().map(|(team, name)| (team.into(), name)).collect())
}

pub async fn get(tx: &mut TenantTx, team: TeamId) -> Result<Option<Team>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_as(concat!(select!(), " AND t.id = $2"))
        .bind(tenant)
        .bind(team.uuid())
        .fetch_optional(connection)
        .await
        .map_err(failed)
}

/// The team, which nobody else can change, join or leave before the transaction ends.
pub async fn lock(tx: &mut TenantTx, team: TeamId) -> Result<Option<Team>> {
    row_lock::lock(tx, for_update!("teams", "id"), team.uuid()).await?;
    get(tx, team).await
}

/// Deletes the team, its members leaving it. One that records still name is refused as in use.
pub async fn delete(tx: &mut TenantTx, team: TeamId, now: OffsetDateTime) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "WITH gone AS (DELETE FROM team_members WHERE tenant_id = $1 AND team_id = $2 RETURNING user_id)
         UPDATE memberships m SET version = version + 1, updated_at = $3
         FROM gone WHERE m.tenant_id = $1 AND m.user_id = gone.user_id",
    )
    .bind(tenant)
    .bind(team.uuid())
    .bind(now)
    .execute_any(&mut *connection)
    .await?;
    let deleted = sqlx::query("DELETE FROM teams WHERE tenant_id = $1 AND id = $2")
        .bind(tenant)
        .bind(team.uuid())
        .execute_one(connection)
        .await;
    deleted.map_err(|error| if error.code() == Code::UnknownReference { Error::new(Code::InUse) } else { error })
}

/// Puts a new member into those of these teams that there are.
pub async fn join_all(tx: &mut TenantTx, teams: &[TeamId], user: UserId) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "INSERT INTO team_members (tenant_id, team_id, user_id)
         SELECT t.tenant_id, t.id, $3 FROM teams t WHERE t.tenant_id = $1 AND t.id = ANY ($2)
         ON CONFLICT DO NOTHING",
    )
    .bind(tenant)
    .bind(teams.iter().map(|team| team.uuid()).collect::<Vec<Uuid>>())
    .bind(user.uuid())
    .execute_any(connection)
    .await?;
    Ok(())
}

/// The teams of everybody who has this role, each once.
pub async fn of_holders(tx: &mut TenantTx, role: RoleId) -> Result<Vec<TeamId>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar::<_, Uuid>(
        "SELECT DISTINCT x.team_id
         FROM memberships m JOIN team_members x ON x.tenant_id = m.tenant_id AND x.user_id = m.user_id
         WHERE m.tenant_id = $1 AND m.role_id = $2",
    )
    .bind(tenant)
    .bind(role.uuid())
    .fetch_all(connection)
    .await
    .map(|teams| teams.into_iter().map(TeamId::from).collect())
    .map_err(failed)
}

/// Whether the tenant has this team.
pub async fn exists(tx: &mut TenantTx, team: TeamId) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar("SELECT EXISTS (SELECT FROM teams WHERE tenant_id = $1 AND id = $2)")
        .bind(tenant)
        .bind(team.uuid())
        .fetch_one(connection)
        .await
        .map_err(failed)
}

/// Those of these teams that the tenant has.
pub async fn existing_among(tx: &mut TenantTx, teams: &[Uuid]) -> Result<Vec<Uuid>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar("SELECT id FROM teams WHERE tenant_id = $1 AND id = ANY ($2)")
        .bind(tenant)
        .bind(teams)
        .fetch_all(connection)
        .await
        .map_err(failed)
}

/// Puts a member into a team. False: they were in it.
pub async fn add_member(tx: &mut TenantTx, team: TeamId, user: UserId, now: OffsetDateTime) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    let rows = sqlx::query(
        "INSERT INTO team_members (tenant_id, team_id, user_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
    )
    .bind(tenant)
    .bind(team.uuid())
    .bind(user.uuid())
    .execute_any(connection)
    .await?;
    changed(tx, rows, user, now).await
}

/// Takes a member out of a team. False: they were not in it.
pub async fn remove_member(tx: &mut TenantTx, team: TeamId, user: UserId, now: OffsetDateTime) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    let rows = sqlx::query("DELETE FROM team_members WHERE tenant_id = $1 AND team_id = $2 AND user_id = $3")
        .bind(tenant)
        .bind(team.uuid())
        .bind(user.uuid())
        .execute_any(connection)
        .await?;
    changed(tx, rows, user, now).await
}

async fn changed(tx: &mut TenantTx, rows: u64, user: UserId, now: OffsetDateTime) -> Result<bool> {
    if rows == 0 {
        return Ok(false);
    }
    users::touch(tx, user, now).await.map(|()| true)
}
