//! How a process ends: once asked, it stops taking work, finishes what it has, and goes; asked twice, it goes at once.

use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::commands::Failure;

/// The two wishes that end a process.
#[derive(Clone, Default)]
pub(crate) struct Shutdown {
    /// Take no more work, finish what there is.
    pub(crate) soft: CancellationToken,
    /// Leave everything as it is.
    pub(crate) hard: CancellationToken,
}

impl Shutdown {
    /// Listens for SIGTERM and SIGINT (Ctrl-C): the first is the soft wish, the second the hard one.
    pub(crate) fn on_signals() -> Result<Self, Failure> {
        let shutdown = Self::default();
        let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        let wishes = shutdown.clone();
        // Lives as long as the process, on purpose: it holds nothing and ends with the runtime.
        tokio::spawn(async move {
            for wish in [wishes.soft, wishes.hard] {
                tokio::select! {
                    _ = terminate.recv() => {}
                    _ = interrupt.recv() => {}
                }
                wish.cancel();
            }
        });
        Ok(shutdown)
    }
}
