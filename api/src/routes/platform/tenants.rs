//! The tenants of the platform, for its operators. Their tokens and the access tokens of members never stand for each
//! other.

mod list_tenants;
mod reactivate_tenant;
mod suspend_tenant;

pub(crate) use list_tenants::list_tenants;
pub(crate) use reactivate_tenant::reactivate_tenant;
pub(crate) use suspend_tenant::suspend_tenant;

use plenum_shared::Result;
use schemars::JsonSchema;
use serde_json::{Map, Value};

use crate::extract::Fields;

/// The reason why a tenant is suspended or reactivated; it is recorded in the tenant's log.
#[derive(JsonSchema)]
#[schemars(rename = "TenantStatusChange", deny_unknown_fields)]
#[expect(dead_code, reason = "the field is read from the body by name")]
pub(crate) struct Reason {
    #[schemars(length(max = 500))]
    reason: Option<String>,
}

fn reason(body: Map<String, Value>) -> Result<Option<String>> {
    let mut fields = Fields::new(body);
    let reason = fields.parsed("reason", "must be text");
    fields.done()?;
    Ok(reason)
}
