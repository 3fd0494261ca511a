//! People and machines: signing in, sessions, users, invitations and service accounts.

pub(crate) mod auth;
pub(crate) mod invitations;
pub(crate) mod service_accounts;
pub(crate) mod sessions;
pub(crate) mod users;
