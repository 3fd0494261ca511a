//! The two stages of a drain: first the connections are closed, each at a time of its own; then the rest is cut off.

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
pub(crate) struct DrainSchedule {
    /// From this time on no further call is started.
    pub(crate) leave: Instant,
    /// At this time the connection closes even if calls still run.
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

    /// Resolves when the server begins to drain, with the times of one connection.
    pub(crate) async fn schedule(&self) -> DrainSchedule {
        self.soft.cancelled().await;
        match self.plan.get() {
            Some(plan) => {
                // The last quarter of the grace period is for calls that are still running.
                let leave = plan.began + plan.grace.mul_f64(0.75 * plan.sources.fraction());
                DrainSchedule { leave, latest: plan.began + plan.grace }
            }
            None => DrainSchedule { leave: Instant::now(), latest: Instant::now() },
        }
    }

    /// Resolves when the remaining tasks are to be cut off.
    pub(crate) async fn over(&self) {
        self.hard.cancelled().await;
    }
}
