//! What people are notified of in sales: the way of a deal through its pipeline.

use plenum_shared::notification::{CategoryText, NotificationCategory, Recipient, TextArgument, Trigger};

const ACTOR_AND_RECORD: CategoryText = CategoryText::Record(&[TextArgument::Actor, TextArgument::Record]);

const OWNER_AND_FOLLOWERS: &[Recipient] = &[Recipient::Field("ownerId"), Recipient::Followers];

pub(crate) const DEAL_WON: NotificationCategory = NotificationCategory {
    name: "deal_won",
    precedence: 100,
    trigger: Trigger::Event { kind: "deal.closed_won", recipients: OWNER_AND_FOLLOWERS },
    revealing: &["status"],
    referenced: None,
    text: ACTOR_AND_RECORD,
};

pub(crate) const DEAL_LOST: NotificationCategory = NotificationCategory {
    name: "deal_lost",
    precedence: 110,
    trigger: Trigger::Event { kind: "deal.closed_lost", recipients: OWNER_AND_FOLLOWERS },
    revealing: &["status"],
    referenced: None,
    text: ACTOR_AND_RECORD,
};

/// A deal is in another stage, and is not closed by that.
pub(crate) const DEAL_MOVED: NotificationCategory = NotificationCategory {
    name: "deal_moved",
    precedence: 120,
    trigger: Trigger::Event { kind: "deal.stage_changed", recipients: OWNER_AND_FOLLOWERS },
    revealing: &["stageId"],
    referenced: Some("stageId"),
    text: CategoryText::Record(&[TextArgument::Actor, TextArgument::Record, TextArgument::Referenced]),
};
