//! How much of what plans limit a tenant has. Open jobs are counted [elsewhere](crate::jobs::count_open): there can be
//! very many, and they are wanted less often.

use plenum_shared::Result;
use sqlx::{FromRow, Row, postgres::PgRow};
use time::OffsetDateTime;

use crate::{TenantTx, error::failed};

/// The counts of a tenant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// Active members who are people.
    pub people: i64,
    pub open_invitations: i64,
    pub service_accounts: i64,
    /// Roles besides those of the system.
    pub custom_roles: i64,
    pub teams: i64,
    /// Records that are not deleted.
    pub records: i64,
}

impl FromRow<'_, PgRow> for Usage {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        Ok(Self {
            people: row.try_get("people")?,
            open_invitations: row.try_get("open_invitations")?,
            service_accounts: row.try_get("service_accounts")?,
            custom_roles: row.try_get("custom_roles")?,
            teams: row.try_get("teams")?,
            records: row.try_get("records")?,
        })
    }
}

impl Usage {
    /// People, and those who were invited.
    pub fn seats(&self) -> i64 {
        self.people + self.open_invitations
    }
}

/// Counts in one statement.
pub async fn usage(tx: &mut TenantTx, now: OffsetDateTime) -> Result<Usage> {
    let (tenant, connection) = tx.parts();
    sqlx::query_as(include_str!("usage.sql")).bind(tenant).bind(now).fetch_one(connection).await.map_err(failed)
}
