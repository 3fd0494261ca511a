//! The framing of hub messages on each transport.

use bytes::Bytes;

use super::server_sent_events;
use super::websocket::frame::{self, Control, Data, OpCode};
use crate::close::CloseReason;
use crate::options::Transport;
use crate::protocol::Protocol;

/// How a transport frames a whole hub message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TransportFraming {
    /// A WebSocket message: text for JSON, binary for MessagePack.
    WebSocket,
    /// A server-sent event, which carries text.
    Event,
    /// No framing: the response to a poll consists of whole messages.
    Poll,
}

/// The number of combinations of framing and protocol; the size of the cache in a prepared message.
pub(crate) const FRAMINGS: usize = 5;

impl TransportFraming {
    /// Frames one whole hub message (or several) in `protocol`.
    pub(crate) fn frame(self, protocol: Protocol, message: &[u8]) -> Bytes {
        match (self, protocol) {
            (Self::WebSocket, Protocol::Json) => frame::encode(OpCode::Data(Data::Text), message),
            (Self::WebSocket, Protocol::MessagePack) => frame::encode(OpCode::Data(Data::Binary), message),
            // The handshake refuses every other protocol than JSON here.
            (Self::Event, _) => server_sent_events::event(message),
            (Self::Poll, _) => Bytes::copy_from_slice(message),
        }
    }

    /// Frames bytes of a connection without a hub protocol. A server-sent event must carry text.
    pub(crate) fn frame_raw(self, kind: Data, bytes: &[u8]) -> Bytes {
        match self {
            Self::WebSocket => frame::encode(OpCode::Data(kind), bytes),
            Self::Event => server_sent_events::event(bytes),
            Self::Poll => Bytes::copy_from_slice(bytes),
        }
    }

    /// The keep-alive of the transport itself. Long polling has none, because every poll is answered.
    pub(crate) fn keep_alive(self) -> Option<Bytes> {
        match self {
            Self::WebSocket => Some(frame::encode(OpCode::Control(Control::Ping), &[])),
            Self::Event => Some(server_sent_events::COMMENT),
            Self::Poll => None,
        }
    }

    /// The index of a frame in the cache of a prepared message.
    pub(crate) fn cache_index(self, protocol: Protocol) -> usize {
        match (self, protocol) {
            (Self::WebSocket, Protocol::Json) => 0,
            (Self::WebSocket, Protocol::MessagePack) => 1,
            (Self::Event, _) => 2,
            (Self::Poll, Protocol::Json) => 3,
            (Self::Poll, Protocol::MessagePack) => 4,
        }
    }

    /// Whether the transport can carry messages of a protocol.
    pub(crate) fn supports(self, protocol: Protocol) -> bool {
        matches!((self, protocol), (Self::WebSocket | Self::Poll, _) | (Self::Event, Protocol::Json))
    }

    /// The close frame of the transport itself, sent after the Close message of the hub protocol.
    pub(crate) fn close_frame(self, reason: CloseReason) -> Option<Bytes> {
        match self {
            Self::WebSocket => Some(frame::encode_close(reason.code(), reason.label())),
            // The end of the response, or the status of the next one, tells the client.
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
