//! The teams of a tenant, the middle of the three scopes. Who is in them is the business of
//! [`members`](crate::identity::users).

mod create;
mod delete;
mod get;
mod list;
mod list_members;
mod patch;
mod view;

pub use create::create;
pub use delete::delete;
pub use get::get;
pub use list::list;
pub use list_members::list_members;
pub use patch::patch;
pub use view::TeamView;

use plenum_shared::{Error, Result};

use crate::identity::auth::names;

const MAX_NAME: usize = 120;

/// The name of a team in its written form, if it can be one.
fn checked_name(name: &str) -> Result<String> {
    names::written("/name", name, MAX_NAME).map_err(|problem| Error::invalid(vec![problem]))
}
