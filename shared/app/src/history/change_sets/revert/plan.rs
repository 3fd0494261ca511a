//! What a revert does to one record: pure, from what the set changed and what the record is now.

use std::collections::HashMap;

use plenum_shared::{
    Error,
    access::Role,
    catalogue::{Draft, Entity, FieldKind, FieldMask, Writable},
    entry::Entry,
    ids::RecordId,
    image::Image,
};
use serde_json::{Map, Value};

use super::report::{RevertOutcome, RevertedRecord};
use crate::records::EarlierValues;

const DELETED_AT: &str = "deletedAt";

/// What a change set did to one record.
#[derive(Debug)]
pub(super) struct RecordChange {
    pub(super) entity: String,
    pub(super) record: RecordId,
    /// Nothing: the set created the record.
    before: Option<Image>,
    after: Image,
    /// The number of its last entry in the set.
    pub(super) last_seq: i64,
    /// Of each changed field, the value before the set and after it.
    fields: HashMap<String, (Value, Value)>,
}

/// Whether a revert makes a record come or go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Existence {
    Stays,
    Deleted,
    Restored,
}

#[derive(Debug)]
pub(super) struct Plan {
    entity: &'static Entity,
    record: RecordId,
    existence: Existence,
    /// The fields that go back, and their values.
    draft: Draft,
    derived: Draft,
    /// Fields that have another value since.
    edited_since: Vec<&'static str>,
    /// Fields that the caller may read and not write.
    read_only: Vec<&'static str>,
    /// What the caller may read.
    readable: FieldMask,
}

impl RecordChange {
    /// Begins with the first entry about the record, which is still to be added.
    pub(super) fn new(entry: &Entry, after: &Image) -> Self {
        Self {
            entity: entry.entity.clone(),
            record: entry.record,
            before: entry.before.clone(),
            after: after.clone(),
            last_seq: entry.position.seq,
            fields: HashMap::new(),
        }
    }

    /// What the record referred to before the set, in the fields that it changed.
    pub(super) fn earlier_references(&self, entity: &Entity) -> Map<String, Value> {
        let refers = |kind| matches!(kind, FieldKind::Reference(_) | FieldKind::User | FieldKind::Team);
        let fields = entity.fields().filter(|field| refers(field.kind));
        let earlier = fields.filter_map(|field| Some((field.name.to_owned(), self.fields.get(field.name)?.0.clone())));
        earlier.collect()
    }

    /// The images that a reader must be able to see.
    pub(super) fn images(&self) -> impl Iterator<Item = &Image> {
        self.before.iter().chain([&self.after])
    }

    /// Adds the next entry about the record.
    pub(super) fn add(&mut self, entry: &Entry, after: &Image) {
        self.last_seq = entry.position.seq;
        let Some(before) = &entry.before else { return };
        let names = after.fields().keys().chain(before.fields().keys());
        for name in names.filter(|name| before.get(name) != after.get(name)) {
            let (from, to) = (before.get(name).clone(), after.get(name).clone());
            match self.fields.get_mut(name) {
                // Somebody else changed the field between two changes of the set; what they wrote is what was before.
                Some((first, last)) if *last != from && *last != to => (*first, *last) = (from, to),
                Some((_, last)) => *last = to,
                None => drop(self.fields.insert(name.clone(), (from, to))),
            }
        }
        self.after = after.clone();
    }

    fn existence(&self, now: &Image) -> Existence {
        if self.before.is_none() {
            return if now.is_deleted() || self.after.is_deleted() { Existence::Stays } else { Existence::Deleted };
        }
        match self.fields.get(DELETED_AT) {
            Some((from, to)) if from.is_null() && !to.is_null() && now.get(DELETED_AT) == to => Existence::Restored,
            Some((from, to)) if !from.is_null() && to.is_null() && !now.is_deleted() => Existence::Deleted,
            _ => Existence::Stays,
        }
    }
}

impl Plan {
    pub(super) fn new(entity: &'static Entity, change: &RecordChange, now: &Image, role: &Role) -> Self {
        let readable = role.readable(entity);
        let mut plan = Self {
            entity,
            record: change.record,
            existence: change.existence(now),
            draft: Draft::new(),
            derived: Draft::new(),
            edited_since: Vec::new(),
            read_only: Vec::new(),
            readable,
        };
        // A record that is deleted and stays so keeps its values, and one that the set made had none before.
        if change.before.is_none() || (now.is_deleted() && plan.existence == Existence::Stays) {
            if !change.fields.is_empty() && !change.after.is_deleted() {
                plan.edited_since.push(DELETED_AT);
            }
            return plan;
        }
        for field in entity.own_fields.iter().chain(entity.ownership_fields()) {
            let Some((from, to)) = change.fields.get(field.name) else { continue };
            let current = now.get(field.name);
            if current == from || from == to {
                continue;
            }
            if field.writable == Writable::Never {
                if current == to {
                    plan.derived.insert(field.name.to_owned(), from.clone());
                }
            } else if current != to {
                plan.edited_since.push(field.name);
            } else if role.may_write_field(entity, field) {
                plan.draft.insert(field.name.to_owned(), from.clone());
            } else {
                plan.read_only.push(field.name);
            }
        }
        plan
    }

    pub(super) fn existence(&self) -> Existence {
        self.existence
    }

    pub(super) fn has_fields(&self) -> bool {
        !self.draft.is_empty()
    }

    pub(super) fn is_nothing(&self) -> bool {
        self.existence == Existence::Stays && !self.has_fields()
    }

    pub(super) fn earlier_values(&self) -> EarlierValues {
        // A flag is not named: to a rule, a flag that stays true would be one that the caller sets, and might take it
        // from another record.
        let is_flag = |name: &&&str| self.entity.field(name).is_some_and(|field| field.kind == FieldKind::Bool);
        let kept = self.edited_since.iter().chain(&self.read_only).filter(|name| !is_flag(name)).copied().collect();
        EarlierValues { draft: self.draft.clone(), kept, derived: self.derived.clone() }
    }

    /// The record in the report. Fields that the caller may not read are not in it.
    pub(super) fn report(&self, done: Result<(), &Error>) -> RevertedRecord {
        let shown = |field: &&str| self.readable.index(self.entity, field).is_some();
        let names = |fields: &[&'static str]| fields.iter().copied().filter(shown).map(str::to_owned).collect();
        let (edited_since, read_only): (Vec<String>, Vec<String>) = (names(&self.edited_since), names(&self.read_only));
        let left = !edited_since.is_empty() || !read_only.is_empty();
        let outcome = match (done, self.is_nothing()) {
            (Err(_), _) => RevertOutcome::Refused,
            (Ok(()), false) if left => RevertOutcome::Partial,
            (Ok(()), false) => match self.existence {
                Existence::Stays => RevertOutcome::Reverted,
                Existence::Deleted => RevertOutcome::Deleted,
                Existence::Restored => RevertOutcome::Restored,
            },
            (Ok(()), true) if left => RevertOutcome::Kept,
            (Ok(()), true) => RevertOutcome::Unchanged,
        };
        let fields = match done {
            Ok(()) => self.draft.keys().filter(|name| shown(&name.as_str())).cloned().collect(),
            Err(_) => Vec::new(),
        };
        let why = done.err();
        RevertedRecord {
            entity: self.entity.name.to_owned(),
            record_id: self.record,
            outcome,
            fields,
            edited_since,
            read_only,
            code: why.map(|error| error.code().as_str().to_owned()),
            message: why.map(|error| error.message().to_owned()),
        }
    }
}
