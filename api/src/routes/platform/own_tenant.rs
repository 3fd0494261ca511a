//! The caller's tenant itself.

mod patch_tenant;

pub(crate) use patch_tenant::{TenantPatch, patch_tenant};
