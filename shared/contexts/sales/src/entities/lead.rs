//! A lead: somebody who may become a customer, before there is a deal.

use plenum_shared::{
    access::{Action, Scope, SystemRole},
    catalogue::{Entity, EventKind, Field, FieldKind, Ownership, Trigger, WhenHidden},
};

pub const LEAD: Entity = Entity {
    name: "lead",
    plural: "leads",
    aliases: &[],
    order: 70,
    table: "leads",
    module: "leads",
    ownership: Ownership::Owned,
    label: &["title"],
    followable: true,
    own_fields: &[
        Field::new("title", "title", FieldKind::Text { max: 200 }).searched().required(),
        Field::new("firstName", "first_name", FieldKind::Text { max: 120 }).searched(),
        Field::new("lastName", "last_name", FieldKind::Text { max: 120 }).searched(),
        Field::new("email", "email", FieldKind::Email).searched(),
        Field::new("phone", "phone", FieldKind::Phone).searched(),
        Field::new("company", "company", FieldKind::Text { max: 200 }).searched(),
        Field::new("source", "source", FieldKind::Text { max: 120 }),
        Field::new("score", "score", FieldKind::Int { min: 0, max: 100 }),
        Field::new("status", "status", FieldKind::Choice(&["new", "contacted", "qualified", "disqualified"]))
            .required()
            .default("\"new\"")
            .steps(&[
                ("new", &["contacted", "disqualified"]),
                ("contacted", &["qualified", "disqualified"]),
                ("qualified", &["disqualified"]),
                // Opened again, it begins again.
                ("disqualified", &["new"]),
            ]),
        Field::new("description", "description", FieldKind::LongText { max: 20_000 }).searched(),
    ],
    kinds: None,
    narrowed: None,
    events: &[
        EventKind {
            name: "lead.status_changed",
            trigger: Trigger::Changed,
            reveals: "status",
            when_hidden: WhenHidden::PlainUpdate,
        },
        EventKind {
            name: "lead.qualified",
            trigger: Trigger::Becomes("qualified"),
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
