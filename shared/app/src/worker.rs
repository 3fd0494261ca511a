//! The worker: what runs without anybody asking. Each job is a file of its own and a row in [`run`].

mod partitions;

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::App;

/// Runs every job until `stop` is cancelled, and returns when all have come to a clean end, or as soon as one ends
/// before it was asked to, which is a failure of the worker. Any number of workers may run at a time: each job takes care
/// that one does the work.
pub async fn run(app: App, stop: CancellationToken) {
    let mut jobs = JoinSet::new();
    jobs.spawn(partitions::keep(app, stop.clone()));
    while let Some(ended) = jobs.join_next().await {
        if !stop.is_cancelled() {
            tracing::error!(panicked = ended.is_err(), "a job of the worker ended before it was asked to");
            return;
        }
    }
}
