//! The roles of the caller's tenant.

mod create_role;
mod patch_role;

pub(crate) use create_role::create_role;
pub(crate) use patch_role::patch_role;
