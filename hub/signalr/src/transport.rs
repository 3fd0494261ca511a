//! Transports: how the bytes of a connection travel.
//!
//! A transport gives a connection two things: an `Inbound` to read hub bytes from, and an `Outbound` that finished
//! frames are pushed to. Above that line nothing knows which transport it is, except the `Wire` format a message is
//! framed for.
//!
//! How another one is added stands at the head of the crate.

pub(crate) mod long_polling;
pub(crate) mod outbound;
pub(crate) mod post_queue;
pub(crate) mod server_sent_events;
pub mod websocket;

use std::future::Future;

use bytes::Bytes;

use crate::close::CloseReason;
use crate::options::{TransferFormat, Transport};
use crate::protocol::Protocol;
use crate::transport::outbound::{Outbound, Writer};
use websocket::frame::{self, Control, Data, OpCode};

/// How a whole hub message is wrapped for one transport and protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wire {
    /// A WebSocket message: text for JSON, binary for MessagePack.
    WebSocket,
    /// An event of text.
    Event,
    /// Nothing around it: a poll's answer is whole messages.
    Poll,
}

/// The number of distinct framings a message can need; the size of the cache in a prepared message.
pub(crate) const FRAMINGS: usize = 5;

impl Wire {
    /// Frames one whole hub message (or several) in `protocol`.
    pub(crate) fn frame(self, protocol: Protocol, message: &[u8]) -> Bytes {
        match (self, protocol) {
            (Self::WebSocket, Protocol::Json) => frame::encode(OpCode::Data(Data::Text), message),
            (Self::WebSocket, Protocol::MessagePack) => frame::encode(OpCode::Data(Data::Binary), message),
            // The handshake refuses all but JSON here.
            (Self::Event, _) => server_sent_events::event(message),
            (Self::Poll, _) => Bytes::copy_from_slice(message),
        }
    }

    /// Frames what belongs to no hub protocol. On events it must be text.
    pub(crate) fn frame_raw(self, kind: Data, bytes: &[u8]) -> Bytes {
        match self {
            Self::WebSocket => frame::encode(OpCode::Data(kind), bytes),
            Self::Event => server_sent_events::event(bytes),
            Self::Poll => Bytes::copy_from_slice(bytes),
        }
    }

    /// What the transport itself has to say when nothing else was said for long; polls speak for themselves.
    pub(crate) fn heartbeat(self) -> Option<Bytes> {
        match self {
            Self::WebSocket => Some(frame::encode(OpCode::Control(Control::Ping), &[])),
            Self::Event => Some(server_sent_events::OPENING),
            Self::Poll => None,
        }
    }

    /// Where a framing is kept in a prepared message's cache.
    pub(crate) fn slot(self, protocol: Protocol) -> usize {
        match (self, protocol) {
            (Self::WebSocket, Protocol::Json) => 0,
            (Self::WebSocket, Protocol::MessagePack) => 1,
            (Self::Event, _) => 2,
            (Self::Poll, Protocol::Json) => 3,
            (Self::Poll, Protocol::MessagePack) => 4,
        }
    }

    /// Whether messages of a protocol can travel so.
    pub(crate) fn carries(self, protocol: Protocol) -> bool {
        matches!((self, protocol), (Self::WebSocket | Self::Poll, _) | (Self::Event, Protocol::Json))
    }

    /// What the transport itself says when a connection ends, after the hub protocol's own Close.
    pub(crate) fn goodbye(self, reason: CloseReason) -> Option<Bytes> {
        match self {
            Self::WebSocket => Some(frame::encode_close(reason.code(), reason.label())),
            // The end of the response says it, or a status.
            Self::Event | Self::Poll => None,
        }
    }

    pub(crate) fn transport(self) -> Transport {
        match self {
            Self::WebSocket => Transport::WebSockets,
            Self::Event => Transport::ServerSentEvents,
            Self::Poll => Transport::LongPolling,
        }
    }
}

/// The receiving half of a transport.
pub(crate) trait Inbound: Send {
    /// What comes next. Must be safe to cancel.
    fn next(&mut self, appetite: Appetite) -> impl Future<Output = Result<Incoming, End>> + Send;

    /// Waits, discarding what still comes, until the peer has ended its direction too. Called when our last words are
    /// written; may end our own direction first when the peer's bytes make no sense any more.
    fn peer_gone(&mut self, outbound: &Outbound) -> impl Future<Output = ()> + Send;
}

/// What a connection can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Appetite {
    /// Whatever comes.
    Whole,
    /// No bytes, which stay where they are and so hold the client back; but the end, or another line.
    NoBytes,
}

/// What a transport brings.
pub(crate) enum Incoming {
    /// Bytes, in whatever pieces they come.
    Bytes {
        bytes: Bytes,
        /// What they were sent as; a POST does not say.
        format: Option<TransferFormat>,
    },
    /// The way out of another line, where the client begins anew; what had come of an unfinished message is void.
    Line(Writer),
}

impl Incoming {
    fn posted(bytes: Bytes) -> Self {
        Self::Bytes { bytes, format: None }
    }
}

/// Why no more bytes come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// The client ended the transport in an orderly way; the transport has answered it.
    ByPeer,
    /// The line is dead.
    Lost,
    /// The client broke a rule of the transport; the server shall close.
    Violation(CloseReason),
}
