//! Relations: what a record names in its fields, and the records that name it in theirs.
//!
//! Nothing declares one by itself. A field that holds an id is a relation to what it names, called like the field
//! without its `Id`; and a reference that says how it is [shown there](Field::with_inverse) is one back.

use super::{
    entity::Entity,
    field::{Field, FieldKind, Inverse},
};

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

/// All relations of an entity's records among these entities: first those of its own fields, in their order.
pub(super) fn relations<'a>(among: &'a [&'static Entity], of: &Entity) -> impl Iterator<Item = Relation> + use<'a> {
    let own = of.fields().filter_map(|field| Some(Relation::One { field, to: target(among, field.kind)? }));
    let reference = FieldKind::Reference(of.name);
    let back = among.iter().copied().flat_map(move |entity| {
        let fields = entity.fields().filter(move |field| field.kind == reference);
        fields.filter_map(move |field| Some(Relation::Many { entity, field, inverse: field.inverse? }))
    });
    own.chain(back)
}

fn target(among: &[&'static Entity], kind: FieldKind) -> Option<Target> {
    match kind {
        FieldKind::Reference(name) => among.iter().find(|entity| entity.name == name).copied().map(Target::Record),
        FieldKind::User => Some(Target::User),
        FieldKind::Team => Some(Target::Team),
        _ => None,
    }
}
