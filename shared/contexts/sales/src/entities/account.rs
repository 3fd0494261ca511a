//! An account: an organisation one does business with, perhaps part of a larger one.

use plenum_shared::{
    access::{Action, Scope, SystemRole},
    catalogue::{Entity, Field, FieldKind, Ownership},
};

pub const ACCOUNT: Entity = Entity {
    name: "account",
    plural: "accounts",
    aliases: &["customers", "companies"],
    order: 30,
    table: "accounts",
    module: "accounts",
    ownership: Ownership::Owned,
    label: &["name"],
    followable: true,
    own_fields: &[
        Field::new("name", "name", FieldKind::Text { max: 200 }).searched().required(),
        // The organisation it is part of. The rules see that nothing is part of itself.
        Field::new("parentId", "parent_id", FieldKind::Reference("account"))
            .blocks_deletion()
            .with_inverse("children", 5),
        Field::new("type", "type", FieldKind::Choice(&["prospect", "customer", "partner", "supplier", "other"]))
            .required()
            .default("\"prospect\""),
        Field::new("status", "status", FieldKind::Choice(&["active", "inactive"])).required().default("\"active\""),
        Field::new("industry", "industry", FieldKind::Text { max: 120 }).searched(),
        Field::new("source", "source", FieldKind::Text { max: 120 }),
        Field::new("website", "website", FieldKind::Url).searched(),
        Field::new("email", "email", FieldKind::Email).searched(),
        Field::new("phone", "phone", FieldKind::Phone).searched(),
        Field::new("employees", "employees", FieldKind::Int { min: 0, max: 100_000_000 }),
        Field::new("annualRevenue", "annual_revenue", FieldKind::Money),
        Field::new("street", "street", FieldKind::Text { max: 200 }),
        Field::new("postalCode", "postal_code", FieldKind::Text { max: 20 }),
        Field::new("city", "city", FieldKind::Text { max: 120 }).searched(),
        Field::new("region", "region", FieldKind::Text { max: 120 }),
        Field::new("country", "country", FieldKind::Text { max: 120 }),
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
        (SystemRole::ReadOnly, Action::READ, Scope::All),
    ],
};
