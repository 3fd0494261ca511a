//! The two stages of leaving: first everyone is asked to go, each at a time of their own; then who is left is cut off.

use std::sync::OnceLock;
use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::sources::Sources;

#[derive(Default)]
pub(crate) struct Drain {
    plan: OnceLock<Plan>,
    soft: CancellationToken,
    hard: CancellationToken,
}

struct Plan {
    began: Instant,
    grace: Duration,
    sources: Sources,
}

/// When a connection leaves a draining server.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DrainTimes {
    /// From here on no further call is started.
    pub(crate) leave: Instant,
    /// Here it closes even if calls still run.
    pub(crate) latest: Instant,
}

impl Drain {
    pub(crate) fn begin(&self, grace: Duration, sources: &Sources) {
        // A second call keeps the first plan.
        self.plan.get_or_init(|| Plan { began: Instant::now(), grace, sources: sources.clone() });
        self.soft.cancel();
    }

    pub(crate) fn cut_off(&self) {
        self.hard.cancel();
    }

    pub(crate) fn has_begun(&self) -> bool {
        self.soft.is_cancelled()
    }

    /// Resolves when the server begins to drain.
    pub(crate) async fn begun(&self) {
        self.soft.cancelled().await;
    }

    /// Resolves when the server begins to drain, with one connection's own times.
    pub(crate) async fn plan(&self) -> DrainTimes {
        self.soft.cancelled().await;
        match self.plan.get() {
            Some(plan) => {
                // The last quarter is for calls that are still running then.
                let leave = plan.began + plan.grace.mul_f64(0.75 * plan.sources.fraction());
                DrainTimes { leave, latest: plan.began + plan.grace }
            }
            None => DrainTimes { leave: Instant::now(), latest: Instant::now() },
        }
    }

    /// Resolves when patience is over.
    pub(crate) async fn over(&self) {
        self.hard.cancelled().await;
    }
}
