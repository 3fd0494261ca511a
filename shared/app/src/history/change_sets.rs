//! Change sets: listed, read and reverted. A set has no row of its own; it is what the log has under its id.
//!
//! A set shows a reader those of its changes that they could have seen then and whose records they can see now, under
//! their mask of today. Counts count what is shown. A set of which nothing is shown is not found, and neither is one of
//! somebody else for a reader without the permission `changesets.read`.

mod get;
mod list;
mod revert;
mod view;
mod visible;

pub use get::get;
pub use list::{ChangeSetRequest, list};
pub use revert::{
    ChangeSetRevert, Rehearsal, RevertCounts, RevertOutcome, RevertReport, RevertStop, Reverted, RevertedRecord, revert,
};
pub use view::{ChangeCounts, ChangeSetDetails, ChangeSetView, CountKind, EntityCount, SetChange};

use plenum_shared::{actor::Actor, caller::Caller, catalogue::Catalogue};

use super::permissions::READ_CHANGE_SETS;

/// The type of the entry of a revert that names the change set it reverts.
pub(crate) const REVERTED: &str = "change_set.reverted";

/// What the entry of a revert is about.
const ENTITY: &str = "change_set";

/// The most entries of a change set that are read for an answer, or reverted at once.
const MAX_ENTRIES: usize = 1_000;

/// About as many bytes of images as are read of a change set at once: texts may be long, and the number of entries says
/// little about their memory.
const MAX_BYTES: usize = 8 << 20;

/// Whether the caller is the author of a change set.
fn is_author(caller: &Caller, actor: &Actor) -> bool {
    actor.kind == caller.kind && actor.id == Some(caller.user.uuid())
}

/// Whether the caller may know of the change sets of others.
fn may_read_others(caller: &Caller) -> bool {
    caller.access.require_permission(READ_CHANGE_SETS).is_ok()
}

/// The kinds of thing that a change set can show and revert.
fn entities(catalogue: &Catalogue) -> Vec<String> {
    catalogue.entities().map(|entity| entity.name.to_owned()).collect()
}
