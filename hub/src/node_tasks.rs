//! The tasks of a node: how they begin, how they are stopped, and how the node learns that it has failed.
//!
//! A task that panics takes nothing with it, so a node whose dispatcher has ended would look healthy and be one poll
//! late for ever. A critical task that ends by itself therefore marks the node as failed, and its process starts anew.

use std::future::Future;

use tokio::task::JoinHandle;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(crate) struct NodeTasks {
    tracker: TaskTracker,
    stop: CancellationToken,
    failed: CancellationToken,
}

impl NodeTasks {
    pub(crate) fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) -> JoinHandle<()> {
        self.tracker.spawn(task)
    }

    /// Starts a task that the node cannot work without. The task ends when the node is stopped; an earlier end makes
    /// the node a failed one.
    pub(crate) fn spawn_critical(&self, name: &'static str, task: impl Future<Output = ()> + Send + 'static) {
        let (stop, failed) = (self.stop.clone(), self.failed.clone());
        let task = tokio::spawn(task);
        self.tracker.spawn(async move {
            let ended = task.await;
            if stop.is_cancelled() && ended.is_ok() {
                return;
            }
            let cause = ended.err().map(|error| error.to_string()).unwrap_or_default();
            tracing::error!(task = name, cause, "a critical task has ended; the hub node has failed");
            failed.cancel();
        });
    }

    pub(crate) fn is_stopping(&self) -> bool {
        self.stop.is_cancelled()
    }

    /// Completes when the node is to stop.
    pub(crate) fn stopping(&self) -> impl Future<Output = ()> + Send + use<> {
        self.stop.clone().cancelled_owned()
    }

    /// Completes when a critical task has ended by itself.
    pub(crate) fn failed(&self) -> impl Future<Output = ()> + Send + use<> {
        self.failed.clone().cancelled_owned()
    }

    /// Stops all tasks and waits for their end.
    pub(crate) async fn stop(&self) {
        self.stop.cancel();
        self.tracker.close();
        self.tracker.wait().await;
    }
}

#[cfg(test)]
mod tests {
    use std::{future::pending, time::Duration};

    use tokio::time::timeout;

    use super::*;

    async fn fails(tasks: &NodeTasks) -> bool {
        timeout(Duration::from_secs(60), tasks.failed()).await.is_ok()
    }

    #[tokio::test(start_paused = true)]
    async fn a_critical_task_that_panics_or_ends_too_early_fails_the_node() {
        let panicked = NodeTasks::default();
        panicked.spawn_critical("other", pending());
        panicked.spawn_critical("panics", async { panic!("on purpose") });
        assert!(fails(&panicked).await);
        let ended = NodeTasks::default();
        ended.spawn_critical("ends", async {});
        assert!(fails(&ended).await);
    }

    #[tokio::test(start_paused = true)]
    async fn a_critical_task_that_ends_because_the_node_stops_does_not_fail_it() {
        let tasks = NodeTasks::default();
        tasks.spawn_critical("works", tasks.stopping());
        assert!(!fails(&tasks).await);
        tasks.stop().await;
        assert!(!tasks.failed.is_cancelled());
    }
}
