//! The words of notifications: what people are told of, and how.
//!
//! Both sets are closed and grow at their ends: a program that does not know a word yet leaves it alone.

use std::str::FromStr;

/// The entity of personal entries about notifications. It is none of the catalogue: nobody but the recipient hears of
/// them.
pub const ENTITY: &str = "notification";

/// The type of the entry that says somebody was told of something; its record is the notification.
pub const RECEIVED: &str = "notification.received";

/// The type of the entry that says fewer of somebody's notifications are unread, because they marked them as read or
/// they are too old to be kept; its record is the user.
pub const READ: &str = "notification.read";

/// The type of the entry that says the day has come on which a task is due. It has no images, so nobody hears of it
/// live.
pub const TASK_DUE: &str = "activity.due";

/// What somebody is told of. Of two about one change the former counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Category {
    /// A note names them.
    Mentioned,
    /// A record became theirs, or theirs to do.
    Assigned,
    DealWon,
    DealLost,
    /// A deal of theirs, or one that they follow, is in another stage.
    DealMoved,
    /// A task of theirs, or one that they follow, is to be done today.
    TaskDue,
    /// A record that they follow changed.
    RecordChanged,
}

/// How somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Channel {
    /// In the list of notifications, and live to every device that listens.
    InApp,
}

/// A word that stands for none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownWord;

impl FromStr for Category {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        Self::parse(text).ok_or(UnknownWord)
    }
}

impl Category {
    pub const ALL: &'static [Self] = &[
        Self::Mentioned,
        Self::Assigned,
        Self::DealWon,
        Self::DealLost,
        Self::DealMoved,
        Self::TaskDue,
        Self::RecordChanged,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mentioned => "mentioned",
            Self::Assigned => "assigned",
            Self::DealWon => "deal_won",
            Self::DealLost => "deal_lost",
            Self::DealMoved => "deal_moved",
            Self::TaskDue => "task_due",
            Self::RecordChanged => "record_changed",
        }
    }

    /// The fields that tell it. Whoever may read none of them may not know that a notification is of this category;
    /// where there are none it gives nothing away.
    pub const fn told_by(self) -> &'static [&'static str] {
        match self {
            Self::Mentioned => &["subject", "description"],
            Self::Assigned => &["ownerId", "assigneeId"],
            Self::DealWon | Self::DealLost => &["status"],
            Self::DealMoved => &["stageId"],
            Self::TaskDue => &["dueDate"],
            Self::RecordChanged => &[],
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|category| category.as_str() == text)
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
