//! The warning to administrators that a limit of their plan is nearly reached.

use plenum_shared::{
    notification::{CategoryText, NotificationCategory, Trigger},
    plan::{self, LIMITS},
};

pub(crate) const LIMIT_NEARLY_REACHED: NotificationCategory = NotificationCategory {
    name: "limit_nearly_reached",
    precedence: 300,
    trigger: Trigger::Tenant { kind: plan::LIMIT_NEARLY_REACHED, subject: "limit" },
    revealing: &[],
    referenced: None,
    text: CategoryText::Tenant(names_of_limits),
};

fn names_of_limits() -> Vec<&'static str> {
    LIMITS.iter().map(|limit| limit.name).collect()
}
