//! The caller's own notifications.

mod get_preferences;
mod list_notifications;
mod mark_all_notifications_read;
mod mark_notification_read;
mod put_preferences;
mod unread_count;

pub(crate) use get_preferences::get_notification_preferences;
pub(crate) use list_notifications::list_notifications;
pub(crate) use mark_all_notifications_read::{UpTo, mark_all_notifications_read};
pub(crate) use mark_notification_read::mark_notification_read;
pub(crate) use put_preferences::put_notification_preferences;
pub(crate) use unread_count::get_unread_count;
