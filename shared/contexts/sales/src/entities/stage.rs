//! A stage of a pipeline: a step with a probability of winning, or one of the two ends.

use plenum_shared::{
    access::{Action, Scope, SystemRole},
    catalogue::{Entity, Field, FieldKind, Ownership},
};

pub const STAGE: Entity = Entity {
    name: "stage",
    plural: "stages",
    aliases: &[],
    order: 20,
    table: "stages",
    module: "pipelines",
    ownership: Ownership::Shared,
    label: &["name"],
    followable: false,
    own_fields: &[
        Field::new("pipelineId", "pipeline_id", FieldKind::Reference("pipeline"))
            .required()
            .only_on_create()
            // All there usually are: a board is drawn from them.
            .with_inverse("stages", 50),
        Field::new("name", "name", FieldKind::Text { max: 120 }).searched().required(),
        Field::new("position", "position", FieldKind::Int { min: 0, max: 10_000 }).required().default("0"),
        Field::new("probability", "probability", FieldKind::Int { min: 0, max: 100 }).required().default("0"),
        Field::new("kind", "kind", FieldKind::Choice(&["open", "won", "lost"])).required().default("\"open\""),
    ],
    kinds: None,
    narrowed: None,
    events: &[],
    // Stages are part of their pipeline: one module of permissions, granted with the pipeline.
    default_grants: &[
        (SystemRole::Manager, Action::READ, Scope::All),
        (SystemRole::SalesUser, Action::READ, Scope::All),
        (SystemRole::SupportUser, Action::READ, Scope::All),
        (SystemRole::ReadOnly, Action::READ, Scope::All),
    ],
};
