//! What the operators of the platform do with tenants. A token of a tenant is of no use here, and theirs of none there.

mod get_tenant;
mod list_tenants;
mod reactivate_tenant;
mod suspend_tenant;
pub(crate) mod tenant;

pub(crate) use get_tenant::get_tenant;
pub(crate) use list_tenants::list_tenants;
pub(crate) use reactivate_tenant::reactivate_tenant;
pub(crate) use suspend_tenant::suspend_tenant;

use plenum_shared::Result;
use schemars::JsonSchema;
use serde_json::{Map, Value};

use crate::extract::Fields;

/// Why a tenant is suspended or taken back; it stands in the tenant's log.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "told of, and read by its fields")]
pub(crate) struct Because {
    #[schemars(length(max = 500))]
    reason: Option<String>,
}

fn reason(body: Map<String, Value>) -> Result<Option<String>> {
    let mut fields = Fields::new(body);
    let reason = fields.parsed("reason", "must be text");
    fields.done()?;
    Ok(reason)
}
