//! The categories of notifications that belong to no entity: records of any context have them.

use plenum_shared::notification::{CategoryText, NotificationCategory, Text, TextParts, Trigger};

/// A note mentions people.
pub(crate) const MENTIONED: NotificationCategory = NotificationCategory {
    name: "mentioned",
    precedence: 10,
    trigger: Trigger::Mention {
        within: |entity, record| entity.name == "activity" && record.text("kind") == Some("note"),
    },
    revealing: &["subject", "description"],
    referenced: None,
    text: CategoryText::Record(|parts| Text::new(format!("{} mentioned you", parts.actor), parts.record)),
};

/// A record has a new owner, or a task a new assignee.
pub(crate) const ASSIGNED: NotificationCategory = NotificationCategory {
    name: "assigned",
    precedence: 20,
    trigger: Trigger::UserNamed,
    revealing: &["ownerId", "assigneeId"],
    referenced: None,
    text: CategoryText::Record(|parts| {
        let TextParts { actor, record, entity, .. } = parts;
        Text::new(format!("{record} was assigned to you"), format!("{actor} assigned this {} to you", entity.name))
    }),
};

/// A followed record changed. A notification whose reader may not know its own category is shown as this one.
pub(crate) const RECORD_CHANGED: NotificationCategory = NotificationCategory {
    name: "record_changed",
    precedence: 1000,
    trigger: Trigger::AnyChange,
    revealing: &[],
    referenced: None,
    text: CategoryText::Record(|parts| {
        let TextParts { actor, record, event, fields, .. } = parts;
        let body = match event.rsplit_once('.').map(|(_, verb)| verb) {
            Some("deleted") => format!("{actor} deleted it"),
            Some("restored") => format!("{actor} restored it"),
            _ if fields.is_empty() => format!("{actor} changed it"),
            _ => format!("{actor} changed {}", fields.join(", ")),
        };
        Text::new(format!("{record} has changed"), body)
    }),
};
