//! The table of plans: every feature and every limit, with what each plan has of it.

use std::time::Duration;

use super::{Feature, Plan, PlanLimit};

/// The log of what everybody did.
pub const AUDIT_LOG: Feature = Feature { name: "auditLog", title: "the audit log", since: Plan::Pro };

/// Reverting change sets.
pub const UNDO: Feature = Feature { name: "undo", title: "reverting change sets", since: Plan::Pro };

/// Records as they were at a time.
pub const PAST_RECORDS: Feature = Feature { name: "pastRecords", title: "records as they were", since: Plan::Pro };

/// Rules of roles for single fields.
pub const FIELD_RULES: Feature =
    Feature { name: "fieldRules", title: "permissions for single fields", since: Plan::Enterprise };

/// All features, in the order of documents.
pub const FEATURES: &[&Feature] = &[&AUDIT_LOG, &UNDO, &PAST_RECORDS, &FIELD_RULES];

pub const SEATS: PlanLimit = PlanLimit {
    name: "seats",
    title: "seats",
    description: "Active members who are people, and open invitations.",
    by_plan: [Some(5), Some(100), None],
};

pub const OPEN_INVITATIONS: PlanLimit = PlanLimit {
    name: "openInvitations",
    title: "open invitations",
    description: "Invitations that are neither accepted nor withdrawn nor expired.",
    by_plan: [Some(20), Some(200), Some(1_000)],
};

pub const SERVICE_ACCOUNTS: PlanLimit = PlanLimit {
    name: "serviceAccounts",
    title: "service accounts",
    description: "Service accounts that are not deleted.",
    by_plan: [Some(1), Some(20), Some(100)],
};

pub const CUSTOM_ROLES: PlanLimit = PlanLimit {
    name: "customRoles",
    title: "roles of your own",
    description: "Roles besides those that every tenant has.",
    by_plan: [Some(3), Some(50), Some(200)],
};

pub const TEAMS: PlanLimit =
    PlanLimit { name: "teams", title: "teams", description: "Teams.", by_plan: [Some(5), Some(100), Some(1_000)] };

pub const RECORDS: PlanLimit = PlanLimit {
    name: "records",
    title: "records",
    description: "Records of all entities that are not deleted.",
    by_plan: [Some(10_000), Some(1_000_000), None],
};

/// Jobs are counted now and then, so a tenant may come a little over the limit.
pub const OPEN_JOBS: PlanLimit = PlanLimit {
    name: "openJobs",
    title: "jobs that wait or run",
    description: "Jobs that wait or run.",
    by_plan: [Some(1_000), Some(10_000), Some(100_000)],
};

/// Beyond the limit, a list waits for a while.
pub const LISTS_AT_ONCE: PlanLimit = PlanLimit {
    name: "listsAtOnce",
    title: "lists under way",
    description: "Lists, searches and batches under way at once on one node.",
    by_plan: [Some(4), Some(8), Some(12)],
};

/// The settings of a node may allow fewer.
pub const HUB_CONNECTIONS: PlanLimit = PlanLimit {
    name: "hubConnections",
    title: "connections",
    description: "Connections open at once to one hub of one node.",
    by_plan: [Some(100), Some(2_000), Some(10_000)],
};

/// The settings of a node may allow fewer. Nothing of the log is deleted by it.
pub const RESUME_DAYS: PlanLimit = PlanLimit {
    name: "resumeDays",
    title: "days to resume from",
    description: "How many days after an event a person's client can resume from it.",
    by_plan: [Some(7), Some(14), Some(30)],
};

/// Requests are counted over this time, and so is what a plan allows of them.
pub const REQUEST_WINDOW: Duration = Duration::from_secs(15 * 60);

pub const PERSON_REQUESTS: PlanLimit = PlanLimit {
    name: "personRequests",
    title: "requests of a person in 15 minutes",
    description: "Requests of one person in 15 minutes, to all nodes together.",
    by_plan: [Some(1_000), Some(10_000), Some(50_000)],
};

pub const MACHINE_REQUESTS: PlanLimit = PlanLimit {
    name: "machineRequests",
    title: "requests of a service account in 15 minutes",
    description: "Requests of one service account in 15 minutes, to all nodes together.",
    by_plan: [Some(200), Some(2_000), Some(10_000)],
};

/// So many that one person over the limit of their own leaves enough to others.
pub const TENANT_REQUESTS: PlanLimit = PlanLimit {
    name: "tenantRequests",
    title: "requests of the organisation in 15 minutes",
    description: "Requests of everybody together in 15 minutes, to all nodes together.",
    by_plan: [Some(20_000), Some(200_000), Some(1_000_000)],
};

pub const HUB_CALLS: PlanLimit = PlanLimit {
    name: "hubCalls",
    title: "calls a second on a connection",
    description: "Calls of one connection to a hub in a second, in the long run.",
    by_plan: [Some(30), Some(30), Some(30)],
};

pub const HUB_CALL_BURST: PlanLimit = PlanLimit {
    name: "hubCallBurst",
    title: "calls at once on a connection",
    description: "Calls of one connection to a hub at once, before the limit of a second counts.",
    by_plan: [Some(300), Some(300), Some(300)],
};

/// All limits, in the order of documents.
pub const LIMITS: &[&PlanLimit] = &[
    &SEATS,
    &OPEN_INVITATIONS,
    &SERVICE_ACCOUNTS,
    &CUSTOM_ROLES,
    &TEAMS,
    &RECORDS,
    &OPEN_JOBS,
    &LISTS_AT_ONCE,
    &HUB_CONNECTIONS,
    &RESUME_DAYS,
    &PERSON_REQUESTS,
    &MACHINE_REQUESTS,
    &TENANT_REQUESTS,
    &HUB_CALLS,
    &HUB_CALL_BURST,
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_larger_plan_never_has_less() {
        for limit in LIMITS {
            let amounts = limit.by_plan.map(|amount| amount.unwrap_or(u32::MAX));
            assert!(amounts.is_sorted(), "{}", limit.name);
        }
    }

    #[test]
    fn names_are_distinct_and_no_limit_is_zero() {
        let names: HashSet<_> =
            FEATURES.iter().map(|feature| feature.name).chain(LIMITS.iter().map(|limit| limit.name)).collect();
        assert_eq!(names.len(), FEATURES.len() + LIMITS.len());
        for limit in LIMITS {
            assert!(limit.by_plan.iter().all(|amount| *amount != Some(0)), "{}", limit.name);
        }
    }
}
