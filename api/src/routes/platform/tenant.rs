//! The caller's tenant itself.

mod get_tenant;
mod patch_tenant;

pub(crate) use get_tenant::get_tenant;
pub(crate) use patch_tenant::{TenantPatch, patch_tenant};
