//! Notifications: what people are notified of, that they have read it, and what they decline.
//!
//! A notification refers to a record and holds nothing of it. Its text is made when it is read or delivered, from the
//! record of that moment, under the reader's access of that moment ([`NotificationView`]). One whose record went out of
//! the reader's sight stays in the list, so that counts and pages hold, and says no more than that.
//!
//! The walk of a notification: the [`Notifications`] consumer reads an entry of the log, finds the people it concerns,
//! and writes a row and a personal entry for each; the hub delivers that entry ([`deliveries`]), and REST lists the
//! rows ([`list`]).
//!
//! To add a category, declare a [`NotificationCategory`](plenum_shared::notification::NotificationCategory) in the
//! context that owns its entity, name it in that context's value, and write its message into each of that context's
//! files of messages. Who is notified, the text, the preferences and the documents follow from the declaration.

mod categories;
mod consumer;
mod delivery;
mod expiry;
mod list;
mod mark_all_read;
mod mark_read;
mod preferences;
mod read_entry;
#[cfg(test)]
mod samples;
mod unread_count;
mod view;

pub use consumer::Notifications;
pub use delivery::{Delivery, deliveries};
pub use expiry::expire;
pub use list::{NotificationPage, NotificationRequest, list};
pub use mark_all_read::mark_all_read;
pub use mark_read::{MAX_MARKED, mark_one_read, mark_read};
pub use preferences::{PreferencesView, get_preferences, put_preferences};
pub use unread_count::{Unread, unread_count};
pub use view::{ActorView, NotificationView, RecordView};

use plenum_app::Context;
use plenum_shared::{language::Language, messages::MessageFile};

use categories::{ASSIGNED, MENTIONED, RECORD_CHANGED};
use expiry::{EXPIRY, Expiry};

/// What this context adds to the product.
pub const CONTEXT: Context = Context {
    consumers: &[&Notifications],
    jobs: &[&Expiry],
    schedules: &[EXPIRY],
    notification_categories: &[&MENTIONED, &ASSIGNED, &RECORD_CHANGED],
    messages: &[
        MessageFile { language: Language::English, text: include_str!("messages/en.ftl") },
        MessageFile { language: Language::German, text: include_str!("messages/de.ftl") },
    ],
    used_messages: view::MESSAGES,
    ..Context::named("notify")
};
