//! The personal entry that tells all devices of somebody that fewer of their notifications are unread.

use plenum_app::App;
use plenum_shared::{
    Result,
    actor::Actor,
    caller::{Caller, Origin},
    entry::{Entry, NewEntry},
    ids::UserId,
    notification::{ENTITY, READ},
};
use plenum_store::{TenantTx, log};
use time::OffsetDateTime;

/// Appends the entry of the caller, as the last statement.
pub(super) async fn append(app: &App, tx: &mut TenantTx, caller: &Caller, now: OffsetDateTime) -> Result<Vec<Entry>> {
    log::append(tx, &[entry(app, caller.user, Actor::from(caller), caller.origin.clone())], now).await
}

pub(super) fn entry(app: &App, user: UserId, actor: Actor, origin: Origin) -> NewEntry {
    NewEntry::new(app.source().uuid(), READ, ENTITY, user.uuid(), actor, origin).with_recipient(user)
}
