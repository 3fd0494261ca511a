//! The teams of the caller's tenant.

mod create_team;
mod patch_team;

pub(crate) use create_team::{NewTeam, create_team};
pub(crate) use patch_team::{TeamPatch, patch_team};
