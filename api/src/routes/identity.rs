//! People and service accounts: signing in, membership, credentials.

pub(crate) mod auth;
pub(crate) mod invitations;
pub(crate) mod service_accounts;
pub(crate) mod users;
