//! The roles of the caller's tenant, and what a role can be granted.

mod create_role;
mod delete_role;
mod get_role;
mod list_permissions;
mod list_roles;
mod patch_role;

pub(crate) use create_role::create_role;
pub(crate) use delete_role::delete_role;
pub(crate) use get_role::get_role;
pub(crate) use list_permissions::list_permissions;
pub(crate) use list_roles::list_roles;
pub(crate) use patch_role::patch_role;
