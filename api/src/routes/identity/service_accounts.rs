//! Service accounts: programs that are members of a tenant.

mod create_service_account;
mod rotate_service_account_secret;

pub(crate) use create_service_account::create_service_account;
pub(crate) use rotate_service_account_secret::{SecretRotation, rotate_service_account_secret};
