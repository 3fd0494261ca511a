//! The SignalR hub protocol as pure functions: bytes in, messages out, no I/O and no clock.
//!
//! A connection's inbound bytes pass through [`framing`] (cut into records), then [`handshake`] once, then
//! [`json`] or [`messagepack`] for every further record. Messages of the server are encoded by [`Protocol`].
//!
//! Source: the public SignalR `HubProtocol.md`. Where its prose and the behaviour of existing servers and clients
//! differ, this module follows the behaviour.

mod encoding;
pub mod framing;
pub mod handshake;
pub mod json;
pub mod messagepack;

use bytes::Bytes;
use serde::de::DeserializeOwned;

/// A hub protocol that a client can request in its handshake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Protocol {
    /// JSON text, each message ended by the byte `0x1E`.
    Json,
    /// MessagePack, each message behind its length.
    MessagePack,
}

impl Protocol {
    /// Every protocol.
    const ALL: [Self; 2] = [Self::Json, Self::MessagePack];

    /// The name used in the handshake.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::MessagePack => "messagepack",
        }
    }

    /// Finds a protocol by its handshake name, ignoring case.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|protocol| name.eq_ignore_ascii_case(protocol.name()))
    }
}

/// A message from the client. Only the envelope is parsed; arguments stay bytes until a method binds them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientMessage {
    /// A call of a hub method (types 1 and 4).
    Invocation(Invocation),
    /// One item of a client-to-server stream (type 2).
    StreamItem {
        /// The stream it belongs to.
        invocation_id: String,
        /// The item, not yet parsed.
        item: RawArguments,
    },
    /// The end of a client-to-server stream, or the result of an invocation by the server (type 3).
    Completion {
        /// The stream or invocation that it completes.
        invocation_id: String,
        /// How it ended.
        outcome: ClientOutcome,
    },
    /// The client no longer needs the result (type 5).
    CancelInvocation {
        /// The invocation to cancel.
        invocation_id: String,
    },
    /// A keep-alive (type 6).
    Ping,
    /// The client closes the connection (type 7).
    Close {
        /// The error because of which the client closes, if there is one.
        error: Option<String>,
    },
    /// The client has received every server message up to a number (type 8); only with stateful reconnect.
    Ack {
        /// The number of the last message received.
        sequence_id: u64,
    },
    /// The number of the client's next message (type 9); only with stateful reconnect.
    Sequence {
        /// The number of that message.
        sequence_id: u64,
    },
    /// A type that this server does not know; to be ignored.
    Unknown(u64),
}

impl ClientMessage {
    /// Whether stateful reconnect numbers the message. The client sends a numbered message again until it is
    /// acknowledged.
    pub fn is_counted(&self) -> bool {
        matches!(
            self,
            Self::Invocation(_) | Self::StreamItem { .. } | Self::Completion { .. } | Self::CancelInvocation { .. }
        )
    }
}

/// The outcome that a client's completion reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientOutcome {
    /// Without a result.
    Nothing,
    /// With a result, not yet parsed.
    Result(RawArguments),
    /// With an error.
    Error(String),
}

/// A call of a hub method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invocation {
    /// Present when the client waits for a completion; an empty id counts as absent.
    pub invocation_id: Option<String>,
    /// The name of the method, in the client's spelling.
    pub target: String,
    /// The arguments, not yet parsed.
    pub arguments: RawArguments,
    /// The ids of the client-to-server streams of the call, in the order of the method's parameters.
    pub stream_ids: Vec<String>,
    /// Whether the caller expects one result or a stream of them.
    pub kind: InvocationKind,
}

/// Which response the caller of a method expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvocationKind {
    /// One completion (type 1).
    Single,
    /// Stream items, then a completion (type 4).
    Streaming,
}

/// The arguments of a call, an item of a stream, or a result, still encoded in the client's protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RawArguments {
    /// JSON: an array for arguments, any value for an item or a result.
    Json(Bytes),
    /// MessagePack, complete and of limited depth: an array for arguments, any value for an item or a result.
    MessagePack(Bytes),
}

impl RawArguments {
    /// Deserialises the value as a type. It must come from a parsed message, whose depth has been checked.
    pub fn bind<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        match self {
            Self::Json(json) => serde_json::from_slice(json),
            Self::MessagePack(value) => messagepack::bind(value),
        }
    }
}

/// Whether a client's automatic reconnect should run after a Close message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reconnect {
    /// The client may reconnect.
    Allowed,
    /// The client should not reconnect, because a new connection would end in the same way.
    Refused,
}

/// Why a record is not a message. The connection must be closed after it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    /// The record is not valid JSON or MessagePack.
    #[error("malformed message: {0}")]
    Malformed(String),
    /// A member that the message type requires is absent.
    #[error("missing required property '{0}'")]
    Missing(&'static str),
    /// A member has the wrong type.
    #[error("property '{0}' has the wrong type")]
    WrongType(&'static str),
    /// Arrays and objects are nested deeper than allowed.
    #[error("nested deeper than {0} levels")]
    TooDeep(usize),
    /// A completion carries both a result and an error.
    #[error("the 'error' and 'result' properties are mutually exclusive")]
    ResultAndError,
}
