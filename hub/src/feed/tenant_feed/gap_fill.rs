//! Reads the missing entries of a feed, in a task of its own, so that the feed delivers live entries meanwhile.

use std::{sync::Arc, time::Duration};

use plenum_shared::{cursor::Position, ids::TenantId};
use tokio::{sync::oneshot, task::JoinHandle, time::sleep};

use crate::{log_reader::LogPage, node_context::NodeContext};

const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// A read of the log in progress; dropping it ends the read.
pub(super) struct GapFill {
    from: Position,
    page: oneshot::Receiver<LogPage>,
    task: JoinHandle<()>,
}

impl GapFill {
    /// Reads until the database answers, because the feed cannot continue without the answer.
    pub(super) fn begin(context: &Arc<NodeContext>, tenant: TenantId, from: Position) -> Self {
        let (answer, page) = oneshot::channel();
        let log = context.log.clone();
        let task = context.tasks.spawn(async move {
            let mut pause = FIRST_PAUSE;
            loop {
                match log.page(tenant, from.seq).await {
                    Ok(page) => {
                        metrics::counter!("hub.fills", "outcome" => "read").increment(1);
                        // The feed may have stopped meanwhile.
                        let _ = answer.send(page);
                        return;
                    }
                    Err(error) => {
                        metrics::counter!("hub.fills", "outcome" => "failed").increment(1);
                        tracing::warn!(%tenant, from = from.seq, %error, "a gap could not be read yet");
                        sleep(pause).await;
                        pause = (pause * 2).min(LONGEST_PAUSE);
                    }
                }
            }
        });
        Self { from, page, task }
    }
}

impl Drop for GapFill {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The page of a fill, or the position it began at when its task ended without a page. Without a fill it is pending for
/// ever.
pub(super) async fn finished(fill: &mut Option<GapFill>) -> Result<LogPage, Position> {
    let Some(running) = fill else { return std::future::pending().await };
    let outcome = (&mut running.page).await.map_err(|_| running.from);
    *fill = None;
    outcome
}
