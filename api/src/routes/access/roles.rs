//! The roles of the caller's tenant.

mod create_role;
mod list_permissions;
mod patch_role;

pub(crate) use create_role::create_role;
pub(crate) use list_permissions::list_permissions;
pub(crate) use patch_role::patch_role;
