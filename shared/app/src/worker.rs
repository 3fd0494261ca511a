//! The worker: what runs without a request. [Consumers](consumer) follow the log, and [jobs] are taken from a queue,
//! where schedules put what is done by the clock.

pub mod consumer;
pub mod tenant_batches;
mod wake_ups;

use tokio::{sync::broadcast, task::JoinSet};
use tokio_util::sync::CancellationToken;

pub use wake_ups::WakeUps;

use crate::{
    App, Contexts,
    jobs::{self, JobSignals, RunnerSettings},
};

/// Runs the consumers and the jobs of all contexts until `stop` is cancelled, and returns when all have come to a clean
/// end, or as soon as one ends before, which is a failure of the worker. Any number of workers may run at a time.
pub async fn run(app: App, contexts: Contexts, wake_ups: WakeUps, stop: CancellationToken) {
    let mut tasks = JoinSet::new();
    let (sender, _) = broadcast::channel(wake_ups::CAPACITY);
    for consumer in contexts.consumers() {
        tasks.spawn(consumer::run(app.clone(), consumer, sender.subscribe(), stop.clone()));
    }
    let job_signals = JobSignals::default();
    tasks.spawn(wake_ups.fan_out(sender, job_signals.clone(), stop.clone()));
    tasks.spawn(jobs::maintain(app.clone(), contexts.clone(), job_signals.clone(), stop.clone()));
    tasks.spawn(jobs::run(app.clone(), contexts.clone(), RunnerSettings::default(), job_signals, stop.clone()));
    while let Some(ended) = tasks.join_next().await {
        if !stop.is_cancelled() {
            tracing::error!(panicked = ended.is_err(), "a task of the worker ended before it was asked to");
            return;
        }
    }
}
