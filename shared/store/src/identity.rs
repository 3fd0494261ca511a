//! People and machines: who they are across tenants, how they sign in, and who belongs to a tenant.

pub mod invitations;
pub mod people;
pub mod refresh_tokens;
pub mod service_accounts;
pub mod sessions;
pub mod sign_in_attempts;
pub mod users;
