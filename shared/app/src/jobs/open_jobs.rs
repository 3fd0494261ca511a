//! The limit of open jobs of a tenant, so that one that enqueues without end fills neither the table nor the queue.
//!
//! Counting for every job would cost more than the job, so a process counts once and then admits a tenth of what there is
//! room for before it counts again. Several processes together may therefore go a little over the limit.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use plenum_shared::{Code, Error, Result, ids::TenantId};
use plenum_store::{TenantTx, jobs};

/// How many jobs of a tenant may be waiting, ready or running at once.
pub const MAX_OPEN_JOBS: i64 = 100_000;

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
        let open = jobs::count_open(tx, MAX_OPEN_JOBS).await?;
        if open >= MAX_OPEN_JOBS {
            let why = format!("there are {MAX_OPEN_JOBS} jobs that wait or run, and there may be no more");
            return Err(Error::new(Code::LimitReached).with_message(why));
        }
        self.remember(tenant, admitted(open) - 1);
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

/// How many jobs are admitted when so many are open.
fn admitted(open: i64) -> i64 {
    ((MAX_OPEN_JOBS - open) / 10).clamp(1, MOST_UNCOUNTED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_are_admitted_uncounted_the_nearer_the_limit_is() {
        let counts = [0, 99_000, 99_980, 99_999].map(admitted);
        assert_eq!(counts, [1_000, 100, 2, 1]);
    }
}
