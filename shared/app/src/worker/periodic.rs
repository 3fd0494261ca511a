//! What is done at intervals: a declaration, and one loop that runs any of them.

use std::time::Duration;

use futures::future::BoxFuture;
use plenum_shared::{Result, ids::TenantId};
use tokio_util::sync::CancellationToken;

use crate::App;

/// Work that is done at intervals. Any number of workers may run it at a time: what one has done, another does not
/// find.
#[derive(Clone, Copy)]
pub struct Periodic {
    /// Its name in the log: `tasks_due`.
    pub name: &'static str,
    /// The pause after a round that did all there was.
    pub interval: Duration,
    pub pause_after_failure: Duration,
    /// One round. It ends early when the token is cancelled.
    pub run: for<'a> fn(&'a App, &'a CancellationToken) -> BoxFuture<'a, Result<RoundOutcome>>,
}

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

/// Does a portion of the work for each of these tenants, one after the other. A tenant whose portion fails is tried
/// again in a later round, and holds up no other. It ends early when `stop` is cancelled.
pub async fn portions<F>(
    name: &'static str,
    tenants: Vec<TenantId>,
    stop: &CancellationToken,
    portion: impl Fn(TenantId) -> F + Send,
) -> RoundResult
where
    F: Future<Output = Result<usize>> + Send,
{
    let mut portions = RoundResult::default();
    for tenant in tenants {
        if stop.is_cancelled() {
            break;
        }
        match portion(tenant).await {
            Ok(done) => {
                portions.total += done;
                portions.largest = portions.largest.max(done);
            }
            Err(error) => {
                tracing::warn!(name, %tenant, %error, "the portion of a tenant failed, trying again");
                portions.failed.push(tenant);
            }
        }
    }
    portions
}

/// Runs round after round until `stop` is cancelled.
pub(super) async fn run(periodic: Periodic, app: App, stop: CancellationToken) {
    loop {
        let pause = match (periodic.run)(&app, &stop).await {
            Ok(RoundOutcome::More) => Duration::ZERO,
            Ok(RoundOutcome::Done) => periodic.interval,
            Err(error) => {
                tracing::warn!(name = periodic.name, %error, "a round of periodic work failed, trying again");
                periodic.pause_after_failure
            }
        };
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}
