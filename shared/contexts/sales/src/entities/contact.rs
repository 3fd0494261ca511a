//! A contact: a person, of an account or on their own.

use plenum_shared::{
    access::{Action, Scope, SystemRole},
    catalogue::{Entity, Field, FieldKind, Ownership},
};

pub const CONTACT: Entity = Entity {
    name: "contact",
    plural: "contacts",
    aliases: &[],
    order: 40,
    table: "contacts",
    module: "contacts",
    ownership: Ownership::Owned,
    label: &["firstName", "lastName"],
    followable: true,
    own_fields: &[
        Field::new("firstName", "first_name", FieldKind::Text { max: 120 }).searched().required(),
        Field::new("lastName", "last_name", FieldKind::Text { max: 120 }).searched(),
        Field::new("accountId", "account_id", FieldKind::Reference("account"))
            .blocks_deletion()
            .with_inverse("contacts", 5),
        // The first to ask at the account. The rules see that there is at most one.
        Field::new("isPrimary", "is_primary", FieldKind::Bool).required().default("false"),
        Field::new("title", "title", FieldKind::Text { max: 120 }).searched(),
        Field::new("department", "department", FieldKind::Text { max: 120 }),
        Field::new("email", "email", FieldKind::Email).searched(),
        Field::new("phone", "phone", FieldKind::Phone).searched(),
        Field::new("mobile", "mobile", FieldKind::Phone).searched(),
        Field::new("website", "website", FieldKind::Url),
        Field::new("status", "status", FieldKind::Choice(&["lead", "customer", "active", "inactive"]))
            .required()
            .default("\"active\""),
        Field::new("source", "source", FieldKind::Text { max: 120 }),
        Field::new("description", "description", FieldKind::LongText { max: 20_000 }).searched(),
    ],
    kinds: None,
    narrowed: None,
    events: &[],
    default_grants: &[
        (SystemRole::Manager, Action::READ, Scope::Team),
        (SystemRole::Manager, Action::WRITE, Scope::Team),
        (SystemRole::Manager, Action::DELETE, Scope::Team),
        (SystemRole::SalesUser, Action::READ, Scope::Team),
        (SystemRole::SalesUser, Action::WRITE, Scope::Team),
        (SystemRole::SalesUser, Action::DELETE, Scope::Own),
        // Support users must find contacts of any owner.
        (SystemRole::SupportUser, Action::READ, Scope::All),
        (SystemRole::SupportUser, Action::WRITE, Scope::All),
        (SystemRole::ReadOnly, Action::READ, Scope::All),
    ],
};
