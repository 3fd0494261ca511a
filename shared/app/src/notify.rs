//! A person's notifications: what they are told, that they have read it, and what they want to be told.
//!
//! A notification refers to a record and holds nothing of it. What it says is made when it is read or delivered, from
//! the record as it is then, under what the reader may see then ([`NotificationView`]). One whose record went out of
//! the reader's sight stays in the list, so that counts and pages hold, and says no more than that.

pub mod consumer;
mod delivery;
pub mod expiry;
mod list;
mod mark_all_read;
mod mark_read;
mod preferences;
mod unread_count;
mod view;

pub use delivery::{Delivery, deliveries};
pub use list::{NotificationRequest, list};
pub use mark_all_read::mark_all_read;
pub use mark_read::{MAX_MARKED, mark_one_read, mark_read};
pub use preferences::{PreferencesView, get_preferences, put_preferences};
pub use unread_count::{Unread, unread_count};
pub use view::{ActorView, NotificationView, RecordView};

use plenum_shared::{
    Result,
    actor::Actor,
    caller::{Caller, Origin},
    entry::{Entry, NewEntry},
    ids::UserId,
    notification,
};
use plenum_store::{TenantTx, log};
use time::OffsetDateTime;

use crate::App;

/// Appends the personal entry that tells all of the reader's devices that something was read, as the last statement.
async fn append_read(app: &App, tx: &mut TenantTx, caller: &Caller, now: OffsetDateTime) -> Result<Vec<Entry>> {
    log::append(tx, &[read_entry(app, caller.user, Actor::from(caller), caller.origin.clone())], now).await
}

/// The personal entry that tells all devices of somebody that fewer of their notifications are unread.
pub(crate) fn read_entry(app: &App, user: UserId, actor: Actor, origin: Origin) -> NewEntry {
    let (id, entity) = (app.source().uuid(), notification::ENTITY);
    NewEntry::new(id, notification::READ, entity, user.uuid(), actor, origin).with_recipient(user)
}
