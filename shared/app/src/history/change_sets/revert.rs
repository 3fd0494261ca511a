//! Reverts a change set: what it changed, and nobody changed since, goes back to what it was.
//!
//! A revert is a third way to write, beside creating and changing: it is judged by the caller's access and field rules
//! and by what must always hold, not by the steps of a state machine. It writes a change set of its own, which can be
//! reverted in turn. Each record is reverted by itself: one that cannot go back stays as it is, and the report says why.

mod plan;
mod report;

use std::collections::{HashMap, HashSet};

use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    access::{Action, CHANGE_SETS},
    caller::{Caller, Identity},
    catalogue::Entity,
    entry::Entry,
    ids::ChangeSetId,
    image::Image,
};
use plenum_store::{
    Savepoint, TenantTx,
    history::change_sets as store,
    records::{self, Deleted, Lock},
};

pub use report::{RevertCounts, RevertOutcome, RevertReport, RevertedRecord};

use self::{
    plan::{Existence, Plan, RecordChange},
    report::Report,
};
use super::{ENTITY, MAX_ENTRIES, REVERTED, entities, is_author, may_read_others, visible::VisibleRecords};
use crate::{
    App, Done, Intent, Versioned,
    change_set::{ChangeSet, Subject, position},
};

/// How often a record is tried. One that is refused may be in the way of another that is to go first: the one default of
/// its kind cannot step down before there is another.
const TRIES: usize = 2;

/// Whether a revert is done, or only tried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rehearsal {
    /// It is done.
    No,
    /// It is done and undone in one transaction, so that the report is what a revert would answer.
    Yes,
}

/// Reverts a change set of up to 1,000 entries about records. The author of a set may revert it; others need the
/// permission `changesets.write`.
pub async fn revert(
    app: &App,
    who: &Identity,
    id: ChangeSetId,
    rehearsal: Rehearsal,
) -> Result<Versioned<RevertReport>> {
    // It may read and write as much as many lists.
    let _permit = app.list_limiter().acquire(who).await?;
    app.write(who, &Revert { id, rehearsal }).await
}

struct Revert {
    id: ChangeSetId,
    rehearsal: Rehearsal,
}

/// A record of the set, with what the set did to it.
struct Target {
    entity: &'static Entity,
    change: RecordChange,
}

#[async_trait]
impl Intent for Revert {
    const NAME: &'static str = "history.revert";
    type Output = Versioned<RevertReport>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        let entries = self.entries(tx, caller).await?;
        let targets = targets(tx, caller, &entries).await?;
        let mut changes = ChangeSet::of(app.source(), caller, app.source().now());
        changes.note(REVERTED, Subject::new(ENTITY, self.id), None, None);
        let nothing = changes.mark();
        if self.rehearsal == Rehearsal::Yes {
            tx.savepoint(Savepoint::Rehearsal).await?;
        }
        let mut report = Report::default();
        let mut work = Work { app, tx, caller, changes: &mut changes };
        // Backwards: what was built on a record goes before it, and a record comes back before what was built on it.
        let (mut refused, mut tries) = (Vec::from_iter(targets.into_iter().rev()), 0..TRIES);
        while tries.next().is_some() && !refused.is_empty() {
            for target in std::mem::take(&mut refused) {
                let record = work.put_back(&target).await?;
                match record.outcome == RevertOutcome::Refused && !tries.is_empty() {
                    true => refused.push(target),
                    false => report.add(record),
                }
            }
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
        Ok(Done { output: Versioned { value, version: 1, cursor }, entries })
    }
}

impl Revert {
    /// The entries of the set, if the caller may know of it and revert it.
    async fn entries(&self, tx: &mut TenantTx, caller: &Caller) -> Result<Vec<Entry>> {
        let not_found = || Error::new(Code::NotFound);
        let mut entries = store::entries_of(tx, self.id, &entities(&caller.catalogue), MAX_ENTRIES as i64 + 1).await?;
        let first = entries.first().ok_or_else(not_found)?;
        let (is_author, is_too_large) = (is_author(caller, &first.actor), entries.len() > MAX_ENTRIES);
        if !is_author && !may_read_others(caller) {
            return Err(not_found());
        }
        entries.truncate(MAX_ENTRIES);
        let visible = VisibleRecords::of(tx, caller, &entries).await?;
        // Of a record of which no change is shown, nothing is reverted: the report would give it away.
        let shown = entries.iter().filter(|entry| visible.change(caller, entry).is_some());
        let shown: HashSet<_> = shown.map(|entry| entry.record).collect();
        if shown.is_empty() {
            return Err(not_found());
        }
        entries.retain(|entry| shown.contains(&entry.record));
        if !is_author {
            caller.access.require_module(CHANGE_SETS, Action::Write)?;
        }
        if is_too_large {
            let why = format!("the change set has more than {MAX_ENTRIES} changes");
            return Err(Error::new(Code::TooManyChanges).with_message(why));
        }
        Ok(entries)
    }
}

/// The records of the entries, in the order in which the set changed each of them last, locked. A record is left out
/// when the caller cannot see it now, or could not have seen it before or after the set.
async fn targets(tx: &mut TenantTx, caller: &Caller, entries: &[Entry]) -> Result<Vec<Target>> {
    let changes = plan::record_changes(entries);
    let mut ids: HashMap<&str, Vec<uuid::Uuid>> = HashMap::new();
    for change in &changes {
        ids.entry(change.entity.as_str()).or_default().push(change.record.uuid());
    }
    // In one order for all reverts and batches, so that they do not wait for each other.
    for entity in caller.catalogue.entities() {
        if let Some(ids) = ids.get(entity.name) {
            records::lock_all(tx, entity, ids).await?;
        }
    }
    let mut there = HashSet::new();
    for entity in caller.catalogue.entities() {
        let Some(ids) = ids.get(entity.name) else { continue };
        let images = records::get_all(tx, entity, ids).await?;
        let seen = images.iter().filter(|image| caller.access.covers(entity, Action::Read, image));
        there.extend(seen.filter_map(Image::id));
    }
    let target = |change: RecordChange| {
        let entity = caller.catalogue.by_name(&change.entity)?;
        let sees = |image: &Image| caller.access.covers(entity, Action::Read, image);
        let is_visible = there.contains(&change.record) && change.images().all(sees);
        is_visible.then_some(Target { entity, change })
    };
    Ok(changes.into_iter().filter_map(target).collect())
}

/// What the records of a revert are written with.
struct Work<'a> {
    app: &'a App,
    tx: &'a mut TenantTx,
    caller: &'a Caller,
    changes: &'a mut ChangeSet,
}

impl Work<'_> {
    /// Reverts one record, or says why not. A refusal undoes what was done to this record.
    async fn put_back(&mut self, target: &Target) -> Result<RevertedRecord> {
        let Target { entity, change } = target;
        // Another record of this revert may have changed this one along: one default steps down for another.
        let now = records::get(self.tx, entity, change.record, Deleted::Include, Lock::Update).await?;
        let now = now.ok_or_else(|| Error::internal("a locked record is gone"))?;
        let plan = Plan::new(entity, change, &now, &self.caller.access.role);
        if plan.is_nothing() {
            return Ok(plan.report(Ok(())));
        }
        let mark = self.changes.mark();
        self.tx.savepoint(Savepoint::Step).await?;
        match self.carry_out(entity, now, &plan).await {
            Ok(()) => {
                self.tx.release(Savepoint::Step).await?;
                Ok(plan.report(Ok(())))
            }
            Err(error) if error.is_refusal() => {
                self.tx.roll_back_to(Savepoint::Step).await?;
                self.changes.undo_to(mark);
                Ok(plan.report(Err(&error)))
            }
            Err(error) => Err(error),
        }
    }

    async fn carry_out(&mut self, entity: &'static Entity, mut now: Image, plan: &Plan) -> Result<()> {
        let needed = match plan.existence() {
            Existence::Stays => Action::Write,
            Existence::Deleted | Existence::Restored => Action::Delete,
        };
        self.require(entity, needed, &now)?;
        if plan.existence() == Existence::Restored {
            now = self.app.record_writer(&mut *self.tx, self.caller, self.changes).restore(entity, now).await?;
        }
        if plan.has_fields() {
            self.require(entity, Action::Write, &now)?;
            let mut writer = self.app.record_writer(&mut *self.tx, self.caller, self.changes);
            now = writer.put_back(entity, now, plan.earlier_values()).await?;
        }
        if plan.existence() == Existence::Deleted {
            self.app.record_writer(&mut *self.tx, self.caller, self.changes).delete(entity, now).await?;
        }
        Ok(())
    }

    /// Refuses what the caller may not do with the record as it is now.
    fn require(&self, entity: &'static Entity, action: Action, record: &Image) -> Result<()> {
        let access = &self.caller.access;
        access.require(entity, action)?;
        if access.covers(entity, action, record) {
            return Ok(());
        }
        let why = format!("your permission {} does not cover this record", entity.permission(action));
        Err(Error::new(Code::Forbidden).with_message(why))
    }
}
