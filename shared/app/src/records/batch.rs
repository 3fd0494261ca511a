//! Several operations on records of one entity, in one transaction and one change set.

use plenum_shared::{
    Code, Result,
    access::Action,
    caller::Identity,
    catalogue::Entity,
    ids::{ChangeSetId, RecordId},
};
use serde_json::{Map, Value};

use super::{
    RecordView,
    bulk::{RunOperations, require_sound},
};
use crate::App;

/// The most operations of a batch.
pub const MAX_OPERATIONS: usize = 100;

/// How often a batch begins anew because others took the last room under a limit of the plan meanwhile.
const TRIES_WITHIN_LIMIT: usize = 3;

/// The operations of a batch, in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    pub operations: Vec<Operation>,
    pub on_failure: OnFailure,
}

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
            Operation::Create { .. } | Operation::Patch { .. } | Operation::Replace { .. } => Action::Write,
            Operation::Delete { .. } | Operation::Restore { .. } => Action::Delete,
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

/// Does the operations one after the other. Each is checked as if it stood alone, and one that is refused changes
/// nothing; with [`OnFailure::UndoAll`] a refusal is the error of the whole batch, and names the operation.
pub async fn batch(app: &App, who: &Identity, entity: &'static Entity, batch: Batch) -> Result<BatchOutcome> {
    let Batch { operations, on_failure } = batch;
    require_sound(&operations, MAX_OPERATIONS)?;
    // A batch is as heavy as a list, and shares its fairness among users and tenants.
    let _permit = app.list_limiter().acquire(who).await?;
    let run = RunOperations { entity, operations, on_failure };
    let mut tries = 1..TRIES_WITHIN_LIMIT;
    loop {
        match app.write(who, &run).await {
            // Others took the room that was there when this batch began; the next look refuses the rest item by item.
            Err(error)
                if error.code() == Code::LimitReached && on_failure == OnFailure::GoOn && tries.next().is_some() => {}
            outcome => return outcome,
        }
    }
}
