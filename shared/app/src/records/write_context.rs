//! What an operation on a record works with inside a transaction: alone in it, or as one of a batch.

use plenum_shared::caller::Caller;
use plenum_store::TenantTx;

use crate::{App, change_set::ChangeSet};

pub(super) struct WriteContext<'a> {
    pub(super) app: &'a App,
    pub(super) tx: &'a mut TenantTx,
    pub(super) caller: &'a Caller,
    /// Takes the entries of the operation.
    pub(super) changes: &'a mut ChangeSet,
}
