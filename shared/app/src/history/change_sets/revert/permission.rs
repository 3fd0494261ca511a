//! Who may revert a change set.

use plenum_shared::{Code, Error, Result, caller::Caller, entry::Entry};

use crate::history::{
    change_sets::{is_author, may_read_others},
    permissions::REVERT_CHANGE_SETS,
};

/// Refuses a caller who may not know of the set of an entry, or may not revert it.
pub(super) fn require_access(caller: &Caller, entry: &Entry) -> Result<()> {
    if is_author(caller, &entry.actor) {
        return Ok(());
    }
    if !may_read_others(caller) {
        return Err(Error::new(Code::NotFound));
    }
    caller.access.require_permission(REVERT_CHANGE_SETS)
}
