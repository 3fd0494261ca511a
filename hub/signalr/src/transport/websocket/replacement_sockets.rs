//! The sockets that come for one connection, one after the other, with stateful reconnect.
//!
//! A token that was negotiated so stays good while its connection lives. A further upgrade with it is not another
//! connection but another line for the same one; it waits here until the connection's task takes it, and the newest
//! wins.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use tokio::sync::Notify;

use super::Line;
use crate::transport::outbound::Outbound;

/// Where the lines of one connection arrive.
#[derive(Default)]
pub(crate) struct Lines {
    /// Set once the first line stands.
    outbound: OnceLock<Arc<Outbound>>,
    newest: Mutex<Option<Line>>,
    arrived: Notify,
}

/// Whether another line may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Awaiting {
    /// The first line has not got as far as counting messages, or never will: this is an ordinary connection.
    Nothing,
    /// Yes.
    Line,
    /// The connection ends, or has let go of something that the client may lack.
    TooLate,
}

impl Lines {
    pub(crate) fn stand(&self, outbound: &Arc<Outbound>) {
        // A token is claimed once, so there is one first line.
        let _ = self.outbound.set(Arc::clone(outbound));
    }

    pub(crate) fn awaiting(&self) -> Awaiting {
        match self.outbound.get() {
            Some(outbound) if outbound.may_go_on() => Awaiting::Line,
            Some(outbound) if outbound.is_keeping() || outbound.is_closing() => Awaiting::TooLate,
            _ => Awaiting::Nothing,
        }
    }

    /// Hands a line over. One that still waits is dropped, and closed by that.
    pub(crate) fn put(&self, line: Line) {
        *self.lock() = Some(line);
        self.arrived.notify_one();
    }

    /// The next line. Cancel safe.
    pub(super) async fn next(&self) -> Line {
        loop {
            if let Some(line) = self.lock().take() {
                return line;
            }
            self.arrived.notified().await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Line>> {
        self.newest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
