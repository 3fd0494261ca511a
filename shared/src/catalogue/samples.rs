//! Entities for the tests of this crate: a small CRM, with something of everything that can be declared.

use super::{Catalogue, Entity, EventKind, Field, FieldKind, Kind, Kinds, Ownership, Trigger, WhenHidden};
use crate::access::{Action, Scope, SystemRole};

pub(crate) const ALL: [&Entity; 6] = [&PIPELINE, &STAGE, &ACCOUNT, &CONTACT, &DEAL, &ACTIVITY];

pub(crate) fn catalogue() -> Catalogue {
    Catalogue::new(ALL, [&TASKS]).expect("a catalogue")
}

pub(crate) const PIPELINE: Entity = Entity {
    name: "pipeline",
    plural: "pipelines",
    aliases: &[],
    order: 10,
    table: "pipelines",
    module: "pipelines",
    ownership: Ownership::Shared,
    label: &["name"],
    followable: false,
    own_fields: &[Field::new("name", "name", FieldKind::Text { max: 120 }).searched().required()],
    kinds: None,
    narrowed: None,
    events: &[],
    default_grants: &[(SystemRole::Manager, Action::READ, Scope::All)],
};

pub(crate) const STAGE: Entity = Entity {
    name: "stage",
    plural: "stages",
    order: 20,
    table: "stages",
    own_fields: &[
        Field::new("pipelineId", "pipeline_id", FieldKind::Reference("pipeline"))
            .required()
            .only_on_create()
            .with_inverse("stages", 50),
        Field::new("name", "name", FieldKind::Text { max: 120 }).searched().required(),
        Field::new("kind", "kind", FieldKind::Choice(&["open", "won", "lost"])).required().default("\"open\""),
    ],
    ..PIPELINE
};

pub(crate) const ACCOUNT: Entity = Entity {
    name: "account",
    plural: "accounts",
    aliases: &["customers"],
    order: 30,
    table: "accounts",
    module: "accounts",
    ownership: Ownership::Owned,
    followable: true,
    own_fields: &[
        Field::new("name", "name", FieldKind::Text { max: 200 }).searched().required(),
        Field::new("parentId", "parent_id", FieldKind::Reference("account"))
            .blocks_deletion()
            .with_inverse("children", 5),
    ],
    default_grants: &[],
    ..PIPELINE
};

pub(crate) const CONTACT: Entity = Entity {
    name: "contact",
    plural: "contacts",
    aliases: &[],
    order: 40,
    table: "contacts",
    module: "contacts",
    label: &["firstName", "lastName"],
    own_fields: &[
        Field::new("firstName", "first_name", FieldKind::Text { max: 120 }).searched().required(),
        Field::new("lastName", "last_name", FieldKind::Text { max: 120 }).searched(),
        Field::new("accountId", "account_id", FieldKind::Reference("account"))
            .blocks_deletion()
            .with_inverse("contacts", 5),
        Field::new("email", "email", FieldKind::Email).searched(),
        Field::new("phone", "phone", FieldKind::Phone).searched(),
        Field::new("status", "status", FieldKind::Choice(&["lead", "customer"])).required().default("\"lead\""),
        Field::new("description", "description", FieldKind::LongText { max: 20_000 }).searched(),
    ],
    ..ACCOUNT
};

pub(crate) const DEAL: Entity = Entity {
    name: "deal",
    plural: "deals",
    aliases: &["opportunities"],
    order: 50,
    table: "deals",
    module: "deals",
    label: &["title"],
    own_fields: &[
        Field::new("title", "title", FieldKind::Text { max: 200 }).searched().required(),
        Field::new("accountId", "account_id", FieldKind::Reference("account"))
            .blocks_deletion()
            .with_inverse("deals", 5),
        Field::new("contactId", "contact_id", FieldKind::Reference("contact"))
            .blocks_deletion()
            .with_inverse("deals", 5),
        Field::new("value", "value", FieldKind::Money),
        Field::new("pipelineId", "pipeline_id", FieldKind::Reference("pipeline")).required().filled().blocks_deletion(),
        Field::new("stageId", "stage_id", FieldKind::Reference("stage")).required().filled().blocks_deletion(),
        Field::new("status", "status", FieldKind::Choice(&["open", "won", "lost"])).required().never_written(),
        Field::new("expectedCloseDate", "expected_close_date", FieldKind::Date),
        Field::new("closedAt", "closed_at", FieldKind::Timestamp).never_written(),
        Field::new("description", "description", FieldKind::LongText { max: 20_000 }).searched(),
    ],
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
    ],
    default_grants: &[
        (SystemRole::Manager, Action::READ, Scope::Team),
        (SystemRole::SalesUser, Action::READ, Scope::Own),
        (SystemRole::ReadOnly, Action::READ, Scope::All),
    ],
    ..ACCOUNT
};

pub(crate) const ACTIVITY: Entity = Entity {
    name: "activity",
    plural: "activities",
    aliases: &[],
    order: 60,
    table: "activities",
    module: "activities",
    label: &["subject"],
    own_fields: &[
        Field::new("kind", "kind", FieldKind::Choice(&["call", "note", "meeting", "task"])).required().only_on_create(),
        Field::new("subject", "subject", FieldKind::Text { max: 200 }).searched().required(),
        Field::new("dealId", "deal_id", FieldKind::Reference("deal")).with_inverse("activities", 5),
        Field::new("durationMinutes", "duration_minutes", FieldKind::Int { min: 0, max: 100_000 }),
        Field::new("attendees", "attendees", FieldKind::Texts { max_items: 100, max_chars: 200 }),
        Field::new("dueDate", "due_date", FieldKind::Date),
        Field::new("priority", "priority", FieldKind::Choice(&["low", "normal"])).default("\"normal\""),
        Field::new("assigneeId", "assignee_id", FieldKind::User),
    ],
    kinds: Some(&Kinds {
        field: "kind",
        of: &[
            Kind { name: "call", fields: &["durationMinutes"] },
            Kind { name: "note", fields: &[] },
            Kind { name: "meeting", fields: &["durationMinutes", "attendees"] },
            Kind { name: "task", fields: &["dueDate", "priority", "assigneeId"] },
        ],
    }),
    ..ACCOUNT
};

/// The activities that are tasks, under a URL of their own.
pub(crate) const TASKS: Entity = ACTIVITY.only("task", "tasks");
