//! Teams and who is in them. Joining or leaving one changes what a member may see, and so the version of their access.

use plenum_shared::{
    Result,
    ids::{TeamId, UserId},
};
use time::OffsetDateTime;

use crate::{TenantTx, error::failed, members};

/// Makes a team; a name that another team has, whatever its case, is refused as existing.
pub async fn insert(tx: &mut TenantTx, id: TeamId, name: &str, now: OffsetDateTime) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "INSERT INTO teams (tenant_id, id, name, version, created_at, updated_at) VALUES ($1, $2, $3, 1, $4, $4)",
    )
    .bind(tenant)
    .bind(id.uuid())
    .bind(name)
    .bind(now)
    .execute(connection)
    .await
    .map(drop)
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

/// Puts a member into a team. False: they were in it.
pub async fn add_member(tx: &mut TenantTx, team: TeamId, user: UserId, now: OffsetDateTime) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    let done = sqlx::query(
        "INSERT INTO team_members (tenant_id, team_id, user_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
    )
    .bind(tenant)
    .bind(team.uuid())
    .bind(user.uuid())
    .execute(connection)
    .await
    .map_err(failed)?;
    changed(tx, done.rows_affected(), user, now).await
}

/// Takes a member out of a team. False: they were not in it.
pub async fn remove_member(tx: &mut TenantTx, team: TeamId, user: UserId, now: OffsetDateTime) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    let done = sqlx::query("DELETE FROM team_members WHERE tenant_id = $1 AND team_id = $2 AND user_id = $3")
        .bind(tenant)
        .bind(team.uuid())
        .bind(user.uuid())
        .execute(connection)
        .await
        .map_err(failed)?;
    changed(tx, done.rows_affected(), user, now).await
}

async fn changed(tx: &mut TenantTx, rows: u64, user: UserId, now: OffsetDateTime) -> Result<bool> {
    if rows == 0 {
        return Ok(false);
    }
    members::touch(tx, user, now).await.map(|()| true)
}
