//! The teams of the caller's tenant, and who is in them.

mod add_team_member;
mod create_team;
mod delete_team;
mod get_team;
mod list_team_members;
mod list_teams;
mod patch_team;
mod remove_team_member;

pub(crate) use add_team_member::add_team_member;
pub(crate) use create_team::{NewTeam, create_team};
pub(crate) use delete_team::delete_team;
pub(crate) use get_team::get_team;
pub(crate) use list_team_members::list_team_members;
pub(crate) use list_teams::list_teams;
pub(crate) use patch_team::{TeamPatch, patch_team};
pub(crate) use remove_team_member::remove_team_member;
