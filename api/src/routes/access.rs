//! What people may do: roles and teams.

pub(crate) mod roles;
pub(crate) mod teams;
