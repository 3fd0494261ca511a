//! Several operations on records of one entity, in one transaction and one change set.

use std::collections::HashSet;

use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    access::Action,
    caller::{Caller, Identity},
    catalogue::Entity,
    error::FieldError,
    ids::{ChangeSetId, RecordId},
    image::Image,
};
use plenum_store::{Savepoint, TenantTx, records};
use serde_json::{Map, Value};

use super::{
    RecordView, WriteContext, create::create_in, delete::delete_in, patch::patch_in, replace::replace_in,
    restore::restore_in,
};
use crate::{
    App, Done, Intent,
    change_set::{ChangeSet, position},
};

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
    fn action(&self) -> Action {
        match self {
            Operation::Create { .. } | Operation::Patch { .. } | Operation::Replace { .. } => Action::Write,
            Operation::Delete { .. } | Operation::Restore { .. } => Action::Delete,
        }
    }

    fn record(&self) -> Option<RecordId> {
        match self {
            Operation::Create { .. } => None,
            Operation::Patch { id, .. }
            | Operation::Replace { id, .. }
            | Operation::Delete { id, .. }
            | Operation::Restore { id } => Some(*id),
        }
    }
}

/// Does the operations one after the other. Each is checked as if it stood alone, and one that is refused changes
/// nothing; with [`OnFailure::UndoAll`] a refusal is the error of the whole batch, and names the operation.
pub async fn batch(app: &App, who: &Identity, entity: &'static Entity, batch: Batch) -> Result<BatchOutcome> {
    require_sound(&batch)?;
    // A batch is as heavy as a list, and shares its fairness among users and tenants.
    let _permit = app.list_limiter().acquire(who).await?;
    let run = RunBatch { entity, batch };
    let mut tries = 1..TRIES_WITHIN_LIMIT;
    loop {
        match app.write(who, &run).await {
            // Others took the room that was there when this batch began; the next look refuses the rest item by item.
            Err(error) if error.code() == Code::LimitReached && run.goes_on() && tries.next().is_some() => {}
            outcome => return outcome,
        }
    }
}

impl RunBatch {
    fn goes_on(&self) -> bool {
        self.batch.on_failure == OnFailure::GoOn
    }

    /// Whether there are more records by an operation of it.
    fn adds_records(&self) -> bool {
        let adds = |operation: &Operation| matches!(operation, Operation::Create { .. } | Operation::Restore { .. });
        self.batch.operations.iter().any(adds)
    }
}

struct RunBatch {
    entity: &'static Entity,
    batch: Batch,
}

#[async_trait]
impl Intent for RunBatch {
    const NAME: &'static str = "records.batch";
    type Output = BatchOutcome;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<BatchOutcome>> {
        caller.access.require(self.entity, Action::Read)?;
        // All records are locked at once and in one order, so that two batches of the same records do not wait for each
        // other.
        // An operation that the caller may do on no record locks none.
        let may = |operation: &&Operation| caller.access.require(self.entity, operation.action()).is_ok();
        let operations = self.batch.operations.iter().filter(may);
        let ids: Vec<_> = operations.filter_map(Operation::record).map(RecordId::uuid).collect();
        records::lock_all(tx, self.entity, &ids).await?;
        let mut changes = ChangeSet::of(app.source(), caller, app.source().now());
        if self.adds_records() {
            changes.count_records(tx).await?;
        }
        let mut images = Vec::with_capacity(self.batch.operations.len());
        for (index, operation) in self.batch.operations.iter().enumerate() {
            let mark = changes.mark();
            // With the error of the first refusal the whole transaction is rolled back.
            let is_kept = self.batch.on_failure != OnFailure::UndoAll;
            if is_kept {
                tx.savepoint(Savepoint::Step).await?;
            }
            let work = WriteContext { app, tx, caller, changes: &mut changes };
            let done = apply(work, self.entity, operation).await;
            match done {
                Ok(image) => {
                    if is_kept {
                        tx.release(Savepoint::Step).await?;
                    }
                    images.push(Ok(image));
                }
                Err(error) if !error.is_refusal() => return Err(error),
                Err(error) if self.batch.on_failure == OnFailure::UndoAll => {
                    return Err(error.within(&format!("/operations/{index}")));
                }
                Err(error) => {
                    tx.roll_back_to(Savepoint::Step).await?;
                    changes.undo_to(mark);
                    images.push(Err(error));
                }
            }
        }
        let change_set = (!changes.is_empty()).then(|| changes.id());
        let entries = changes.append(tx).await?;
        let position = position(tx, &entries).await?;
        let view = |image: Image| RecordView::new(app, caller, self.entity, &image, position);
        let items = images.into_iter().map(|done| done.and_then(view)).collect();
        let cursor = app.cursors().seal(caller.tenant, position);
        Ok(Done { output: BatchOutcome { change_set, items, cursor }, entries })
    }
}

async fn apply(work: WriteContext<'_>, entity: &'static Entity, operation: &Operation) -> Result<Image> {
    match operation {
        Operation::Create { data } => create_in(work, entity, data).await,
        Operation::Patch { id, if_match, data } => patch_in(work, entity, *id, *if_match, data).await,
        Operation::Replace { id, if_match, data } => replace_in(work, entity, *id, *if_match, data).await,
        Operation::Delete { id, if_match } => delete_in(work, entity, *id, *if_match).await,
        Operation::Restore { id } => restore_in(work, entity, *id).await,
    }
}

/// Refuses a batch of no operations or too many, and one that names a record twice: the order of two changes of one
/// record is easily mistaken, and a version named for the second could not be known.
fn require_sound(batch: &Batch) -> Result<()> {
    let count = batch.operations.len();
    let wrong =
        |code: Code, why: String| Err(Error::invalid(vec![FieldError::new("/operations", code).with_message(why)]));
    if count == 0 {
        return wrong(Code::InvalidValue, "expected at least one operation".to_owned());
    }
    if count > MAX_OPERATIONS {
        return wrong(Code::TooManyOperations, format!("expected at most {MAX_OPERATIONS} operations"));
    }
    let mut seen = HashSet::new();
    let named = batch.operations.iter().enumerate().filter_map(|(index, operation)| Some((index, operation.record()?)));
    let repeated = named.filter(|(_, id)| !seen.insert(*id));
    let errors: Vec<_> =
        repeated.map(|(index, _)| FieldError::new(format!("/operations/{index}/id"), Code::RepeatedRecord)).collect();
    if errors.is_empty() { Ok(()) } else { Err(Error::invalid(errors)) }
}
