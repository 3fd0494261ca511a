//! Roles and teams.

pub(crate) mod roles;
pub(crate) mod teams;
