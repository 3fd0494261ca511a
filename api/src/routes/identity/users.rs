//! The members of the caller's tenant.

mod get_user;
mod list_users;
mod patch_user;

pub(crate) use get_user::get_user;
pub(crate) use list_users::list_users;
pub(crate) use patch_user::patch_user;
