//! Reverts a change set: what it changed, and nobody changed since, goes back to what it was.
//!
//! A revert is a third way to write, beside creating and changing: it is judged by the caller's access and field rules
//! and by what must always hold, not by the steps of a state machine. It writes a change set of its own, which can be
//! reverted in turn. Each record is reverted by itself: one that cannot go back stays as it is, and the report says
//! why.
//!
//! A set of up to 1,000 entries is reverted at once. A larger one is the work of a [job](ChangeSetRevert).

mod job;
mod permission;
mod plan;
mod records;
mod rehearsal;
mod report;

use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
    entry::Entry,
    ids::ChangeSetId,
    plan::{Feature, UNDO},
};
use plenum_store::{
    Savepoint, TenantTx,
    history::change_sets::{self as store, SetEntries},
};

pub use job::ChangeSetRevert;
pub use rehearsal::Rehearsal;
pub use report::{RevertCounts, RevertOutcome, RevertReport, RevertStop, RevertedRecord};

use self::{
    permission::require_access,
    records::{RecordChanges, put_back, targets},
    report::Report,
};
use super::{ENTITY, MAX_BYTES, MAX_ENTRIES, REVERTED, entities};
use crate::{
    App, Done, Intent, Versioned,
    change_set::{ChangeSet, Subject, position},
    jobs::JobView,
    records::Bulk,
};

/// What became of a revert.
#[derive(Debug)]
pub enum Reverted {
    Done(Versioned<RevertReport>),
    /// The set is too large for one transaction. This job reverts it, and the report will be its result.
    Begun(JobView),
}

/// Reverts a change set, or begins a job that does if it has more than 1,000 entries about records, or entries of more
/// than 8 MiB. The author of a set may revert it; others need the permission `changesets.revert`.
pub async fn revert(app: &App, who: &Identity, id: ChangeSetId, rehearsal: Rehearsal) -> Result<Reverted> {
    // It may read and write as much as many lists.
    let _permit = app.list_permit(who).await?;
    let reverted = app.write(who, &Revert { id, rehearsal }).await?;
    if matches!(reverted, Reverted::Begun(_)) {
        app.wake_jobs();
    }
    Ok(reverted)
}

struct Revert {
    id: ChangeSetId,
    rehearsal: Rehearsal,
}

#[async_trait]
impl Intent for Revert {
    const NAME: &'static str = "history.revert";
    const FEATURE: Option<&'static Feature> = Some(&UNDO);
    type Output = Reverted;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Reverted>> {
        let SetEntries { entries, is_whole } =
            store::entries_of(tx, self.id, &entities(&caller.catalogue), MAX_ENTRIES, MAX_BYTES).await?;
        let mut record_changes = RecordChanges::default();
        record_changes.add(tx, caller, &entries).await?;
        self.require_may_revert(caller, &entries, &record_changes)?;
        if !is_whole {
            let job = job::begin(app, tx, caller, self.id, self.rehearsal).await?;
            return Ok(Done { output: Reverted::Begun(job), entries: Vec::new() });
        }
        let mut changes = ChangeSet::of(app.source(), caller, app.source().now());
        changes.note(REVERTED, Subject::new(ENTITY, self.id), None, None);
        let nothing = changes.mark();
        if self.rehearsal == Rehearsal::Yes {
            tx.savepoint(Savepoint::Rehearsal).await?;
        }
        let mut bulk = Bulk::new(app, tx, caller, &mut changes);
        let targets = targets(&mut bulk, caller, record_changes).await?;
        let mut report = Report::default();
        for record in put_back(&mut bulk, caller, targets).await? {
            report.add(record);
        }
        let change_set = (changes.mark() != nothing).then(|| changes.id());
        let (entries, change_set) = match (self.rehearsal, change_set) {
            (Rehearsal::Yes, _) => {
                tx.roll_back_to(Savepoint::Rehearsal).await?;
                (Vec::new(), None)
            }
            (Rehearsal::No, None) => (Vec::new(), None),
            (Rehearsal::No, Some(id)) => (changes.append(tx).await?, Some(id)),
        };
        let position = position(tx, &entries).await?;
        let value = report.finish(self.id, change_set, self.rehearsal == Rehearsal::Yes);
        let cursor = app.cursors().seal(caller.tenant, position);
        Ok(Done { output: Reverted::Done(Versioned { value, version: 1, cursor }), entries })
    }
}

impl Revert {
    /// Refuses a caller who may not know of the set, sees nothing of it, or may not revert it.
    fn require_may_revert(&self, caller: &Caller, entries: &[Entry], shown: &RecordChanges) -> Result<()> {
        let first = entries.first().ok_or_else(|| Error::new(Code::NotFound))?;
        match require_access(caller, first) {
            Err(error) if error.code() == Code::NotFound => Err(error),
            _ if shown.is_empty() => Err(Error::new(Code::NotFound)),
            judged => judged,
        }
    }
}
