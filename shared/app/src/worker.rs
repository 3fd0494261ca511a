//! The worker: what runs without anybody asking. Each job is a file of its own and a row in [`run`].

mod partitions;

use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::App;

/// Runs every job until `stop` is cancelled, and returns when all have come to a clean end. Any number of workers may
/// run at a time: each job takes care that one does the work.
pub async fn run(app: App, stop: CancellationToken) {
    let jobs = TaskTracker::new();
    jobs.spawn(partitions::keep(app, stop));
    jobs.close();
    jobs.wait().await;
}
