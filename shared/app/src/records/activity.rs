//! An activity: what was done or is to be done with somebody. A call, an e-mail, a meeting, a note or a task.

use plenum_shared::{
    access::{Action, Scope, SystemRole},
    catalogue::{Entity, EventKind, Field, FieldKind, Kind, Kinds, Ownership, Trigger, WhenHidden},
};

pub const ACTIVITY: Entity = Entity {
    name: "activity",
    plural: "activities",
    aliases: &[],
    order: 60,
    table: "activities",
    module: "activities",
    ownership: Ownership::Owned,
    label: &["subject"],
    followable: true,
    own_fields: &[
        Field::new("kind", "kind", FieldKind::Choice(&["call", "email", "meeting", "note", "task"]))
            .required()
            .only_on_create(),
        Field::new("subject", "subject", FieldKind::Text { max: 200 }).searched().required(),
        Field::new("description", "description", FieldKind::LongText { max: 20_000 }).searched(),
        Field::new("accountId", "account_id", FieldKind::Reference("account")).with_inverse("activities", 5),
        Field::new("contactId", "contact_id", FieldKind::Reference("contact")).with_inverse("activities", 5),
        Field::new("dealId", "deal_id", FieldKind::Reference("deal")).with_inverse("activities", 5),
        Field::new("direction", "direction", FieldKind::Choice(&["inbound", "outbound"])),
        Field::new("startsAt", "starts_at", FieldKind::Timestamp),
        Field::new("durationMinutes", "duration_minutes", FieldKind::Int { min: 0, max: 100_000 }),
        Field::new("outcome", "outcome", FieldKind::Text { max: 500 }).searched(),
        Field::new("location", "location", FieldKind::Text { max: 200 }).searched(),
        Field::new("attendees", "attendees", FieldKind::Texts { max_items: 100, max_chars: 200 }),
        Field::new("dueDate", "due_date", FieldKind::Date),
        Field::new("priority", "priority", FieldKind::Choice(&["low", "normal", "high", "urgent"]))
            .default("\"normal\""),
        // Who is to do it owns it, unless the client names another owner; see the rules.
        Field::new("assigneeId", "assignee_id", FieldKind::User),
        // Empty: still to be done.
        Field::new("completedAt", "completed_at", FieldKind::Timestamp),
    ],
    kinds: Some(&KINDS),
    narrowed: None,
    events: &[EventKind {
        name: "activity.completed",
        trigger: Trigger::Filled,
        reveals: "completedAt",
        when_hidden: WhenHidden::Nothing,
    }],
    default_grants: &[
        (SystemRole::Manager, Action::READ, Scope::Team),
        (SystemRole::Manager, Action::WRITE, Scope::Team),
        (SystemRole::Manager, Action::DELETE, Scope::Team),
        (SystemRole::SalesUser, Action::READ, Scope::Team),
        (SystemRole::SalesUser, Action::WRITE, Scope::Team),
        (SystemRole::SalesUser, Action::DELETE, Scope::Own),
        (SystemRole::SupportUser, Action::READ, Scope::Team),
        (SystemRole::SupportUser, Action::WRITE, Scope::Team),
        (SystemRole::SupportUser, Action::DELETE, Scope::Own),
    ],
};

/// The activities that are tasks, at an address of their own.
pub const TASKS: Entity = ACTIVITY.only("task", "tasks");

const KINDS: Kinds = Kinds {
    field: "kind",
    of: &[
        Kind { name: "call", fields: &["direction", "startsAt", "durationMinutes", "outcome", "completedAt"] },
        Kind { name: "email", fields: &["direction", "startsAt"] },
        Kind {
            name: "meeting",
            fields: &["startsAt", "durationMinutes", "location", "attendees", "outcome", "completedAt"],
        },
        Kind { name: "note", fields: &[] },
        Kind { name: "task", fields: &["dueDate", "priority", "assigneeId", "completedAt"] },
    ],
};
