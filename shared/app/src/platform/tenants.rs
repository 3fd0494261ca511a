//! All tenants, as operators see them.

mod list;
mod set_status;

pub use list::{TenantPage, TenantsRequest, list};
pub use set_status::set_status;

use plenum_shared::{Code, Error, Result, catalogue::format_timestamp, ids::TenantId, plan::Plan};
use plenum_store::platform::tenants::{self, TenantOverview};
use schemars::JsonSchema;
use serde::Serialize;

use super::Operator;
use crate::App;

/// Whether a tenant may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TenantStatus {
    Active,
    Suspended,
}

/// A tenant as an operator sees it, without its data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlatformTenant {
    pub id: TenantId,
    pub name: String,
    pub slug: String,
    pub plan: Plan,
    pub status: TenantStatus,
    pub version: i64,
    #[schemars(extend("format" = "date-time"))]
    pub created_at: String,
    #[schemars(extend("format" = "date-time"))]
    pub updated_at: String,
}

impl TenantStatus {
    pub const fn as_str(self) -> &'static str {
        match self {
            TenantStatus::Active => "active",
            TenantStatus::Suspended => "suspended",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [TenantStatus::Active, TenantStatus::Suspended].into_iter().find(|status| status.as_str() == text)
    }

    /// A status that this version does not know counts as suspended.
    fn of(word: &str) -> Self {
        Self::parse(word).unwrap_or(TenantStatus::Suspended)
    }
}

impl From<TenantOverview> for PlatformTenant {
    fn from(tenant: TenantOverview) -> Self {
        Self {
            id: tenant.id.into(),
            name: tenant.name,
            slug: tenant.slug,
            plan: Plan::parse(&tenant.plan).unwrap_or(Plan::Free),
            status: TenantStatus::of(&tenant.status),
            version: tenant.version,
            created_at: format_timestamp(tenant.created_at),
            updated_at: format_timestamp(tenant.updated_at),
        }
    }
}

/// Reads one tenant.
pub async fn get(app: &App, _operator: &Operator, tenant: TenantId) -> Result<PlatformTenant> {
    let work = |mut tx| async move {
        let tenant = tenants::overview(&mut tx).await?;
        Ok(tx.finish(tenant))
    };
    let found = app.store().read("platform.get_tenant", tenant, None, work).await?;
    found.map(PlatformTenant::from).ok_or_else(|| Error::new(Code::NotFound))
}

/// The tenant that has this slug.
pub async fn by_slug(app: &App, _operator: &Operator, slug: &str) -> Result<TenantId> {
    tenants::by_slug(app.store(), slug).await?.ok_or_else(|| Error::new(Code::NotFound))
}
