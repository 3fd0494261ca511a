//! A deal: something that may be sold, on its way through a pipeline.

use plenum_shared::{
    access::{Action, Scope, SystemRole},
    catalogue::{Entity, EventKind, Field, FieldKind, Otherwise, Ownership, When},
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
        Field::new("title", "title", FieldKind::Text { max: 200 }).searched('t').required(),
        Field::new("accountId", "account_id", FieldKind::Reference("account")).holding().shown_there_as("deals", 5),
        Field::new("contactId", "contact_id", FieldKind::Reference("contact")).holding().shown_there_as("deals", 5),
        Field::new("value", "value", FieldKind::Money),
        // Both may be left out of a new deal: the tenant's default pipeline and its first stage stand in.
        Field::new("pipelineId", "pipeline_id", FieldKind::Reference("pipeline")).required().filled().holding(),
        Field::new("stageId", "stage_id", FieldKind::Reference("stage")).required().filled().holding(),
        // Follows from the stage's kind.
        Field::new("status", "status", FieldKind::Choice(&["open", "won", "lost"])).required().never_written(),
        Field::new("expectedCloseDate", "expected_close_date", FieldKind::Date),
        Field::new("closedAt", "closed_at", FieldKind::Timestamp).never_written(),
        Field::new("description", "description", FieldKind::LongText { max: 20_000 }).searched('d'),
    ],
    kinds: None,
    narrowed: None,
    events: &[
        EventKind {
            name: "deal.stage_changed",
            when: When::Changed,
            reveals: "stageId",
            otherwise: Otherwise::PlainUpdate,
        },
        EventKind {
            name: "deal.closed_won",
            when: When::Becomes("won"),
            reveals: "status",
            otherwise: Otherwise::Nothing,
        },
        EventKind {
            name: "deal.closed_lost",
            when: When::Becomes("lost"),
            reveals: "status",
            otherwise: Otherwise::Nothing,
        },
    ],
    default_grants: &[
        (SystemRole::Manager, Action::Read, Scope::Team),
        (SystemRole::Manager, Action::Write, Scope::Team),
        (SystemRole::Manager, Action::Delete, Scope::Team),
        (SystemRole::SalesUser, Action::Read, Scope::Team),
        (SystemRole::SalesUser, Action::Write, Scope::Team),
        (SystemRole::SalesUser, Action::Delete, Scope::Own),
        (SystemRole::ReadOnly, Action::Read, Scope::All),
    ],
};
