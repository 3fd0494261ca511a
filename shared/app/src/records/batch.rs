//! Several operations on records of one entity, in one transaction and one change set.

use plenum_shared::{Code, Result, caller::Identity, catalogue::Entity};

use super::{
    bulk::{RunOperations, require_sound},
    operation::{BatchOutcome, OnFailure, Operation},
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

/// Does the operations one after the other. Each is checked as if it stood alone, and one that is refused changes
/// nothing; with [`OnFailure::UndoAll`] a refusal is the error of the whole batch, and names the operation.
pub async fn batch(app: &App, who: &Identity, entity: &'static Entity, batch: Batch) -> Result<BatchOutcome> {
    let Batch { operations, on_failure } = batch;
    require_sound(&operations, MAX_OPERATIONS)?;
    // A batch is as heavy as a list, and shares its fairness among users and tenants.
    let _permit = app.list_permit(who).await?;
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
