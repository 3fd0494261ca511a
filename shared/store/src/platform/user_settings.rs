//! The settings of users, each user's own in each tenant. Their version is not that of the membership, which stands for
//! access.

use plenum_shared::{Result, ids::UserId};
use serde_json::Value;
use time::OffsetDateTime;

use crate::{TenantTx, error::failed, execute::Execute};

/// The settings of a user as they are stored. A user who never set any has version 0.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredSettings {
    pub settings: Value,
    pub version: i64,
}

/// The settings of a user.
pub async fn get(tx: &mut TenantTx, user: UserId) -> Result<StoredSettings> {
    let (tenant, connection) = tx.parts();
    let found: Option<(Value, i64)> =
        sqlx::query_as("SELECT settings, version FROM user_settings WHERE tenant_id = $1 AND user_id = $2")
            .bind(tenant)
            .bind(user.uuid())
            .fetch_optional(connection)
            .await
            .map_err(failed)?;
    let (settings, version) = found.unwrap_or_else(|| (Value::Object(Default::default()), 0));
    Ok(StoredSettings { settings, version })
}

/// Stores the settings of a user. The membership must be locked, so that no other transaction stores them meanwhile.
pub async fn put(tx: &mut TenantTx, user: UserId, settings: &Value, now: OffsetDateTime) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "INSERT INTO user_settings (tenant_id, user_id, settings, version, updated_at) VALUES ($1, $2, $3, 1, $4)
         ON CONFLICT (tenant_id, user_id)
         DO UPDATE SET settings = $3, version = user_settings.version + 1, updated_at = $4",
    )
    .bind(tenant)
    .bind(user.uuid())
    .bind(settings)
    .bind(now)
    .execute_one(connection)
    .await
}
