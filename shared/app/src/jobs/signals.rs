//! Signals from the rest of the worker to the runner of jobs.

use std::sync::Arc;

use tokio::sync::Notify;

/// Signals to the runner of jobs of this process. Clones share them. A signal is a hint: the next poll or heartbeat
/// makes up for a lost one.
#[derive(Debug, Clone, Default)]
pub(crate) struct JobSignals {
    /// There may be jobs that are ready.
    pub(crate) ready: Arc<Notify>,
    /// A running job was asked to stop.
    pub(crate) cancelled: Arc<Notify>,
}
