//! What an operation on a record works with inside a transaction: alone in it, or as one of a bulk.

use plenum_shared::caller::Caller;

use super::rows::Rows;
use crate::{App, change_set::ChangeSet};

pub(crate) struct WriteContext<'a> {
    pub(crate) app: &'a App,
    pub(crate) rows: Rows<'a>,
    pub(crate) caller: &'a Caller,
    /// Takes the entries of the operation.
    pub(crate) changes: &'a mut ChangeSet,
}
