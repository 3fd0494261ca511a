//! Plans: which features a tenant has, and how much it may have of what is counted.
//!
//! The table (`plan/table.rs`) is the only place where figures stand. What a tenant has is its [`Entitlements`]: those
//! of its plan, and what an operator has agreed with it besides. They are loaded with the access of the caller, in the
//! transaction that does the work, so that a change of plan holds from its commit on. Nothing is deleted when a tenant
//! has more than its plan allows: it stays, and does not grow.

mod entitlements;
mod page;
mod refusal;
mod schema;
mod table;

pub use entitlements::{Entitlements, PlanOverrides, unknown_overrides};
pub use page::page;
pub use refusal::PlanRefusal;
pub use schema::{FeatureOverrides, LimitOverrides};
pub use table::{
    AUDIT_LOG, CUSTOM_ROLES, FEATURES, FIELD_RULES, HUB_CALL_BURST, HUB_CALLS, HUB_CONNECTIONS, LIMITS, LISTS_AT_ONCE,
    MACHINE_REQUESTS, OPEN_INVITATIONS, OPEN_JOBS, PAST_RECORDS, PERSON_REQUESTS, RECORDS, REQUEST_WINDOW, RESUME_DAYS,
    SEATS, SERVICE_ACCOUNTS, TEAMS, TENANT_REQUESTS, UNDO,
};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The type of the entry that says that a tenant has 80 % of what its plan allows of something; its record is the
/// tenant.
pub const LIMIT_NEARLY_REACHED: &str = "tenant.limit_nearly_reached";

/// What a tenant has agreed on, from the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Plan {
    Free,
    Pro,
    Enterprise,
}

/// A part of the product that not every plan has.
#[derive(Debug, PartialEq, Eq)]
pub struct Feature {
    /// Its name on the wire and in storage: `auditLog`.
    pub name: &'static str,
    /// What it is called in texts.
    pub title: &'static str,
    /// The least plan that has it.
    pub since: Plan,
}

/// How much a tenant may have of something.
#[derive(Debug, PartialEq, Eq)]
pub struct PlanLimit {
    /// Its name on the wire and in storage: `seats`.
    pub name: &'static str,
    /// What is counted, in texts: `seats`.
    pub title: &'static str,
    /// What counts, in a sentence.
    pub description: &'static str,
    /// By plan, in the order of [`Plan::ALL`]; without a value there is no limit.
    pub by_plan: [Option<u32>; 3],
}

impl Plan {
    pub const ALL: [Plan; 3] = [Plan::Free, Plan::Pro, Plan::Enterprise];

    pub const fn as_str(self) -> &'static str {
        match self {
            Plan::Free => "free",
            Plan::Pro => "pro",
            Plan::Enterprise => "enterprise",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|plan| plan.as_str() == text)
    }
}

impl PlanLimit {
    pub const fn of(&self, plan: Plan) -> Option<u32> {
        self.by_plan[plan as usize]
    }
}
