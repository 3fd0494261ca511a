//! What keeps the queue going: jobs whose time has come, leases that ran out, schedules that are due, and the metrics.
//! Every worker does it; what one has done, another does not find.
//!
//! This stays a loop of its own, and is no job: it is what makes jobs and schedules go.

use std::{collections::HashSet, time::Duration};

use plenum_shared::Result;
use plenum_store::jobs::{JobState, operators, queue};
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use super::{schedule, signals::JobSignals, sweep::sweep};
use crate::{App, Contexts};

const EVERY: Duration = Duration::from_millis(500);
/// How many rounds there are between two looks at the depth of the queue, which goes through all open jobs.
const ROUNDS_PER_DEPTH: u32 = 30;
const PROMOTED: i32 = 1_000;
const RECOVERED: i32 = 1_000;

/// Writes the schedules of the platform that the contexts declare.
pub async fn start(app: &App, contexts: &Contexts) -> Result<()> {
    schedule::put_declared(app, contexts).await
}

/// Goes round after round until `stop` is cancelled, and wakes the runner when there is something for it.
pub(crate) async fn run(app: App, contexts: Contexts, signals: JobSignals, stop: CancellationToken) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut started, mut rounds, mut gauges) = (false, 0_u32, DepthGauges::default());
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        if !started {
            match start(&app, &contexts).await {
                Ok(()) => started = true,
                Err(error) => tracing::warn!(%error, "the schedules could not be written, trying again"),
            }
        }
        match round(&app, &contexts).await {
            Ok(true) => signals.ready.notify_one(),
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "the queue of jobs could not be looked after, trying again"),
        }
        if rounds.is_multiple_of(ROUNDS_PER_DEPTH) {
            gauges.update(&app).await;
        }
        rounds = rounds.wrapping_add(1);
    }
}

/// One round; says whether jobs became ready.
pub(super) async fn round(app: &App, contexts: &Contexts) -> Result<bool> {
    let now = app.source().now();
    let promoted = queue::promote(app.store(), now, PROMOTED).await?;
    let recovered = queue::recover(app.store(), now, RECOVERED).await?;
    for job in &recovered {
        let (tenant, kind) = (job.tenant, &job.kind);
        app.announce_job(tenant, job.job, job.created_by);
        metrics::counter!("jobs.recovered", "kind" => kind.clone()).increment(1);
        match job.state {
            Some(JobState::Dead) => {
                tracing::error!(kind, %tenant, job = %job.job, "a job failed for good: its workers went away");
            }
            _ => tracing::warn!(kind, %tenant, job = %job.job, "a job was taken from a worker that went away"),
        }
    }
    let enqueued = sweep(app, contexts).await?;
    Ok(promoted > 0 || !recovered.is_empty() || enqueued > 0)
}

/// The gauges of the queue. One that has nothing to count any more is set to zero, not left as it was.
#[derive(Default)]
struct DepthGauges {
    shown: HashSet<(String, String)>,
}

impl DepthGauges {
    async fn update(&mut self, app: &App) {
        let depth = match operators::depth(app.store(), app.source().now()).await {
            Ok(depth) => depth,
            Err(error) => return tracing::warn!(%error, "the depth of the queue of jobs could not be read"),
        };
        let mut gone = std::mem::take(&mut self.shown);
        for of in depth {
            let labels = (of.kind, of.state);
            set(&labels, of.jobs as f64, of.oldest_seconds);
            gone.remove(&labels);
            self.shown.insert(labels);
        }
        gone.iter().for_each(|labels| set(labels, 0.0, 0.0));
    }
}

fn set((kind, state): &(String, String), jobs: f64, oldest_seconds: f64) {
    metrics::gauge!("jobs.depth", "kind" => kind.clone(), "state" => state.clone()).set(jobs);
    metrics::gauge!("jobs.oldest_seconds", "kind" => kind.clone(), "state" => state.clone()).set(oldest_seconds);
}
