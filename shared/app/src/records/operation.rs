//! An operation on a record, one of several that are done together, and what came of them.

use plenum_shared::{
    Result,
    access::Action,
    ids::{ChangeSetId, RecordId},
};
use serde_json::{Map, Value};

use super::view::RecordView;

/// What becomes of a batch of which an operation fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnFailure {
    /// The others are done.
    GoOn,
    /// Nothing is done.
    UndoAll,
}

/// One operation on a record.
#[derive(Debug, Clone, PartialEq)]
pub enum Operation {
    Create { data: Map<String, Value> },
    Patch { id: RecordId, if_match: Option<i64>, data: Map<String, Value> },
    Replace { id: RecordId, if_match: Option<i64>, data: Map<String, Value> },
    Delete { id: RecordId, if_match: Option<i64> },
    Restore { id: RecordId },
}

/// The result of a batch.
#[derive(Debug)]
pub struct BatchOutcome {
    /// Nothing when nothing was written.
    pub change_set: Option<ChangeSetId>,
    /// Of each operation, in their order.
    pub items: Vec<ItemOutcome>,
    /// Listening from here on misses nothing that came after the batch.
    pub cursor: String,
}

/// The result of one operation.
pub type ItemOutcome = Result<RecordView>;

impl Operation {
    pub(super) fn action(&self) -> Action {
        match self {
            Operation::Create { .. } | Operation::Patch { .. } | Operation::Replace { .. } => Action::WRITE,
            Operation::Delete { .. } | Operation::Restore { .. } => Action::DELETE,
        }
    }

    pub(super) fn record(&self) -> Option<RecordId> {
        match self {
            Operation::Create { .. } => None,
            Operation::Patch { id, .. }
            | Operation::Replace { id, .. }
            | Operation::Delete { id, .. }
            | Operation::Restore { id } => Some(*id),
        }
    }

    /// The fields that it gives to its record.
    pub(super) fn data(&self) -> Option<&Map<String, Value>> {
        match self {
            Operation::Create { data } | Operation::Patch { data, .. } | Operation::Replace { data, .. } => Some(data),
            Operation::Delete { .. } | Operation::Restore { .. } => None,
        }
    }
}
