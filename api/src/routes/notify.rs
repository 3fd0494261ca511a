//! The caller's own notifications.

mod list_notifications;
mod mark_all_notifications_read;

pub(crate) use list_notifications::list_notifications;
pub(crate) use mark_all_notifications_read::{UpTo, mark_all_notifications_read};
