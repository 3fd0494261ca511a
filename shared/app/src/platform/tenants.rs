//! Tenants as operators know them.

mod list;
mod set_status;

pub use list::{TenantPage, TenantsRequest, list};
pub use set_status::{reactivate, suspend};

use plenum_shared::{Code, Error, Result, catalogue::format_timestamp, ids::TenantId};
use plenum_store::platform::operators::{self, KnownTenant};
use schemars::JsonSchema;
use serde::Serialize;

use super::Operator;
use crate::App;

/// Whether a tenant may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Active,
    Suspended,
}

/// What an operator sees of a tenant: that it is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlatformTenant {
    pub id: TenantId,
    pub name: String,
    pub slug: String,
    pub plan: String,
    pub status: Status,
    pub version: i64,
    #[schemars(extend("format" = "date-time"))]
    pub created_at: String,
    #[schemars(extend("format" = "date-time"))]
    pub updated_at: String,
}

impl Status {
    pub const fn as_str(self) -> &'static str {
        match self {
            Status::Active => "active",
            Status::Suspended => "suspended",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [Status::Active, Status::Suspended].into_iter().find(|status| status.as_str() == text)
    }

    /// A word that this version does not know opens nothing.
    fn of(word: &str) -> Self {
        Self::parse(word).unwrap_or(Status::Suspended)
    }
}

impl From<KnownTenant> for PlatformTenant {
    fn from(tenant: KnownTenant) -> Self {
        Self {
            id: tenant.id.into(),
            name: tenant.name,
            slug: tenant.slug,
            plan: tenant.plan,
            status: Status::of(&tenant.status),
            version: tenant.version,
            created_at: format_timestamp(tenant.created_at),
            updated_at: format_timestamp(tenant.updated_at),
        }
    }
}

/// Reads one tenant.
pub async fn get(app: &App, _operator: &Operator, tenant: TenantId) -> Result<PlatformTenant> {
    let work = |mut tx| async move {
        let tenant = operators::tenant(&mut tx).await?;
        Ok(tx.finish(tenant))
    };
    let found = app.store().read("platform.get_tenant", tenant, None, work).await?;
    found.map(PlatformTenant::from).ok_or_else(|| Error::new(Code::NotFound))
}

/// The tenant that has this slug.
pub async fn of_slug(app: &App, _operator: &Operator, slug: &str) -> Result<TenantId> {
    operators::tenant_of_slug(app.store(), slug).await?.ok_or_else(|| Error::new(Code::NotFound))
}
