//! Many writes in one transaction and one change set with few statements: beneath batches, jobs, imports and the seed.
//!
//! Every write goes the way of a single one: the same access rule, the same checks, the rules of the entity, entries of
//! its own. What the writes refer to is read at once, their rows wait in a [buffer](WriteBuffer), and the entries are
//! appended last. One savepoint stands for all. Should the database refuse a statement, both halves are done by
//! themselves, and so on: in the end one write is refused with the error that it would have had alone, and the others
//! are done.

use std::collections::HashSet;

use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    access::Action,
    caller::{Caller, Identity},
    catalogue::Entity,
    error::FieldError,
    image::Image,
};
use plenum_store::{Savepoint, TenantTx, records::Lock};
use uuid::Uuid;

use super::{
    RecordView, WriteContext,
    create::create_in,
    delete::delete_in,
    operation::{BatchOutcome, OnFailure, Operation},
    patch::patch_in,
    replace::replace_in,
    restore::restore_in,
    rows::{Rows, Wanted, WriteBuffer},
};
use crate::{
    App, Done, Intent,
    change_set::{ChangeSet, position},
};

/// The most operations of a bulk: the transaction that does them keeps the tenant's other writers waiting when it
/// appends its entries.
pub const MAX_BULK: usize = 1_000;

/// Does up to [`MAX_BULK`] operations in a transaction of its own, as a caller who has been admitted already. Each is
/// answered for itself.
pub async fn bulk(
    app: &App,
    who: &Identity,
    entity: &'static Entity,
    operations: Vec<Operation>,
) -> Result<BatchOutcome> {
    require_sound(&operations, MAX_BULK)?;
    app.write(who, &RunOperations { entity, operations, on_failure: OnFailure::GoOn }).await
}

/// Does up to [`MAX_BULK`] operations within a transaction, for any caller, an automation among them. Each is answered
/// for itself, with the record as it is or the reason why it was refused; one that is refused changes nothing.
pub async fn bulk_in(
    app: &App,
    tx: &mut TenantTx,
    caller: &Caller,
    changes: &mut ChangeSet,
    entity: &'static Entity,
    operations: &[Operation],
) -> Result<Vec<Result<Image>>> {
    require_sound(operations, MAX_BULK)?;
    Bulk::new(app, tx, caller, changes).operations(entity, operations, OnFailure::GoOn).await
}

/// Operations in a transaction of their own.
pub(super) struct RunOperations {
    pub(super) entity: &'static Entity,
    pub(super) operations: Vec<Operation>,
    pub(super) on_failure: OnFailure,
}

#[async_trait]
impl Intent for RunOperations {
    const NAME: &'static str = "records.batch";
    type Output = BatchOutcome;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<BatchOutcome>> {
        caller.access.require(self.entity, Action::READ)?;
        let mut changes = ChangeSet::of(app.source(), caller, app.source().now());
        let mut bulk = Bulk::new(app, tx, caller, &mut changes);
        let mut results = bulk.operations(self.entity, &self.operations, self.on_failure).await?;
        if self.on_failure == OnFailure::UndoAll
            && let Some(index) = results.iter().position(Result::is_err)
            && let Err(error) = results.swap_remove(index)
        {
            return Err(error.within(&format!("/operations/{index}")));
        }
        let change_set = (!changes.is_empty()).then(|| changes.id());
        let entries = changes.append(tx).await?;
        let position = position(tx, &entries).await?;
        let view = |image: Image| RecordView::new(app, caller, self.entity, &image, position);
        let items = results.into_iter().map(|done| done.and_then(view)).collect();
        let cursor = app.cursors().seal(caller.tenant, position);
        Ok(Done { output: BatchOutcome { change_set, items, cursor }, entries })
    }
}

/// One of the writes of a bulk.
#[async_trait]
pub(crate) trait BulkWrite: Sync {
    type Output: Send;

    /// Does it. It may be called again, after all that it did was undone.
    async fn write(&self, work: WriteContext<'_>) -> Result<Self::Output>;
}

/// Writes of one caller that share a transaction, a change set and what was read for them.
pub(crate) struct Bulk<'a> {
    app: &'a App,
    tx: &'a mut TenantTx,
    caller: &'a Caller,
    changes: &'a mut ChangeSet,
    buffer: WriteBuffer,
}

/// How writes within one savepoint ended.
enum Attempt<T> {
    Kept(Vec<Result<T>>),
    /// The database must undo all of them; of a single write it is the error.
    RolledBack(Error),
}

impl<'a> Bulk<'a> {
    pub(crate) fn new(app: &'a App, tx: &'a mut TenantTx, caller: &'a Caller, changes: &'a mut ChangeSet) -> Self {
        Self { app, tx, caller, changes, buffer: WriteBuffer::default() }
    }

    /// Locks records that are about to be changed, in the order of their ids.
    pub(crate) async fn lock_all(
        &mut self,
        entity: &'static Entity,
        ids: impl IntoIterator<Item = Uuid>,
    ) -> Result<()> {
        self.buffer.lock_all(self.tx, entity, ids, Lock::Update).await
    }

    /// Reads what the writes will refer to.
    pub(crate) async fn read(&mut self, wanted: Wanted) -> Result<()> {
        self.buffer.read(self.tx, self.app.catalogue(), wanted).await
    }

    /// What was read, and what is known of it by now.
    pub(crate) fn buffer(&self) -> &WriteBuffer {
        &self.buffer
    }

    /// Does the writes one after the other, and says what came of each. With [`OnFailure::UndoAll`] the first refusal
    /// is the last result.
    pub(crate) async fn run<W: BulkWrite>(
        &mut self,
        writes: &[W],
        on_failure: OnFailure,
    ) -> Result<Vec<Result<W::Output>>> {
        // So that what goes beyond the plan is refused by itself, and not all at the end.
        self.changes.count_records(self.tx).await?;
        let mut results = Vec::with_capacity(writes.len());
        let mut parts = Vec::from_iter(std::iter::once(0..writes.len()));
        self.buffer.keep();
        while let Some(part) = parts.pop() {
            let mark = self.changes.mark();
            self.tx.savepoint(Savepoint::Step).await?;
            match self.attempt(&writes[part.clone()], on_failure).await? {
                Attempt::Kept(done) => {
                    self.tx.release(Savepoint::Step).await?;
                    self.buffer.keep();
                    results.extend(done);
                }
                Attempt::RolledBack(error) => {
                    self.tx.roll_back_to(Savepoint::Step).await?;
                    self.changes.undo_to(mark);
                    self.buffer.roll_back();
                    if part.len() > 1 {
                        let middle = part.start + part.len() / 2;
                        parts.extend([middle..part.end, part.start..middle]);
                        continue;
                    }
                    results.push(Err(error));
                }
            }
            if on_failure == OnFailure::UndoAll && results.last().is_some_and(Result::is_err) {
                break;
            }
        }
        Ok(results)
    }

    async fn attempt<W: BulkWrite>(&mut self, writes: &[W], on_failure: OnFailure) -> Result<Attempt<W::Output>> {
        let mut done = Vec::with_capacity(writes.len());
        for write in writes {
            let mark = self.changes.mark();
            self.buffer.begin_write();
            let rows = Rows::buffered(self.tx, &mut self.buffer);
            let work = WriteContext { app: self.app, rows, caller: self.caller, changes: self.changes };
            match write.write(work).await {
                Ok(output) => done.push(Ok(output)),
                Err(error) if !error.is_refusal() => return Err(error),
                Err(error) if self.buffer.must_roll_back() => return Ok(Attempt::RolledBack(error)),
                Err(error) => {
                    self.buffer.undo_write();
                    self.changes.undo_to(mark);
                    done.push(Err(error));
                    if on_failure == OnFailure::UndoAll {
                        break;
                    }
                }
            }
        }
        match self.buffer.flush(self.tx).await {
            Ok(()) => Ok(Attempt::Kept(done)),
            Err(error) if error.is_refusal() => Ok(Attempt::RolledBack(error)),
            Err(error) => Err(error),
        }
    }

    async fn operations(
        &mut self,
        entity: &'static Entity,
        operations: &[Operation],
        on_failure: OnFailure,
    ) -> Result<Vec<Result<Image>>> {
        // All records are locked at once and in one order, so that two bulks of the same records do not wait for each
        // other. An operation that the caller may do on no record locks none.
        let may = |operation: &&Operation| self.caller.access.require(entity, operation.action()).is_ok();
        let allowed = operations.iter().filter(may);
        let ids: Vec<_> = allowed.clone().filter_map(Operation::record).map(|id| id.uuid()).collect();
        let mut wanted = Wanted::default();
        allowed.filter_map(Operation::data).for_each(|data| wanted.add(entity, data));
        self.lock_all(entity, ids).await?;
        self.read(wanted).await?;
        let writes: Vec<_> = operations.iter().map(|operation| OperationOn { entity, operation }).collect();
        self.run(&writes, on_failure).await
    }
}

struct OperationOn<'a> {
    entity: &'static Entity,
    operation: &'a Operation,
}

#[async_trait]
impl BulkWrite for OperationOn<'_> {
    type Output = Image;

    async fn write(&self, work: WriteContext<'_>) -> Result<Image> {
        let entity = self.entity;
        match self.operation {
            Operation::Create { data } => create_in(work, entity, data).await,
            Operation::Patch { id, if_match, data } => patch_in(work, entity, *id, *if_match, data).await,
            Operation::Replace { id, if_match, data } => replace_in(work, entity, *id, *if_match, data).await,
            Operation::Delete { id, if_match } => delete_in(work, entity, *id, *if_match).await,
            Operation::Restore { id } => restore_in(work, entity, *id).await,
        }
    }
}

/// Refuses no operations or too many, and a record that is named twice: the order of two changes of one record is
/// easily mistaken, and a version named for the second could not be known.
pub(super) fn require_sound(operations: &[Operation], most: usize) -> Result<()> {
    let wrong =
        |code: Code, why: String| Err(Error::invalid(vec![FieldError::new("/operations", code).with_message(why)]));
    if operations.is_empty() {
        return wrong(Code::InvalidValue, "expected at least one operation".to_owned());
    }
    if operations.len() > most {
        return wrong(Code::TooManyOperations, format!("expected at most {most} operations"));
    }
    let mut seen = HashSet::new();
    let named = operations.iter().enumerate().filter_map(|(index, operation)| Some((index, operation.record()?)));
    let repeated = named.filter(|(_, id)| !seen.insert(*id));
    let errors: Vec<_> =
        repeated.map(|(index, _)| FieldError::new(format!("/operations/{index}/id"), Code::RepeatedRecord)).collect();
    if errors.is_empty() { Ok(()) } else { Err(Error::invalid(errors)) }
}
