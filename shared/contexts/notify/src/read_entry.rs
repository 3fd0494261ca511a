//! The personal entry that tells all devices of somebody that fewer of their notifications are unread.

use plenum_app::{App, change_set::ChangeSet};
use plenum_shared::{
    Result,
    actor::Actor,
    caller::{Caller, Origin},
    entry::{Entry, NewEntry},
    ids::UserId,
    notification::{ENTITY, READ},
};
use plenum_store::TenantTx;
use time::OffsetDateTime;

/// Appends the entry of the caller, as the last statement.
pub(super) async fn append(app: &App, tx: &mut TenantTx, caller: &Caller, now: OffsetDateTime) -> Result<Vec<Entry>> {
    let entry = entry(app, caller.user, Actor::from(caller), caller.origin.clone());
    ChangeSet::of(app.source(), caller, now).with([entry]).append(tx).await
}

pub(super) fn entry(app: &App, user: UserId, actor: Actor, origin: Origin) -> NewEntry {
    NewEntry::new(app.source().uuid(), READ, ENTITY, user.uuid(), actor, origin).with_recipient(user)
}
