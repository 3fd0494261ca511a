//! A change set as a reader may see it.

use std::collections::{BTreeMap, HashSet};

use plenum_shared::{
    actor::Actor,
    catalogue::{Entity, format_timestamp},
    entry::Entry,
    event::VisibleChange,
    ids::{ChangeSetId, RecordId},
};
use schemars::JsonSchema;
use serde::Serialize;
use time::OffsetDateTime;

use crate::history::{ActorView, ChangeItem};

/// A change set: who changed what, in numbers.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ChangeSet")]
pub struct ChangeSetView {
    pub id: ChangeSetId,
    /// The time of its last change.
    #[schemars(extend("format" = "date-time"))]
    pub time: String,
    pub actor: ActorView,
    /// The change set that this one reverts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reverts: Option<ChangeSetId>,
    pub counts: ChangeCounts,
    /// The number of records of each entity.
    pub entities: Vec<EntityCount>,
    pub counts_are: CountKind,
}

/// How many records of one entity were changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EntityCount {
    /// `deal`
    pub entity: String,
    pub records: u32,
}

/// How many records were changed, and how. A record that was created and changed counts as both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChangeCounts {
    pub created: u32,
    pub updated: u32,
    pub deleted: u32,
    pub restored: u32,
}

/// Whether numbers are those of the whole change set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CountKind {
    Exact,
    /// The set has more entries than were looked at.
    AtLeast,
}

/// A change set with its changes, the first of them first.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChangeSetDetails {
    pub change_set: ChangeSetView,
    pub changes: Vec<SetChange>,
    /// Whether there are changes beyond these.
    pub has_more: bool,
}

/// One change of a change set.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SetChange {
    /// `deal`
    pub entity: String,
    pub record_id: RecordId,
    #[serde(flatten)]
    pub change: ChangeItem,
}

/// Counts the changes of one set, in any order.
pub(super) struct Tally {
    id: ChangeSetId,
    actor: Actor,
    time: OffsetDateTime,
    counts: ChangeCounts,
    counted: HashSet<(&'static str, RecordId, Happened)>,
    records: HashSet<(&'static str, RecordId)>,
    pub(super) counts_are: CountKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Happened {
    Created,
    Updated,
    Deleted,
    Restored,
}

impl Tally {
    /// Of the set of this entry.
    pub(super) fn new(id: ChangeSetId, entry: &Entry) -> Self {
        Self {
            id,
            actor: entry.actor.clone(),
            time: entry.recorded_at,
            counts: ChangeCounts::default(),
            counted: HashSet::new(),
            records: HashSet::new(),
            counts_are: CountKind::Exact,
        }
    }

    pub(super) fn id(&self) -> ChangeSetId {
        self.id
    }

    pub(super) fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    pub(super) fn count(&mut self, entity: &'static Entity, entry: &Entry, change: &VisibleChange) {
        let happened = Happened::of(&change.kind);
        if self.counted.insert((entity.name, entry.record, happened)) {
            *happened.counter(&mut self.counts) += 1;
        }
        self.records.insert((entity.name, entry.record));
        self.time = self.time.max(entry.recorded_at);
    }

    pub(super) fn view(self, reverts: Option<ChangeSetId>) -> ChangeSetView {
        let mut entities = BTreeMap::<&str, u32>::new();
        for (entity, _) in &self.records {
            *entities.entry(entity).or_default() += 1;
        }
        let counted = |(entity, records): (&str, u32)| EntityCount { entity: entity.to_owned(), records };
        let entities = entities.into_iter().map(counted).collect();
        ChangeSetView {
            id: self.id,
            time: format_timestamp(self.time),
            actor: self.actor.into(),
            reverts,
            counts: self.counts,
            entities,
            counts_are: self.counts_are,
        }
    }
}

impl Happened {
    fn of(kind: &str) -> Self {
        match kind.split_once('.').map(|(_, what)| what) {
            Some("created") => Happened::Created,
            Some("deleted") => Happened::Deleted,
            Some("restored") => Happened::Restored,
            _ => Happened::Updated,
        }
    }

    fn counter(self, counts: &mut ChangeCounts) -> &mut u32 {
        match self {
            Happened::Created => &mut counts.created,
            Happened::Updated => &mut counts.updated,
            Happened::Deleted => &mut counts.deleted,
            Happened::Restored => &mut counts.restored,
        }
    }
}

impl SetChange {
    pub(super) fn of(entity: &Entity, entry: &Entry, change: VisibleChange) -> Self {
        Self { entity: entity.name.to_owned(), record_id: entry.record, change: ChangeItem::of(entry, change) }
    }
}
