//! Categories that members switched off, for all channels or for one.

use plenum_shared::{Result, ids::UserId};
use uuid::Uuid;

use crate::{TenantTx, error::failed, execute::Execute};

/// One wish that differs from the default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preference {
    pub category: String,
    pub channel: String,
    pub enabled: bool,
}

pub async fn of(tx: &mut TenantTx, user: UserId) -> Result<Vec<Preference>> {
    let (tenant, connection) = tx.parts();
    let rows: Vec<(String, String, bool)> = sqlx::query_as(
        "SELECT category, channel, enabled FROM notification_preferences
         WHERE tenant_id = $1 AND user_id = $2 ORDER BY category, channel",
    )
    .bind(tenant)
    .bind(user.uuid())
    .fetch_all(connection)
    .await
    .map_err(failed)?;
    let preference = |(category, channel, enabled)| Preference { category, channel, enabled };
    Ok(rows.into_iter().map(preference).collect())
}

/// Puts these wishes in the place of all that the user had.
pub async fn replace(tx: &mut TenantTx, user: UserId, wishes: &[(&str, &str, bool)]) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query("DELETE FROM notification_preferences WHERE tenant_id = $1 AND user_id = $2")
        .bind(tenant)
        .bind(user.uuid())
        .execute_any(&mut *connection)
        .await?;
    sqlx::query(
        "INSERT INTO notification_preferences (tenant_id, user_id, category, channel, enabled)
         SELECT $1, $2, w.category, w.channel, w.enabled
         FROM unnest($3::text[], $4::text[], $5::boolean[]) AS w (category, channel, enabled)",
    )
    .bind(tenant)
    .bind(user.uuid())
    .bind(wishes.iter().map(|(category, ..)| *category).collect::<Vec<_>>())
    .bind(wishes.iter().map(|(_, channel, _)| *channel).collect::<Vec<_>>())
    .bind(wishes.iter().map(|(.., enabled)| *enabled).collect::<Vec<_>>())
    .execute_any(connection)
    .await?;
    Ok(())
}

/// The categories that these users switched off for this channel.
pub async fn declined(tx: &mut TenantTx, users: &[Uuid], channel: &str) -> Result<Vec<(UserId, String)>> {
    let (tenant, connection) = tx.parts();
    let rows: Vec<(Uuid, String)> = sqlx::query_as(
        "SELECT user_id, category FROM notification_preferences
         WHERE tenant_id = $1 AND user_id = ANY ($2) AND channel = $3 AND NOT enabled",
    )
    .bind(tenant)
    .bind(users)
    .bind(channel)
    .fetch_all(connection)
    .await
    .map_err(failed)?;
    Ok(rows.into_iter().map(|(user, category)| (user.into(), category)).collect())
}
