//! The receiving half of a transport, whichever it is.

use std::future::Future;

use bytes::Bytes;

use super::outbound::{Outbound, Writer};
use crate::close::CloseReason;
use crate::options::TransferFormat;

/// The receiving half of a transport.
pub(crate) trait Inbound: Send {
    /// Waits for the next input. Must be safe to cancel.
    fn next(&mut self, mode: ReadMode) -> impl Future<Output = Result<Incoming, InboundEnd>> + Send;

    /// Discards input until the peer has ended its direction too. The session calls this when its last frame is
    /// written. If the peer's bytes cannot be parsed any more, the transport ends its own direction first.
    fn wait_for_peer_end(&mut self, outbound: &Outbound) -> impl Future<Output = ()> + Send;
}

/// Which input a connection can process now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReadMode {
    /// Any input.
    Everything,
    /// No bytes, only the end or a new socket. The bytes stay in the transport, which slows the client down.
    NoBytes,
}

/// One input from a transport.
pub(crate) enum Incoming {
    /// Bytes; a transport may cut them anywhere.
    Bytes {
        bytes: Bytes,
        /// The format of the WebSocket message; `None` for bytes from a POST.
        format: Option<TransferFormat>,
    },
    /// The writing half of a socket that replaces the lost one. The client sends an unfinished message again from its
    /// beginning, so the part of it that was received is void.
    NewSocket(Writer),
}

impl Incoming {
    pub(super) fn posted(bytes: Bytes) -> Self {
        Self::Bytes { bytes, format: None }
    }
}

/// Why the input ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum InboundEnd {
    /// The client closed the transport properly, and the transport has answered the close.
    ByPeer,
    /// The socket, the response or the poll is lost.
    Lost,
    /// The client broke a rule of the transport; the server must close the connection.
    Violation(CloseReason),
}
