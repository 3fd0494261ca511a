//! Notifications: the words of their entries, and how a context declares what people are notified of.
//!
//! A [category](NotificationCategory) is declared once, by the context that owns its entity. From the declaration
//! follow who is notified, what they must be able to read, the text, and the choices among their preferences. Both sets
//! of words grow: a program that does not know a stored word yet leaves it alone.

mod text;

use std::sync::Arc;

use crate::{catalogue::Entity, image::Image};

pub use text::{CategoryText, Text, TextArgument, TextParts, entity_messages, tenant_text, unnamed_record};

/// The entity of personal entries about notifications. It is none of the catalogue: only the recipient receives them.
pub const ENTITY: &str = "notification";

/// What a notification is about that is about no record, but about the tenant.
pub const TENANT: &str = "tenant";

/// The type of the entry that says somebody was notified; its record is the notification.
pub const RECEIVED: &str = "notification.received";

/// The type of the entry that says fewer of somebody's notifications are unread, because they marked them as read or
/// they are too old to be kept; its record is the user.
pub const READ: &str = "notification.read";

/// The type of the entry that says the day has come on which a task is due. It has no images, so it is not delivered
/// live.
pub const TASK_DUE: &str = "activity.due";

/// What people are notified of.
#[derive(Debug, Clone, Copy)]
pub struct NotificationCategory {
    /// Its word on the wire and in the database: `deal_won`.
    pub name: &'static str,
    /// Of two categories of one change the lower counts. Lists of categories stand in this order.
    pub precedence: u16,
    pub trigger: Trigger,
    /// The fields that reveal it. A reader who can read none of them must not know that a notification is of this
    /// category; without such fields it gives nothing away.
    pub revealing: &'static [&'static str],
    /// A reference of the record, the name of whose record stands in the text.
    pub referenced: Option<&'static str>,
    /// What its message is given.
    pub text: CategoryText,
}

/// Which entries of the log are of a category, and whom they concern.
#[derive(Debug, Clone, Copy)]
pub enum Trigger {
    /// Entries of this type.
    Event { kind: &'static str, recipients: &'static [Recipient] },
    /// Entries of this type, which have no images: the record is read when they are processed, and must still fulfil
    /// the condition.
    Reminder { kind: &'static str, recipients: &'static [Recipient], condition: fn(&Image) -> bool },
    /// A revealing field names a user that it did not name before: for that user.
    UserNamed,
    /// A revealing text mentions people that it did not mention before, in the records that this accepts: for them.
    Mention { within: fn(&Entity, &Image) -> bool },
    /// Any other change of a record: for its followers.
    AnyChange,
    /// Entries of this type, about the tenant itself: for its administrators. What they say is made of the text in this
    /// field of the entry.
    Tenant { kind: &'static str, subject: &'static str },
}

/// Whom an event concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recipient {
    /// The user in this field.
    Field(&'static str),
    /// The followers of the record.
    Followers,
}

/// The categories of all contexts, in the order of their precedence. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct NotificationCategories(Arc<[&'static NotificationCategory]>);

/// How somebody is notified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Channel {
    /// In the list of notifications, and live to every device that listens.
    InApp,
}

impl NotificationCategories {
    /// Puts the declarations together; of two that claim the same word, place or type of entries, the reason why not.
    pub fn new(declared: impl IntoIterator<Item = &'static NotificationCategory>) -> Result<Self, String> {
        let mut all: Vec<_> = declared.into_iter().collect();
        all.sort_by_key(|category| category.precedence);
        for (at, one) in all.iter().enumerate() {
            let clash = all[at + 1..].iter().find(|other| {
                let same_kind = one.entry_kind().is_some() && one.entry_kind() == other.entry_kind();
                one.name == other.name || one.precedence == other.precedence || same_kind
            });
            if let Some(other) = clash {
                return Err(format!(
                    "the categories {} and {} of notifications contradict each other",
                    one.name, other.name
                ));
            }
        }
        Ok(Self(all.into()))
    }

    pub fn iter(&self) -> impl Iterator<Item = &'static NotificationCategory> + use<'_> {
        self.0.iter().copied()
    }

    /// The words of the categories.
    pub fn names(&self) -> Vec<&'static str> {
        self.iter().map(|category| category.name).collect()
    }

    pub fn by_name(&self, name: &str) -> Option<&'static NotificationCategory> {
        self.iter().find(|category| category.name == name)
    }

    /// The category of entries of this type.
    pub fn of_entry(&self, kind: &str) -> Option<&'static NotificationCategory> {
        self.iter().find(|category| category.entry_kind() == Some(kind))
    }
}

impl NotificationCategory {
    fn entry_kind(&self) -> Option<&'static str> {
        match self.trigger {
            Trigger::Event { kind, .. } | Trigger::Reminder { kind, .. } | Trigger::Tenant { kind, .. } => Some(kind),
            Trigger::UserNamed | Trigger::Mention { .. } | Trigger::AnyChange => None,
        }
    }
}

impl Channel {
    pub const ALL: &'static [Self] = &[Self::InApp];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InApp => "in_app",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|channel| channel.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn category(name: &'static str, precedence: u16, trigger: Trigger) -> NotificationCategory {
        NotificationCategory {
            name,
            precedence,
            trigger,
            revealing: &[],
            referenced: None,
            text: CategoryText::Record(&[TextArgument::Record]),
        }
    }

    const WON: Trigger = Trigger::Event { kind: "deal.closed_won", recipients: &[Recipient::Followers] };
    const LATER: NotificationCategory = category("later", 20, Trigger::AnyChange);
    const SOONER: NotificationCategory = category("sooner", 10, WON);
    const SAME_PLACE: NotificationCategory = category("same_place", 10, Trigger::UserNamed);
    const SAME_KIND: NotificationCategory = category("same_kind", 30, WON);

    #[test]
    fn categories_stand_in_the_order_of_their_precedence_and_contradict_nobody() {
        let categories = NotificationCategories::new([&LATER, &SOONER]).expect("categories");
        assert_eq!(categories.names(), ["sooner", "later"]);
        assert_eq!(categories.by_name("later").map(|category| category.precedence), Some(20));
        assert_eq!(categories.of_entry("deal.closed_won").map(|category| category.name), Some("sooner"));
        assert!(categories.by_name("other").is_none() && categories.of_entry("deal.created").is_none());
        for other in [&SAME_PLACE, &SAME_KIND, &SOONER] {
            assert!(NotificationCategories::new([&SOONER, other]).is_err(), "{}", other.name);
        }
    }
}
