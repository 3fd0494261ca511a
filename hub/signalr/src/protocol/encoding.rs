//! The differences between the protocols, in one place: each method of [`Protocol`] calls the file of that protocol.

use bytes::Bytes;
use serde::Serialize;

use super::framing::Framing;
use super::{ClientMessage, ParseError, Protocol, Reconnect, json, messagepack};

impl Protocol {
    /// How the protocol separates messages in a stream of bytes.
    pub fn framing(self) -> Framing {
        match self {
            Self::Json => Framing::Separator,
            Self::MessagePack => Framing::Length,
        }
    }

    /// Parses one message of a client.
    pub fn parse(self, record: &Bytes, max_depth: usize) -> Result<ClientMessage, ParseError> {
        match self {
            Self::Json => json::parse(record, max_depth),
            Self::MessagePack => messagepack::parse(record, max_depth),
        }
    }

    /// Serialises a value in this protocol.
    pub fn serialise(self, value: &(impl Serialize + ?Sized)) -> Result<Vec<u8>, serde_json::Error> {
        match self {
            Self::Json => serde_json::to_vec(value),
            Self::MessagePack => messagepack::encode(value),
        }
    }

    /// Whether a serialised value is a list.
    pub fn is_list(self, value: &[u8]) -> bool {
        match self {
            Self::Json => value.first() == Some(&b'['),
            Self::MessagePack => messagepack::is_list(value),
        }
    }

    /// An invocation of a client method, without a result; `arguments` is a list in this protocol.
    pub fn invocation(self, target: &str, arguments: &[u8]) -> Vec<u8> {
        match self {
            Self::Json => json::invocation_message(target, arguments),
            Self::MessagePack => messagepack::invocation_message(target, arguments),
        }
    }

    /// The completion of a call with a result; `result` is a value in this protocol.
    pub fn result(self, invocation_id: &str, result: &[u8]) -> Vec<u8> {
        match self {
            Self::Json => json::completion_with_result(invocation_id, result),
            Self::MessagePack => messagepack::completion_with_result(invocation_id, result),
        }
    }

    /// The completion of a call with an error.
    pub fn error(self, invocation_id: &str, error: &str) -> Vec<u8> {
        match self {
            Self::Json => json::completion_with_error(invocation_id, error),
            Self::MessagePack => messagepack::completion_with_error(invocation_id, error),
        }
    }

    /// One item of a stream of results; `item` is a value in this protocol.
    pub fn item(self, invocation_id: &str, item: &[u8]) -> Vec<u8> {
        match self {
            Self::Json => json::item_message(invocation_id, item),
            Self::MessagePack => messagepack::item_message(invocation_id, item),
        }
    }

    /// The completion at the end of a stream of results.
    pub fn end(self, invocation_id: &str) -> Vec<u8> {
        match self {
            Self::Json => json::end_message(invocation_id),
            Self::MessagePack => messagepack::end_message(invocation_id),
        }
    }

    /// An invocation with an id, whose completion carries a result; `arguments` is a list in this protocol.
    pub fn invocation_with_id(self, invocation_id: &str, target: &str, arguments: &[u8]) -> Vec<u8> {
        match self {
            Self::Json => json::invocation_with_id_message(invocation_id, target, arguments),
            Self::MessagePack => messagepack::invocation_with_id_message(invocation_id, target, arguments),
        }
    }

    /// A keep-alive.
    pub fn ping(self) -> Vec<u8> {
        match self {
            Self::Json => json::ping_message(),
            Self::MessagePack => messagepack::ping_message(),
        }
    }

    /// Acknowledges every client message up to this number.
    pub fn ack(self, sequence_id: u64) -> Vec<u8> {
        match self {
            Self::Json => json::ack_message(sequence_id),
            Self::MessagePack => messagepack::ack_message(sequence_id),
        }
    }

    /// Announces the number of the next numbered message.
    pub fn sequence(self, sequence_id: u64) -> Vec<u8> {
        match self {
            Self::Json => json::sequence_message(sequence_id),
            Self::MessagePack => messagepack::sequence_message(sequence_id),
        }
    }

    /// A Close message.
    pub fn close(self, error: Option<&str>, reconnect: Reconnect) -> Vec<u8> {
        match self {
            Self::Json => json::close_message(error, reconnect),
            Self::MessagePack => messagepack::close_message(error, reconnect),
        }
    }
}
