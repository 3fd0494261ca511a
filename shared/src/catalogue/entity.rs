//! An entity: one kind of record, with everything that is declared about it.

use super::{
    event_kind::{EventKind, WhenHidden},
    field::{Field, FieldKind},
    kinds::Kinds,
};
use crate::{
    access::{Action, Scope, SystemRole},
    image::Image,
};

/// Fields that every record has and only the server sets.
pub const SYSTEM_FIELDS: &[Field] = &[
    Field::new("id", "id", FieldKind::Id).never_written().required(),
    Field::new("version", "version", FieldKind::Int { min: 1, max: i64::MAX }).never_written().required(),
    Field::new("createdAt", "created_at", FieldKind::Timestamp).never_written().required(),
    Field::new("createdBy", "created_by", FieldKind::User).never_written(),
    Field::new("updatedAt", "updated_at", FieldKind::Timestamp).never_written().required(),
    Field::new("updatedBy", "updated_by", FieldKind::User).never_written(),
    Field::new("deletedAt", "deleted_at", FieldKind::Timestamp).never_written(),
    Field::new("deletedBy", "deleted_by", FieldKind::User).never_written(),
];

/// Fields of a record that belongs to somebody, and by which scopes *own* and *team* are judged.
pub const OWNED_FIELDS: &[Field] =
    &[Field::new("ownerId", "owner_id", FieldKind::User), Field::new("teamId", "team_id", FieldKind::Team)];

const NO_FIELDS: &[Field] = &[];

/// One kind of record.
#[derive(Debug)]
pub struct Entity {
    /// The singular name, also the first part of its event types: `deal`.
    pub name: &'static str,
    /// The plural, used in URLs and in the subject of events: `deals`.
    pub plural: &'static str,
    /// Other plurals that URLs may use for the same records.
    pub aliases: &'static [&'static str],
    /// Where the entity stands in documents and other lists: the lowest first.
    pub order: u16,
    pub table: &'static str,
    /// The module of its permissions: `deals` in `deals.read`.
    pub module: &'static str,
    pub ownership: Ownership,
    /// The fields of text that together name a record to people: what a list or a notification calls it.
    pub label: &'static [&'static str],
    /// Whether people may follow its records, to be notified of their changes.
    pub followable: bool,
    /// Its own fields; [`Entity::fields`] adds those that come with ownership and with every record.
    pub own_fields: &'static [Field],
    /// Records of several kinds, each with fields of its own.
    pub kinds: Option<&'static Kinds>,
    /// Only the records of this kind: so is a [kind alias](super::Catalogue::kind_aliases).
    pub narrowed: Option<&'static str>,
    /// Event types beyond `created`, `updated`, `deleted` and `restored`.
    pub events: &'static [EventKind],
    /// What the roles of a new tenant may do with it. The tenant's administrator may do everything.
    pub default_grants: &'static [(SystemRole, Action, Scope)],
}

/// Whether records belong to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ownership {
    /// Every member who may read the entity reads all of it.
    Shared,
    /// Records have an owner and a team.
    Owned,
}

impl Entity {
    /// All fields: the entity's own, then ownership, then those of every record. The order is the order of the wire,
    /// and an index into it is a bit of a [`FieldMask`](super::FieldMask).
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> + Clone + use<> {
        self.own_fields.iter().chain(self.ownership_fields()).chain(SYSTEM_FIELDS)
    }

    /// The fields that come with ownership.
    pub fn ownership_fields(&self) -> &'static [Field] {
        match self.ownership {
            Ownership::Owned => OWNED_FIELDS,
            Ownership::Shared => NO_FIELDS,
        }
    }

    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields().find(|field| field.name == name)
    }

    /// What one record is called: the word of the kind where all are of one kind, else the entity's name.
    pub fn noun(&self) -> &'static str {
        self.narrowed.unwrap_or(self.name)
    }

    /// The URL segments of its records: the plural, then the aliases.
    pub fn segments(&self) -> impl Iterator<Item = &'static str> + use<> {
        std::iter::once(self.plural).chain(self.aliases.iter().copied())
    }

    /// The full permission name of an action: `deals.read`.
    pub fn permission(&self, action: Action) -> String {
        format!("{}.{}", self.module, action.as_str())
    }

    /// The types of the entries that a creation or a change makes, most telling first: `plain` or what stands in its
    /// place, then what stands beside it.
    pub fn event_types(&self, plain: String, before: Option<&Image>, after: &Image) -> Vec<String> {
        let happened = |when_hidden| {
            let declared = self.events.iter().filter(move |event| event.when_hidden == when_hidden);
            declared.filter(|event| event.happened(before, after)).map(|event| event.name.to_owned())
        };
        // A new record is created, whatever else can be said of it.
        let first = before.and_then(|_| happened(WhenHidden::PlainUpdate).next()).unwrap_or(plain);
        std::iter::once(first).chain(happened(WhenHidden::Nothing)).collect()
    }
}
