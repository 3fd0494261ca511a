//! A pipeline: the ordered stages that deals of one kind go through. A tenant has at least one, and one default.

use plenum_shared::{
    access::{Action, Scope, SystemRole},
    catalogue::{Entity, Field, FieldKind, Ownership},
};

pub const PIPELINE: Entity = Entity {
    name: "pipeline",
    plural: "pipelines",
    aliases: &[],
    order: 10,
    table: "pipelines",
    module: "pipelines",
    ownership: Ownership::Shared,
    label: &["name"],
    followable: false,
    own_fields: &[
        Field::new("name", "name", FieldKind::Text { max: 120 }).searched().required(),
        Field::new("isDefault", "is_default", FieldKind::Bool).required().default("false"),
        Field::new("position", "position", FieldKind::Int { min: 0, max: 10_000 }).required().default("0"),
    ],
    kinds: None,
    narrowed: None,
    events: &[],
    default_grants: &[
        (SystemRole::Manager, Action::READ, Scope::All),
        (SystemRole::SalesUser, Action::READ, Scope::All),
        (SystemRole::SupportUser, Action::READ, Scope::All),
        (SystemRole::ReadOnly, Action::READ, Scope::All),
    ],
};
