//! The sockets that replace a lost one, with stateful reconnect.
//!
//! A connection token with stateful reconnect stays valid while its connection lives. A further upgrade with that token
//! does not begin a connection: its socket replaces the socket of the existing connection. The new socket waits here
//! until the connection's task takes it; of several waiting sockets the newest wins.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use tokio::sync::Notify;

use super::socket::SocketHalves;
use crate::transport::outbound::Outbound;

/// The replacement sockets of one connection.
#[derive(Default)]
pub(crate) struct ReplacementSockets {
    /// Set once the connection has its first socket.
    outbound: OnceLock<Arc<Outbound>>,
    newest: Mutex<Option<SocketHalves>>,
    arrived: Notify,
}

/// Whether another socket may replace the present one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SocketReplacement {
    /// The connection does not buffer messages: its handshake is not finished, or did not ask for stateful reconnect.
    Unsupported,
    /// The socket may be replaced.
    Possible,
    /// The connection is closing, or has evicted messages that the client may lack.
    TooLate,
}

impl ReplacementSockets {
    /// Attaches the connection that the sockets are for.
    pub(crate) fn attach(&self, outbound: &Arc<Outbound>) {
        // A token is claimed once, so there is one connection.
        let _ = self.outbound.set(Arc::clone(outbound));
    }

    /// Whether a socket that arrives now may replace the present one.
    pub(crate) fn replacement(&self) -> SocketReplacement {
        match self.outbound.get() {
            Some(outbound) if outbound.can_replace_socket() => SocketReplacement::Possible,
            Some(outbound) if outbound.is_buffering() || outbound.is_closing() => SocketReplacement::TooLate,
            _ => SocketReplacement::Unsupported,
        }
    }

    /// Hands a socket to the connection's task. An older socket that still waits is dropped, which closes it.
    pub(crate) fn put(&self, socket: SocketHalves) {
        *self.lock() = Some(socket);
        self.arrived.notify_one();
    }

    /// Waits for the next socket. Safe to cancel.
    pub(super) async fn next(&self) -> SocketHalves {
        loop {
            if let Some(socket) = self.lock().take() {
                return socket;
            }
            self.arrived.notified().await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<SocketHalves>> {
        self.newest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
