//! The generic use cases over the catalogue: create, read, list, change, replace, delete and restore a record of any
//! entity.
//!
//! Each is one function in a file of its own and one transaction: the caller's access is loaded, the record locked,
//! the entity's own rules applied, the row written, and last the entries appended to the change log. After the commit
//! the entries are published over the bus. The answer is masked for the caller.

mod create;
mod delete;
pub mod followers;
mod get;
mod include;
mod list;
mod locked;
mod patch;
mod references;
mod replace;
mod restore;
pub(crate) mod rules;
pub mod tasks_due;
mod view;
mod write;

pub use create::create;
pub use delete::delete;
pub use get::get;
pub(crate) use list::ListLimiter;
pub use list::{Count, ListRequest, Listing, MAX_OFFSET, Total, list};
pub use patch::patch;
pub use replace::replace;
pub use restore::restore;
pub use view::RecordView;
pub(crate) use write::Write;

use plenum_shared::{
    Error, Result,
    catalogue::{self, Entity},
};

/// The entity of this name; one that the catalogue lacks is a mistake of ours.
pub(crate) fn entity(name: &str) -> Result<&'static Entity> {
    catalogue::by_name(name).ok_or_else(|| Error::internal(format!("the catalogue has no entity {name}")))
}
