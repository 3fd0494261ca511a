//! Service accounts: machines that are members.

mod create_service_account;
mod delete_service_account;
mod get_service_account;
mod list_service_accounts;
mod rotate_service_account_secret;

pub(crate) use create_service_account::create_service_account;
pub(crate) use delete_service_account::delete_service_account;
pub(crate) use get_service_account::get_service_account;
pub(crate) use list_service_accounts::list_service_accounts;
pub(crate) use rotate_service_account_secret::{Rotation, rotate_service_account_secret};
