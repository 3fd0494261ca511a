//! The limit of open jobs of a tenant, so that one that enqueues without end fills neither the table nor the queue.
//!
//! Counting for every job would cost more than the job, so a process counts once and then admits a tenth of what there
//! is room for before it counts again. Several processes together may therefore go a little over the limit.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use plenum_shared::{Result, ids::TenantId, plan::OPEN_JOBS};
use plenum_store::{TenantTx, jobs, platform::tenants};

/// How many jobs are admitted at most before they are counted again.
const MOST_UNCOUNTED: i64 = 1_000;

/// How many tenants are remembered. Forgetting one costs a count.
const REMEMBERED: usize = 10_000;

/// How many jobs of each tenant this process may still admit before it counts.
#[derive(Debug, Default)]
pub(crate) struct OpenJobs(Mutex<HashMap<TenantId, i64>>);

impl OpenJobs {
    /// Admits one more job of the transaction's tenant, or refuses it with `limit_reached`. The platform has no limit.
    pub(super) async fn admit(&self, tx: &mut TenantTx) -> Result<()> {
        let tenant = tx.tenant();
        if tenant == TenantId::PLATFORM || self.take(tenant) {
            return Ok(());
        }
        let entitlements = tenants::get_entitlements(tx).await?;
        let allowed = entitlements.limit(&OPEN_JOBS).map_or(i64::MAX, i64::from);
        let open = jobs::count_open(tx, allowed).await?;
        entitlements.require_room(&OPEN_JOBS, open, 1)?;
        self.remember(tenant, admitted(allowed, open) - 1);
        Ok(())
    }

    fn take(&self, tenant: TenantId) -> bool {
        let mut budgets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match budgets.get_mut(&tenant) {
            Some(budget) if *budget > 0 => {
                *budget -= 1;
                true
            }
            _ => false,
        }
    }

    fn remember(&self, tenant: TenantId, budget: i64) {
        let mut budgets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if budgets.len() >= REMEMBERED {
            budgets.clear();
        }
        budgets.insert(tenant, budget);
    }
}

/// How many jobs are admitted when so many are open of those that are allowed.
fn admitted(allowed: i64, open: i64) -> i64 {
    ((allowed - open) / 10).clamp(1, MOST_UNCOUNTED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_jobs_are_admitted_without_a_count_near_the_limit() {
        let counts = [0, 99_000, 99_980, 99_999].map(|open| admitted(100_000, open));
        assert_eq!(counts, [1_000, 100, 2, 1]);
    }
}
