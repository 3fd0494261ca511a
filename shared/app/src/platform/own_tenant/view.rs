use plenum_shared::{ids::TenantId, plan::Plan};
use plenum_store::platform::tenants::Tenant;
use schemars::JsonSchema;
use serde::Serialize;

use super::TenantSettings;

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Tenant")]
pub struct TenantDetails {
    pub id: TenantId,
    pub name: String,
    pub slug: String,
    pub plan: Plan,
    pub settings: TenantSettings,
    pub version: i64,
}

impl From<Tenant> for TenantDetails {
    fn from(tenant: Tenant) -> Self {
        Self {
            id: tenant.id,
            name: tenant.name,
            slug: tenant.slug,
            plan: tenant.entitlements.plan,
            settings: TenantSettings::of(&tenant.settings),
            version: tenant.version,
        }
    }
}
