//! The members of the caller's tenant.

mod patch_user;

pub(crate) use patch_user::patch_user;
