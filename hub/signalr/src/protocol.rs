//! The SignalR hub protocol as pure functions: bytes in, messages out, no I/O and no clock.
//!
//! A connection's inbound bytes pass through [`framing`] (cut into records), then [`handshake`] once, then
//! [`json`] or [`messagepack`] for every further record. What the server says is encoded through [`Protocol`].
//!
//! Source: the public SignalR `HubProtocol.md`, and where its prose and the behaviour of existing servers and clients
//! differ, the behaviour.

mod encoding;
pub mod framing;
pub mod handshake;
pub mod json;
pub mod messagepack;

use bytes::Bytes;
use serde::de::DeserializeOwned;

/// A hub protocol a client can ask for in its handshake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Protocol {
    /// JSON text, each message ended by the byte `0x1E`.
    Json,
    /// MessagePack, each message behind its length.
    MessagePack,
}

impl Protocol {
    /// Every protocol, in the order of preference.
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

/// A message from the client, parsed as far as the envelope; arguments stay bytes until a method binds them.
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
    /// The end of a client-to-server stream, or the answer to a server's question (type 3).
    Completion {
        /// What it completes.
        invocation_id: String,
        /// How it ended.
        outcome: ClientOutcome,
    },
    /// The client no longer wants the answer (type 5).
    CancelInvocation {
        /// The invocation to cancel.
        invocation_id: String,
    },
    /// A sign of life (type 6).
    Ping,
    /// The client says goodbye (type 7).
    Close {
        /// Why, when the client leaves because of an error.
        error: Option<String>,
    },
    /// The client has everything up to a message of ours (type 8); of stateful reconnect.
    Ack {
        /// That message's number.
        sequence_id: u64,
    },
    /// The number of the client's next message (type 9); of stateful reconnect.
    Sequence {
        /// That message's number.
        sequence_id: u64,
    },
    /// A type this server does not know or did not negotiate; to be ignored.
    Unknown(u64),
}

impl ClientMessage {
    /// Whether stateful reconnect counts it: such a message is sent again when it was not acknowledged.
    pub fn is_counted(&self) -> bool {
        matches!(
            self,
            Self::Invocation(_) | Self::StreamItem { .. } | Self::Completion { .. } | Self::CancelInvocation { .. }
        )
    }
}

/// How a client's stream or answer ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientOutcome {
    /// With nothing more to say.
    Nothing,
    /// With a result, not yet parsed.
    Result(RawArguments),
    /// With an error.
    Error(String),
}

/// A call of a hub method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invocation {
    /// Present when the client waits for an answer; an empty id counts as absent.
    pub invocation_id: Option<String>,
    /// The method, as the client spelled it.
    pub target: String,
    /// The arguments, not yet parsed.
    pub arguments: RawArguments,
    /// The client-to-server streams that come with the call, in the order of the method's.
    pub stream_ids: Vec<String>,
    /// Whether the caller expects one result or a stream of them.
    pub kind: InvocationKind,
}

/// What the caller of a method expects back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvocationKind {
    /// One completion (type 1).
    Single,
    /// Stream items, then a completion (type 4).
    Streaming,
}

/// The arguments of a call, an item of a stream, or a result, in the encoding it came in; bound to types by
/// [`Arguments`](crate::Arguments) or whoever awaits it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RawArguments {
    /// A JSON array; any value for an item or a result.
    Json(Bytes),
    /// The same in MessagePack, complete and of limited depth.
    MessagePack(Bytes),
}

impl RawArguments {
    /// Reads them as a type. Of a parsed message, whose depth has been checked.
    pub fn bind<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        match self {
            Self::Json(json) => serde_json::from_slice(json),
            Self::MessagePack(value) => messagepack::bind(value),
        }
    }
}

/// Whether a client's automatic reconnect should run after a Close.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reconnect {
    /// Connect anew.
    Allowed,
    /// Stay away; a reconnect would end the same way.
    Refused,
}

/// Why a record is not a message; the connection cannot go on after it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    /// Not the encoding it should be in.
    #[error("malformed message: {0}")]
    Malformed(String),
    /// A member the message type requires is absent.
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
