//! What a reader may see of the entries of change sets.

use std::collections::{HashMap, HashSet};

use plenum_shared::{
    Result,
    access::{Action, judge},
    caller::Caller,
    catalogue::Entity,
    entry::Entry,
    event::{VisibleChange, visible_change},
    ids::RecordId,
};
use plenum_store::{TenantTx, records};
use uuid::Uuid;

/// The records of some entries that the caller can see now, deleted or not.
#[derive(Default)]
pub(super) struct VisibleRecords(HashSet<(&'static str, RecordId)>);

impl VisibleRecords {
    /// Reads the records of these entries, in one statement for each entity.
    pub(super) async fn of(tx: &mut TenantTx, caller: &Caller, entries: &[Entry]) -> Result<Self> {
        let mut wanted: HashMap<&'static str, (&'static Entity, HashSet<Uuid>)> = HashMap::new();
        for entry in entries {
            if let Some(entity) = caller.catalogue.by_name(&entry.entity)
                && caller.access.role.grant(entity, Action::READ).is_some()
            {
                wanted.entry(entity.name).or_insert_with(|| (entity, HashSet::new())).1.insert(entry.record.uuid());
            }
        }
        let mut visible = HashSet::new();
        for (entity, ids) in wanted.into_values() {
            let images = records::get_all(tx, entity, &Vec::from_iter(ids)).await?;
            let seen = images.iter().filter(|image| caller.access.covers(entity, Action::READ, image));
            visible.extend(seen.filter_map(|image| Some((entity.name, image.id()?))));
        }
        Ok(Self(visible))
    }

    /// The change of an entry as the caller may see it. One by which they lost sight of the record is not shown.
    pub(super) fn change(&self, caller: &Caller, entry: &Entry) -> Option<(&'static Entity, VisibleChange)> {
        let entity = caller.catalogue.by_name(&entry.entity)?;
        if !self.0.contains(&(entity.name, entry.record)) {
            return None;
        }
        let verdict = judge(&caller.access, entity, entry.before.as_ref(), entry.after.as_ref());
        let change = visible_change(entity, entry, verdict, caller.access.role.readable(entity))?;
        change.after.is_some().then_some((entity, change))
    }
}
