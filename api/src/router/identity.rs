//! People and service accounts: signing in, membership, credentials.

pub(super) mod auth;
pub(super) mod invitations;
pub(super) mod service_accounts;
pub(super) mod sessions;
pub(super) mod users;
