//! Relations: what a record names in its fields, and the records that name it in theirs.
//!
//! Nothing declares one by itself. A field that holds an id is a relation to what it names, called like the field
//! without its `Id`; and a reference that says how it is [shown there](Field::shown_there_as) is one back.

use super::{ENTITIES, Entity, Field, FieldKind, Inverse, by_name};

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

impl Entity {
    /// All relations of its records: first those of its own fields, in their order.
    pub fn relations(&self) -> impl Iterator<Item = Relation> {
        let one = self.fields().filter_map(|field| Some(Relation::One { field, to: target(field.kind)? }));
        let name = self.name;
        let naming = move |field: &&'static Field| field.kind == FieldKind::Reference(name);
        let many = ENTITIES.iter().flat_map(move |entity| {
            entity
                .fields()
                .filter(naming)
                .filter_map(move |field| Some(Relation::Many { entity, field, inverse: field.inverse? }))
        });
        one.chain(many)
    }
}

fn target(kind: FieldKind) -> Option<Target> {
    match kind {
        FieldKind::Reference(name) => by_name(name).map(Target::Record),
        FieldKind::User => Some(Target::User),
        FieldKind::Team => Some(Target::Team),
        _ => None,
    }
}
