//! The worker: what runs without anybody asking. Each job is a file of its own and a row in [`run`].
//!
//! A job that follows the log is a [consumer]; the others look at the clock.

pub mod consumer;
mod partitions;
mod wake_ups;

use std::sync::Arc;

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

pub use wake_ups::Wakes;
pub(crate) use wake_ups::wake;

use crate::{App, notify, records};

/// Whether some tenant has more to do than its portion of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Round {
    More,
    Done,
}

/// Runs every job until `stop` is cancelled, and returns when all have come to a clean end, or as soon as one ends
/// before it was asked to, which is a failure of the worker. Any number of workers may run at a time: each job takes
/// care that one does the work.
pub async fn run(app: App, wakes: Wakes, stop: CancellationToken) {
    let mut jobs = JoinSet::new();
    jobs.spawn(partitions::keep(app.clone(), stop.clone()));
    jobs.spawn(consumer::keep(app.clone(), Arc::new(notify::consumer::Notifications), wakes, stop.clone()));
    jobs.spawn(records::tasks_due::keep(app.clone(), stop.clone()));
    jobs.spawn(notify::expiry::keep(app, stop.clone()));
    while let Some(ended) = jobs.join_next().await {
        if !stop.is_cancelled() {
            tracing::error!(panicked = ended.is_err(), "a job of the worker ended before it was asked to");
            return;
        }
    }
}
