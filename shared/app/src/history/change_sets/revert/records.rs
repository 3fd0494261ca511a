//! The records of a revert: what the set did to each, which of them the caller may know of, and putting them back.

use std::collections::{HashMap, HashSet};

use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result, access::Action, caller::Caller, catalogue::Entity, entry::Entry, ids::RecordId, image::Image,
};
use plenum_store::{
    TenantTx,
    records::{Deleted, Lock},
};

use super::{
    plan::{Existence, Plan, RecordChange},
    report::RevertedRecord,
};
use crate::{
    history::change_sets::visible::VisibleRecords,
    records::{Bulk, BulkWrite, OnFailure, Wanted, WriteContext},
};

/// How often a record is tried. One that is refused may be in the way of another that is to go first: the one default
/// of its kind cannot step down before there is another.
const TRIES: usize = 2;

/// What the entries of a set did to each record. Of a record of which no change is shown to the caller, nothing is
/// reverted: the report would give it away.
#[derive(Debug, Default)]
pub(super) struct RecordChanges {
    changes: HashMap<(String, RecordId), RecordChange>,
    shown: HashSet<RecordId>,
}

/// A record of the set, with what the set did to it.
pub(super) struct Target {
    entity: &'static Entity,
    change: RecordChange,
}

impl RecordChanges {
    /// Adds the next entries of the set.
    pub(super) async fn add(&mut self, tx: &mut TenantTx, caller: &Caller, entries: &[Entry]) -> Result<()> {
        let visible = VisibleRecords::of(tx, caller, entries).await?;
        let shown = entries.iter().filter(|entry| visible.change(caller, entry).is_some());
        self.shown.extend(shown.map(|entry| entry.record));
        for entry in entries {
            let Some(after) = &entry.after else { continue };
            let change = self.changes.entry((entry.entity.clone(), entry.record));
            let change = change.or_insert_with(|| RecordChange::new(entry, after));
            change.add(entry, after);
        }
        Ok(())
    }

    /// Whether the caller sees nothing of them.
    pub(super) fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// Those of which something is shown, the one that the set changed last first.
    fn into_shown(self) -> Vec<RecordChange> {
        let shown = self.changes.into_values().filter(|change| self.shown.contains(&change.record));
        let mut changes: Vec<_> = shown.collect();
        changes.sort_by_key(|change| std::cmp::Reverse(change.last_seq));
        changes
    }
}

/// The records of a revert, locked. A record is left out when the caller cannot see it now, or could not have seen it
/// before or after the set.
///
/// They stand backwards: what was built on a record goes before it, and a record comes back before what was built on
/// it.
pub(super) async fn targets(bulk: &mut Bulk<'_>, caller: &Caller, changes: RecordChanges) -> Result<Vec<Target>> {
    let changes = changes.into_shown();
    let (mut ids, mut wanted): (HashMap<&str, Vec<_>>, _) = (HashMap::new(), Wanted::default());
    for change in &changes {
        ids.entry(change.entity.as_str()).or_default().push(change.record.uuid());
    }
    // In one order for all reverts and batches, so that they do not wait for each other.
    for entity in caller.catalogue.entities() {
        if let Some(ids) = ids.remove(entity.name) {
            bulk.lock_all(entity, ids).await?;
        }
    }
    let sees = |entity, image: &Image| caller.access.covers(entity, Action::READ, image);
    let mut targets = Vec::with_capacity(changes.len());
    for change in changes {
        let Some(entity) = caller.catalogue.by_name(&change.entity) else { continue };
        let is_there = bulk.buffer().held(entity, change.record).is_some_and(|now| sees(entity, now));
        if is_there && change.images().all(|image| sees(entity, image)) {
            wanted.add(entity, &change.earlier_references(entity));
            targets.push(Target { entity, change });
        }
    }
    bulk.read(wanted).await?;
    Ok(targets)
}

/// Reverts these records, and says what became of each.
pub(super) async fn put_back(
    bulk: &mut Bulk<'_>,
    caller: &Caller,
    mut targets: Vec<Target>,
) -> Result<Vec<RevertedRecord>> {
    let mut records = Vec::with_capacity(targets.len());
    for tries_left in (0..TRIES).rev() {
        let results = bulk.run(&targets, OnFailure::GoOn).await?;
        let mut refused = Vec::new();
        for (target, result) in targets.into_iter().zip(results) {
            match result {
                Ok(record) => records.push(record),
                Err(_) if tries_left > 0 => refused.push(target),
                Err(error) => {
                    let now = bulk.buffer().held(target.entity, target.change.record);
                    let now = now.ok_or_else(|| Error::internal("a locked record is gone"))?;
                    records.push(target.plan(caller, now).report(Err(&error)));
                }
            }
        }
        targets = refused;
        if targets.is_empty() {
            break;
        }
    }
    Ok(records)
}

impl Target {
    fn plan(&self, caller: &Caller, now: &Image) -> Plan {
        Plan::new(self.entity, &self.change, now, &caller.access.role)
    }
}

#[async_trait]
impl BulkWrite for Target {
    type Output = RevertedRecord;

    async fn write(&self, mut work: WriteContext<'_>) -> Result<RevertedRecord> {
        // Another record of this revert may have changed this one along: one default steps down for another.
        let now = work.rows.get(self.entity, self.change.record, Deleted::Include, Lock::Update).await?;
        let now = now.ok_or_else(|| Error::internal("a locked record is gone"))?;
        let plan = self.plan(work.caller, &now);
        if !plan.is_nothing() {
            carry_out(&mut work, self.entity, now, &plan).await?;
        }
        Ok(plan.report(Ok(())))
    }
}

async fn carry_out(work: &mut WriteContext<'_>, entity: &'static Entity, mut now: Image, plan: &Plan) -> Result<()> {
    let needed = match plan.existence() {
        Existence::Stays => Action::WRITE,
        Existence::Deleted | Existence::Restored => Action::DELETE,
    };
    require(work.caller, entity, needed, &now)?;
    let WriteContext { app, rows, caller, changes } = work;
    if plan.existence() == Existence::Restored {
        now = app.record_writer(rows.reborrow(), caller, changes).restore(entity, now).await?;
    }
    if plan.has_fields() {
        require(caller, entity, Action::WRITE, &now)?;
        now = app.record_writer(rows.reborrow(), caller, changes).put_back(entity, now, plan.earlier_values()).await?;
    }
    if plan.existence() == Existence::Deleted {
        app.record_writer(rows.reborrow(), caller, changes).delete(entity, now).await?;
    }
    Ok(())
}

/// Refuses what the caller may not do with the record as it is now.
fn require(caller: &Caller, entity: &'static Entity, action: Action, record: &Image) -> Result<()> {
    caller.access.require(entity, action)?;
    if caller.access.covers(entity, action, record) {
        return Ok(());
    }
    let why = format!("your permission {} does not cover this record", entity.permission(action));
    Err(Error::new(Code::Forbidden).with_message(why))
}
