//! The teams of a tenant, the middle of the three scopes.

mod create;

pub use create::create;
