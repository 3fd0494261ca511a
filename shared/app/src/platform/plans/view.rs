use plenum_shared::plan::{
    CUSTOM_ROLES, Entitlements, FEATURES, LIMITS, OPEN_INVITATIONS, OPEN_JOBS, Plan, PlanLimit, PlanOverrides, RECORDS,
    SEATS, SERVICE_ACCOUNTS, TEAMS,
};
use schemars::JsonSchema;
use serde::Serialize;

use super::counts::Counts;

/// What the plan of a tenant allows, and how much of it is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TenantUsage {
    pub plan: Plan,
    pub features: Vec<FeatureUsage>,
    pub limits: Vec<LimitUsage>,
}

/// A feature, and whether the tenant has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FeatureUsage {
    /// `auditLog`
    pub name: &'static str,
    pub title: &'static str,
    pub included: bool,
}

/// A limit, and how near it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LimitUsage {
    /// `seats`
    pub name: &'static str,
    pub title: &'static str,
    /// What counts.
    pub description: &'static str,
    /// How much there may be; null is without a limit.
    pub allowed: Option<u32>,
    /// How much there is, which may be more than is allowed; null where nothing is counted in one place.
    pub used: Option<i64>,
}

/// The plan of a tenant as an operator sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TenantPlan {
    pub plan: Plan,
    // What was agreed besides the plan.
    pub overrides: PlanOverrides,
    // What follows from both, and how much of it is used.
    pub usage: TenantUsage,
}

impl TenantUsage {
    pub(super) fn new(entitlements: &Entitlements, counts: &Counts) -> Self {
        let feature = |feature: &&'static plenum_shared::plan::Feature| FeatureUsage {
            name: feature.name,
            title: feature.title,
            included: entitlements.has(feature),
        };
        let limit = |limit: &&'static PlanLimit| LimitUsage {
            name: limit.name,
            title: limit.title,
            description: limit.description,
            allowed: entitlements.limit(limit),
            used: used(counts, limit),
        };
        Self {
            plan: entitlements.plan,
            features: FEATURES.iter().map(feature).collect(),
            limits: LIMITS.iter().map(limit).collect(),
        }
    }
}

impl TenantPlan {
    pub(super) fn new(entitlements: &Entitlements, counts: &Counts) -> Self {
        Self {
            plan: entitlements.plan,
            overrides: entitlements.overrides().clone(),
            usage: TenantUsage::new(entitlements, counts),
        }
    }
}

fn used(Counts { usage, open_jobs }: &Counts, limit: &PlanLimit) -> Option<i64> {
    let counted = [
        (&SEATS, usage.seats()),
        (&OPEN_INVITATIONS, usage.open_invitations),
        (&SERVICE_ACCOUNTS, usage.service_accounts),
        (&CUSTOM_ROLES, usage.custom_roles),
        (&TEAMS, usage.teams),
        (&OPEN_JOBS, *open_jobs),
        (&RECORDS, usage.records.max(0)),
    ];
    counted.into_iter().find(|(counted, _)| counted.name == limit.name).map(|(_, used)| used)
}
