//! The tasks without which a node is deaf: when one of them ends by itself, the node says so.
//!
//! A task that panics takes nothing with it, so a node whose dispatcher is gone would look healthy and be a poll late
//! for ever. Nothing in here can mend that; whoever runs the node starts it anew.

use std::future::Future;

use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// Runs the vital tasks. They end when `stop` is cancelled, and one that ends earlier cancels `failed`.
#[derive(Debug, Default)]
pub(crate) struct Vital {
    pub(crate) stop: CancellationToken,
    pub(crate) failed: CancellationToken,
}

impl Vital {
    pub(crate) fn spawn(
        &self,
        tasks: &TaskTracker,
        name: &'static str,
        task: impl Future<Output = ()> + Send + 'static,
    ) {
        let (stop, failed) = (self.stop.clone(), self.failed.clone());
        let task = tokio::spawn(task);
        tasks.spawn(async move {
            let ended = task.await;
            if stop.is_cancelled() && ended.is_ok() {
                return;
            }
            let cause = ended.err().map(|error| error.to_string()).unwrap_or_default();
            tracing::error!(task = name, cause, "a task ended without which the hub node is of no use");
            failed.cancel();
        });
    }
}

#[cfg(test)]
mod tests {
    use std::{future::pending, time::Duration};

    use tokio::time::timeout;

    use super::*;

    async fn fails(vital: &Vital) -> bool {
        timeout(Duration::from_secs(60), vital.failed.cancelled()).await.is_ok()
    }

    #[tokio::test(start_paused = true)]
    async fn a_task_that_panics_or_ends_too_early_fails_the_node() {
        let tasks = TaskTracker::new();
        let panicked = Vital::default();
        panicked.spawn(&tasks, "other", pending());
        panicked.spawn(&tasks, "panics", async { panic!("on purpose") });
        assert!(fails(&panicked).await);
        let ended = Vital::default();
        ended.spawn(&tasks, "ends", async {});
        assert!(fails(&ended).await);
    }

    #[tokio::test(start_paused = true)]
    async fn a_task_that_is_told_to_stop_does_not() {
        let (tasks, vital) = (TaskTracker::new(), Vital::default());
        vital.spawn(&tasks, "works", vital.stop.clone().cancelled_owned());
        assert!(!fails(&vital).await);
        vital.stop.cancel();
        tasks.close();
        tasks.wait().await;
        assert!(!vital.failed.is_cancelled());
    }
}
