//! The warning to administrators that a limit of their plan is nearly reached.

use plenum_shared::{
    notification::{CategoryText, NotificationCategory, Text, Trigger},
    plan::{self, LIMITS},
};

pub(crate) const LIMIT_NEARLY_REACHED: NotificationCategory = NotificationCategory {
    name: "limit_nearly_reached",
    precedence: 300,
    trigger: Trigger::Tenant { kind: plan::LIMIT_NEARLY_REACHED, subject: "limit" },
    revealing: &[],
    referenced: None,
    text: CategoryText::Tenant(text),
};

/// Of the names of the limits.
fn text(limits: &[String]) -> Text {
    let titles = LIMITS.iter().filter(|limit| limits.iter().any(|name| name == limit.name)).map(|limit| limit.title);
    let titles = titles.collect::<Vec<_>>().join(", ");
    let what = if titles.is_empty() { "something" } else { &titles };
    Text::new(
        "A limit of your plan is nearly reached",
        format!("80 % of what your plan allows is in use: {what}. Beyond the limit, nothing can be added."),
    )
}
