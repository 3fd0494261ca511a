//! Reading what a feed lacks, beside the feed's own task, so that live entries go on meanwhile.

use std::{sync::Arc, time::Duration};

use plenum_shared::{cursor::Position, ids::TenantId};
use tokio::{sync::oneshot, task::AbortHandle, time::sleep};

use crate::{feed::feeds::Ground, log_reader::Page};

const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// A read of the log under way. Dropped, it ends.
pub(super) struct Fill {
    from: Position,
    page: oneshot::Receiver<Page>,
    task: AbortHandle,
}

impl Fill {
    /// Reads until the database answers: without the answer the feed cannot go on anyway.
    pub(super) fn begin(ground: &Arc<Ground>, tenant: TenantId, from: Position) -> Self {
        let (answer, page) = oneshot::channel();
        let log = ground.log.clone();
        let task = ground.tasks.spawn(async move {
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
        Self { from, page, task: task.abort_handle() }
    }
}

impl Drop for Fill {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The page that was asked for; the place it was to begin at when the read came to nothing; for ever pending when
/// nothing was asked.
pub(super) async fn finished(fill: &mut Option<Fill>) -> Result<Page, Position> {
    let Some(running) = fill else { return std::future::pending().await };
    let outcome = (&mut running.page).await.map_err(|_| running.from);
    *fill = None;
    outcome
}
