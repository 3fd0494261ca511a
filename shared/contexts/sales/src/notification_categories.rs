//! What people are notified of in sales: the way of a deal through its pipeline.

use plenum_shared::notification::{CategoryText, NotificationCategory, Recipient, Text, TextParts, Trigger};

const OWNER_AND_FOLLOWERS: &[Recipient] = &[Recipient::Field("ownerId"), Recipient::Followers];

pub(crate) const DEAL_WON: NotificationCategory = NotificationCategory {
    name: "deal_won",
    precedence: 100,
    trigger: Trigger::Event { kind: "deal.closed_won", recipients: OWNER_AND_FOLLOWERS },
    revealing: &["status"],
    referenced: None,
    text: CategoryText::Record(|parts| {
        Text::new(format!("{} was won", parts.record), format!("{} closed the deal as won", parts.actor))
    }),
};

pub(crate) const DEAL_LOST: NotificationCategory = NotificationCategory {
    name: "deal_lost",
    precedence: 110,
    trigger: Trigger::Event { kind: "deal.closed_lost", recipients: OWNER_AND_FOLLOWERS },
    revealing: &["status"],
    referenced: None,
    text: CategoryText::Record(|parts| {
        Text::new(format!("{} was lost", parts.record), format!("{} closed the deal as lost", parts.actor))
    }),
};

/// A deal is in another stage, and is not closed by that.
pub(crate) const DEAL_MOVED: NotificationCategory = NotificationCategory {
    name: "deal_moved",
    precedence: 120,
    trigger: Trigger::Event { kind: "deal.stage_changed", recipients: OWNER_AND_FOLLOWERS },
    revealing: &["stageId"],
    referenced: Some("stageId"),
    text: CategoryText::Record(|parts| {
        let TextParts { actor, record, referenced, .. } = parts;
        let stage = referenced.unwrap_or("another stage");
        Text::new(format!("{record} has moved"), format!("{actor} moved the deal; it is in {stage} now"))
    }),
};
