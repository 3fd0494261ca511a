//! A deal: something that may be sold, on its way through a pipeline.

use plenum_shared::{
    access::{Action, Scope, SystemRole},
    catalogue::{Entity, EventKind, Field, FieldKind, Ownership, Trigger, WhenHidden},
};

pub const DEAL: Entity = Entity {
    name: "deal",
    plural: "deals",
    aliases: &["opportunities"],
    order: 50,
    table: "deals",
    module: "deals",
    ownership: Ownership::Owned,
    label: &["title"],
    followable: true,
    own_fields: &[
        Field::new("title", "title", FieldKind::Text { max: 200 }).searched().required(),
        Field::new("accountId", "account_id", FieldKind::Reference("account"))
            .blocks_deletion()
            .with_inverse("deals", 5),
        Field::new("contactId", "contact_id", FieldKind::Reference("contact"))
            .blocks_deletion()
            .with_inverse("deals", 5),
        Field::new("value", "value", FieldKind::Money),
        // Both may be left out of a new deal: the tenant's default pipeline and its first stage stand in.
        Field::new("pipelineId", "pipeline_id", FieldKind::Reference("pipeline")).required().filled().blocks_deletion(),
        Field::new("stageId", "stage_id", FieldKind::Reference("stage")).required().filled().blocks_deletion(),
        // Follows from the stage's kind.
        Field::new("status", "status", FieldKind::Choice(&["open", "won", "lost"])).required().never_written(),
        // In percent; without it, that of the stage counts.
        Field::new("probability", "probability", FieldKind::Decimal { scale: 2, min: 0, max: 10_000 }),
        Field::new("expectedCloseDate", "expected_close_date", FieldKind::Date),
        Field::new("closedAt", "closed_at", FieldKind::Timestamp).never_written(),
        Field::new("description", "description", FieldKind::LongText { max: 20_000 }).searched(),
    ],
    kinds: None,
    narrowed: None,
    events: &[
        EventKind {
            name: "deal.stage_changed",
            trigger: Trigger::Changed,
            reveals: "stageId",
            when_hidden: WhenHidden::PlainUpdate,
        },
        EventKind {
            name: "deal.closed_won",
            trigger: Trigger::Becomes("won"),
            reveals: "status",
            when_hidden: WhenHidden::Nothing,
        },
        EventKind {
            name: "deal.closed_lost",
            trigger: Trigger::Becomes("lost"),
            reveals: "status",
            when_hidden: WhenHidden::Nothing,
        },
    ],
    default_grants: &[
        (SystemRole::Manager, Action::READ, Scope::Team),
        (SystemRole::Manager, Action::WRITE, Scope::Team),
        (SystemRole::Manager, Action::DELETE, Scope::Team),
        (SystemRole::SalesUser, Action::READ, Scope::Team),
        (SystemRole::SalesUser, Action::WRITE, Scope::Team),
        (SystemRole::SalesUser, Action::DELETE, Scope::Own),
        (SystemRole::ReadOnly, Action::READ, Scope::All),
    ],
};
