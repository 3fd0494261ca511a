//! People and machines: signing up, in and out, sessions, the users of a tenant, invitations and service accounts.

pub mod auth;
pub mod invitations;
pub mod passwords;
pub mod service_accounts;
pub mod sessions;
pub mod users;
