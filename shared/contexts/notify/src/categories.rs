//! The categories of notifications that belong to no entity: records of any context have them.

use plenum_shared::notification::{CategoryText, NotificationCategory, TextArgument, Trigger};

/// A note mentions people.
pub(crate) const MENTIONED: NotificationCategory = NotificationCategory {
    name: "mentioned",
    precedence: 10,
    trigger: Trigger::Mention {
        within: |entity, record| entity.name == "activity" && record.text("kind") == Some("note"),
    },
    revealing: &["subject", "description"],
    referenced: None,
    text: CategoryText::Record(&[TextArgument::Actor, TextArgument::Record]),
};

/// A record has a new owner, or a task a new assignee.
pub(crate) const ASSIGNED: NotificationCategory = NotificationCategory {
    name: "assigned",
    precedence: 20,
    trigger: Trigger::UserNamed,
    revealing: &["ownerId", "assigneeId"],
    referenced: None,
    text: CategoryText::Record(&[TextArgument::Actor, TextArgument::Record, TextArgument::Entity]),
};

/// A followed record changed. A notification whose reader may not know its own category is shown as this one.
pub(crate) const RECORD_CHANGED: NotificationCategory = NotificationCategory {
    name: "record_changed",
    precedence: 1000,
    trigger: Trigger::AnyChange,
    revealing: &[],
    referenced: None,
    text: CategoryText::Record(&[
        TextArgument::Actor,
        TextArgument::Record,
        TextArgument::Change,
        TextArgument::Fields,
    ]),
};
