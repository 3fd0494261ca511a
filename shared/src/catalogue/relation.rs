//! Relations: what a record names in its fields, and the records that name it in theirs.
//!
//! Nothing declares one by itself. A field that holds an id is a relation to what it names, called like the field
//! without its `Id`; and a reference that says how it is [shown there](Field::shown_there_as) is one back.

use super::{Catalogue, Entity, Field, FieldKind, Inverse};

/// One end of a relation, as the records at that end see it.
#[derive(Debug, Clone, Copy)]
pub enum Relation {
    /// What a field of the record names.
    One { field: &'static Field, to: Target },
    /// The records of an entity that name the record in a field.
    Many { entity: &'static Entity, field: &'static Field, inverse: Inverse },
}

/// What a field names.
#[derive(Debug, Clone, Copy)]
pub enum Target {
    Record(&'static Entity),
    User,
    Team,
}

impl Relation {
    /// The name on the wire: `account`, `owner`, `createdBy`; `deals`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::One { field, .. } => field.name.strip_suffix("Id").unwrap_or(field.name),
            Self::Many { inverse, .. } => inverse.name,
        }
    }
}

/// The relations of the fields of an entity, in their order.
pub(super) fn of_fields<'a>(catalogue: &'a Catalogue, of: &Entity) -> impl Iterator<Item = Relation> + use<'a> {
    of.fields().filter_map(move |field| Some(Relation::One { field, to: target(catalogue, field.kind)? }))
}

/// The relations back from the references of all entities to this one.
pub(super) fn of_referrers<'a>(catalogue: &'a Catalogue, of: &Entity) -> impl Iterator<Item = Relation> + use<'a> {
    let reference = FieldKind::Reference(of.name);
    catalogue.entities().flat_map(move |entity| {
        let fields = entity.fields().filter(move |field| field.kind == reference);
        fields.filter_map(move |field| Some(Relation::Many { entity, field, inverse: field.inverse? }))
    })
}

fn target(catalogue: &Catalogue, kind: FieldKind) -> Option<Target> {
    match kind {
        FieldKind::Reference(name) => catalogue.by_name(name).map(Target::Record),
        FieldKind::User => Some(Target::User),
        FieldKind::Team => Some(Target::Team),
        _ => None,
    }
}
