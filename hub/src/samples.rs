//! Samples for unit tests: entries, images and members of a small tenant.

use std::sync::Arc;

use plenum_app::Contexts;
use plenum_shared::{
    access::{Access, Action, DefaultFieldAccess, FieldAccess, Grant, Role, Scope},
    actor::Actor,
    catalogue::Catalogue,
    cursor::Position,
    entry::{Entry, FORMAT},
    ids::{TeamId, TenantId, UserId},
    image::Image,
};
use serde_json::json;
use time::macros::datetime;
use uuid::Uuid;

/// The entities of the product.
pub(crate) fn catalogue() -> Catalogue {
    let contexts = Contexts::new(&[&plenum_app::records::CONTEXT, &plenum_sales::CONTEXT]);
    contexts.expect("contexts that fit together").catalogue().clone()
}

pub(crate) fn tenant(number: u128) -> TenantId {
    Uuid::from_u128(number).into()
}

pub(crate) fn user(number: u128) -> UserId {
    Uuid::from_u128(0x0055_0000 + number).into()
}

pub(crate) fn team(number: u128) -> TeamId {
    Uuid::from_u128(0x0077_0000 + number).into()
}

/// A deal of this owner and team, `None` for nobody.
pub(crate) fn deal(title: &str, owner: Option<u128>, of_team: Option<u128>) -> Image {
    let mut image = Image::default();
    image.set("id", json!(Uuid::from_u128(0xdea1)));
    image.set("title", json!(title));
    image.set("description", json!("quiet"));
    image.set("ownerId", json!(owner.map(user)));
    image.set("teamId", json!(of_team.map(team)));
    image
}

/// The creation of a deal, at this position of tenant 1's log.
pub(crate) fn entry(position: Position) -> Entry {
    change(position, None, Some(deal("a", None, None)))
}

pub(crate) fn change(position: Position, before: Option<Image>, after: Option<Image>) -> Entry {
    Entry {
        tenant: tenant(1),
        position,
        id: Uuid::from_u128(0xe000 + position.seq as u128).into(),
        format: FORMAT,
        kind: if before.is_some() { "deal.updated" } else { "deal.created" }.to_owned(),
        entity: "deal".to_owned(),
        record: Uuid::from_u128(0xdea1).into(),
        actor: Actor::SYSTEM,
        recipient: None,
        before,
        after,
        request_id: "r".to_owned(),
        traceparent: None,
        ip: None,
        user_agent: None,
        cause: None,
        depth: 0,
        change_set: None,
        recorded_at: datetime!(2026-01-02 03:04:05 UTC),
    }
}

/// A role that may read deals in this scope, except the fields named.
pub(crate) fn role(number: u128, scope: Scope, hidden: &[&str]) -> Arc<Role> {
    let fields = hidden.iter().map(|field| ((*field).to_owned(), FieldAccess::None)).collect();
    let grant = ("deals".to_owned(), Action::READ, Grant { scope, fields });
    Arc::new(Role::new(Uuid::from_u128(number).into(), "r", "R", 1, DefaultFieldAccess::Allow, [grant]))
}

pub(crate) fn member(number: u128, role: &Arc<Role>, teams: &[u128]) -> Arc<Access> {
    let teams = teams.iter().map(|number| team(*number)).collect();
    Arc::new(Access { user: user(number), role: role.clone(), teams, version: 1 })
}
