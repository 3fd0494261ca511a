//! What the plans of the tenants allow that this process has served lately, for what is bounded before a transaction
//! begins. Whatever must be exact reads the plan in its transaction.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use plenum_shared::{
    ids::TenantId,
    plan::{Entitlements, Plan, PlanLimit},
};

/// How many tenants are remembered. A forgotten one counts as on the least plan until its next request has begun.
const REMEMBERED: usize = 10_000;

/// The plans by tenant.
#[derive(Debug, Default)]
pub(crate) struct KnownPlans(Mutex<HashMap<TenantId, Arc<Entitlements>>>);

impl KnownPlans {
    pub(crate) fn remember(&self, tenant: TenantId, entitlements: &Arc<Entitlements>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.get(&tenant).is_some_and(|known| known == entitlements) {
            return;
        }
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(tenant, Arc::clone(entitlements));
    }

    /// A limit of the tenant; of one that this process has not served yet, that of the least plan.
    pub(crate) fn limit(&self, tenant: TenantId, limit: &PlanLimit) -> Option<u32> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&tenant).map_or_else(|| limit.of(Plan::Free), |entitlements| entitlements.limit(limit))
    }
}

#[cfg(test)]
mod tests {
    use plenum_shared::plan::LISTS_AT_ONCE;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_tenant_counts_as_on_the_least_plan_until_it_is_known() {
        let (plans, tenant) = (KnownPlans::default(), TenantId::from(Uuid::from_u128(1)));
        assert_eq!(plans.limit(tenant, &LISTS_AT_ONCE), LISTS_AT_ONCE.of(Plan::Free));
        plans.remember(tenant, &Arc::new(Entitlements::of(Plan::Pro)));
        assert_eq!(plans.limit(tenant, &LISTS_AT_ONCE), LISTS_AT_ONCE.of(Plan::Pro));
        for number in 2..2 + 2 * REMEMBERED as u128 {
            plans.remember(TenantId::from(Uuid::from_u128(number)), &Arc::new(Entitlements::of(Plan::Pro)));
        }
        assert!(plans.0.lock().expect("unpoisoned").len() <= REMEMBERED);
    }
}
