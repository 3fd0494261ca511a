//! Rounds over the tenants that have something to do: a batch for each, so that nobody waits for one who has much.

use plenum_shared::{Result, ids::TenantId};
use tokio_util::sync::CancellationToken;

/// Whether there is more to do than a round did; then the next one follows at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoundOutcome {
    More,
    Done,
}

/// The result of one round over several tenants.
#[derive(Debug, Default)]
pub struct RoundResult {
    /// The amount of work done in all tenants together, and in the tenant with the most.
    pub total: usize,
    pub largest: usize,
    pub failed: Vec<TenantId>,
}

/// Does a batch of the work for each of these tenants, one after the other. A tenant whose batch fails is tried
/// again in a later round, and holds up no other. It ends early when `stop` is cancelled.
pub async fn run_batches<F>(
    name: &'static str,
    tenants: Vec<TenantId>,
    stop: &CancellationToken,
    batch: impl Fn(TenantId) -> F + Send,
) -> RoundResult
where
    F: Future<Output = Result<usize>> + Send,
{
    let mut batches = RoundResult::default();
    for tenant in tenants {
        if stop.is_cancelled() {
            break;
        }
        match batch(tenant).await {
            Ok(done) => {
                batches.total += done;
                batches.largest = batches.largest.max(done);
            }
            Err(error) => {
                tracing::warn!(name, %tenant, %error, "the batch of a tenant failed, trying again");
                batches.failed.push(tenant);
            }
        }
    }
    batches
}
