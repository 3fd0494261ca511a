//! Roles and teams.

pub(super) mod roles;
pub(super) mod teams;
