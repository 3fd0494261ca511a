//! The tenants of the platform, for its operators. Their tokens and the access tokens of members never stand for each
//! other.

mod list_tenants;
mod set_tenant_status;

pub(crate) use list_tenants::list_tenants;
pub(crate) use set_tenant_status::{TenantStatusChange, set_tenant_status};
