//! The table of plans as a page for people.

use super::{FEATURES, LIMITS, Plan};

const HEAD: &str = "\
# Plans

A tenant has a plan: `free`, `pro` or `enterprise`. A new tenant gets the one that `PLENUM_NEW_TENANT_PLAN` names. An operator
gives it another, and may agree on single features and limits besides (`PUT /platform/tenants/{id}/plan`, or
`plenum tenant plan`). `GET /tenant/usage` shows its administrators what it has and uses.

What needs a feature that the tenant does not have is refused with 403 `feature_not_in_plan`, and what would pass a limit
with 409 `limit_reached`; the member `plan` of the answer names the feature, or the limit with what is allowed and used. A
lesser plan deletes nothing: what is beyond it stays, works, and does not grow. When a tenant comes to 80 % of a limit, its
administrators are notified.

Requests over a limit of time are refused with 429 `rate_limited`, and `Retry-After` says when to try again. Every answer to a
member says in `RateLimit-Policy` how much there is in a window, and in `RateLimit` how much is left (`r`) and in how many
seconds all of it is there again (`t`). A limit refills evenly; a request of the tenant counts for its caller too, and one that
is refused counts for nobody. A batch and a revert count as ten requests, and an answer 304 as none.

This page is written by the program: `cargo run -p plenum -- plans > docs/PLANS.md`.
";

/// The page, in Markdown.
pub fn page() -> String {
    let names = Plan::ALL.map(Plan::as_str).join(" | ");
    let rule = "---|".repeat(Plan::ALL.len());
    let features = FEATURES.iter().map(|feature| {
        let has = Plan::ALL.map(|plan| if plan >= feature.since { "yes" } else { "" }).join(" | ");
        format!("| `{}` | {} | {has} |", feature.name, feature.title)
    });
    let limits = LIMITS.iter().map(|limit| {
        let amounts = limit.by_plan.map(|amount| amount.map_or("unlimited".to_owned(), grouped)).join(" | ");
        format!("| `{}` | {} | {amounts} |", limit.name, limit.description)
    });
    [
        HEAD.to_owned(),
        format!("| Feature | Meaning | {names} |\n|---|---|{rule}"),
        features.collect::<Vec<_>>().join("\n"),
        format!("\n| Limit | What counts | {names} |\n|---|---|{rule}"),
        limits.collect::<Vec<_>>().join("\n"),
    ]
    .join("\n")
}

/// `1,000,000`
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(|group| String::from_utf8_lossy(group).into_owned());
    groups.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!([5, 100, 1_000, 1_000_000].map(grouped), ["5", "100", "1,000", "1,000,000"]);
    }

    #[test]
    fn the_page_of_plans_is_up_to_date() {
        assert!(
            include_str!("../../../docs/PLANS.md") == format!("{}\n", page()),
            "docs/PLANS.md is not what the table says; run `cargo run -p plenum -- plans > docs/PLANS.md`"
        );
    }
}
