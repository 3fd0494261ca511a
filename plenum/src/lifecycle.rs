//! How a process ends. The first signal starts a soft shutdown: no new work is taken and open work is finished. The
//! second one ends the process at once.

use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::commands::Failure;

/// The two stages of a shutdown.
#[derive(Clone, Default)]
pub(crate) struct Shutdown {
    /// Take no new work, and finish open work.
    pub(crate) soft: CancellationToken,
    /// End at once, with work unfinished.
    pub(crate) hard: CancellationToken,
}

impl Shutdown {
    /// Listens for SIGTERM and SIGINT (Ctrl-C): the first cancels `soft`, the second `hard`.
    pub(crate) fn on_signals() -> Result<Self, Failure> {
        let shutdown = Self::default();
        let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        let stages = shutdown.clone();
        // Lives as long as the process, on purpose: it holds nothing and ends with the runtime.
        tokio::spawn(async move {
            for stage in [stages.soft, stages.hard] {
                tokio::select! {
                    _ = terminate.recv() => {}
                    _ = interrupt.recv() => {}
                }
                stage.cancel();
            }
        });
        Ok(shutdown)
    }
}
