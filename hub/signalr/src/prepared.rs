//! A server-to-client message that is encoded once and shared by all its recipients.
//!
//! The finished frame, header included, is cached for each protocol and transport, and encoded on first use. A server's
//! WebSocket frames are not masked, so all members of a group get the same bytes.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use serde::Serialize;

use crate::protocol::framing::RECORD_SEPARATOR;
use crate::protocol::{Protocol, messagepack};
use crate::transport::{FRAMINGS, TransportFraming};

/// An invocation of a client method, which can be sent any number of times.
#[derive(Debug, Clone)]
pub struct Prepared(Arc<Message>);

#[derive(Debug)]
struct Message {
    target: Box<str>,
    /// A JSON array.
    json: Vec<u8>,
    /// The arguments in MessagePack; `None` when the application gave them as JSON.
    messagepack: Option<Vec<u8>>,
    frames: [OnceLock<Bytes>; FRAMINGS],
}

/// Why arguments cannot be encoded as a message.
#[derive(Debug, thiserror::Error)]
pub enum EncodeError {
    /// A value does not serialise.
    #[error("cannot serialise the arguments: {0}")]
    Serialize(#[from] serde_json::Error),
    /// The arguments are not a tuple, array or slice.
    #[error("the arguments are not a list")]
    NotAList,
    /// An argument given as JSON contains a record separator, so it is not JSON.
    #[error("an argument given as json contains a control character")]
    NotJson,
}

impl Prepared {
    /// A message whose arguments are the items of `arguments`, a tuple or a slice. They are serialised in every
    /// protocol here, because only their types distinguish bytes and timestamps from text.
    pub fn new(target: &str, arguments: &(impl Serialize + ?Sized)) -> Result<Self, EncodeError> {
        let messagepack = serialise_arguments(Protocol::MessagePack, arguments)?;
        let json = serialise_arguments(Protocol::Json, arguments)?;
        Ok(Self::from_parts(target, json, Some(messagepack)))
    }

    /// A message whose arguments are already JSON, one complete value each. They are not parsed again: the caller must
    /// make sure that they are valid.
    pub fn from_json(target: &str, arguments: &[impl AsRef<[u8]>]) -> Result<Self, EncodeError> {
        let mut array =
            Vec::with_capacity(2 + arguments.iter().map(|argument| argument.as_ref().len() + 1).sum::<usize>());
        array.push(b'[');
        for (index, argument) in arguments.iter().enumerate() {
            if index > 0 {
                array.push(b',');
            }
            array.extend_from_slice(argument.as_ref());
        }
        array.push(b']');
        if array.contains(&RECORD_SEPARATOR) {
            return Err(EncodeError::NotJson);
        }
        Ok(Self::from_parts(target, array, None))
    }

    fn from_parts(target: &str, json: Vec<u8>, messagepack: Option<Vec<u8>>) -> Self {
        let frames = std::array::from_fn(|_| OnceLock::new());
        Self(Arc::new(Message { target: target.into(), json, messagepack, frames }))
    }

    pub(crate) fn target(&self) -> &str {
        &self.0.target
    }

    /// The arguments in the form in which nodes exchange them: the length of the JSON in four bytes, the JSON, then the
    /// MessagePack, if there is any. Both are included, because JSON alone does not distinguish bytes and timestamps
    /// from text.
    pub(crate) fn encode_for_nodes(&self) -> Bytes {
        let Message { json, messagepack, .. } = &*self.0;
        let messagepack = messagepack.as_deref().unwrap_or_default();
        let length = u32::try_from(json.len()).unwrap_or(u32::MAX);
        [&length.to_be_bytes()[..], json, messagepack].concat().into()
    }

    /// A message from another node. `None` when `arguments` is not of the form of
    /// [`encode_for_nodes`](Self::encode_for_nodes); the values inside are not checked.
    pub(crate) fn decode_from_node(target: &str, arguments: &Bytes) -> Option<Self> {
        let (length, rest) = arguments.split_first_chunk()?;
        let (json, messagepack) = rest.split_at_checked(u32::from_be_bytes(*length) as usize)?;
        let json_is_list =
            Protocol::Json.is_list(json) && json.last() == Some(&b']') && !json.contains(&RECORD_SEPARATOR);
        let messagepack_is_valid = messagepack.is_empty() || Protocol::MessagePack.is_list(messagepack);
        let messagepack = Some(messagepack.to_vec()).filter(|list| !list.is_empty());
        (json_is_list && messagepack_is_valid).then(|| Self::from_parts(target, json.to_vec(), messagepack))
    }

    /// The arguments, encoded as a list in a protocol. Fails like [`frame`](Self::frame).
    pub(crate) fn arguments(&self, protocol: Protocol) -> Result<Cow<'_, [u8]>, serde_json::Error> {
        let Message { json, messagepack, .. } = &*self.0;
        Ok(match (protocol, messagepack) {
            (Protocol::Json, _) => Cow::Borrowed(json),
            (Protocol::MessagePack, Some(list)) => Cow::Borrowed(list),
            (Protocol::MessagePack, None) => Cow::Owned(messagepack::from_json(json)?),
        })
    }

    /// The finished frame for one protocol on one transport, encoded on first use. Fails only when arguments given as
    /// JSON are invalid and have to be converted to another protocol.
    pub(crate) fn frame(&self, protocol: Protocol, framing: TransportFraming) -> Result<Bytes, serde_json::Error> {
        let message = &*self.0;
        let frame = &message.frames[framing.cache_index(protocol)];
        if let Some(frame) = frame.get() {
            return Ok(frame.clone());
        }
        // Two threads may both encode; both then send the frame that was stored first.
        let encoded = protocol.invocation(&message.target, &self.arguments(protocol)?);
        Ok(frame.get_or_init(|| framing.frame(protocol, &encoded)).clone())
    }
}

/// Serialises arguments as a list in a protocol.
pub(crate) fn serialise_arguments(
    protocol: Protocol,
    arguments: &(impl Serialize + ?Sized),
) -> Result<Vec<u8>, EncodeError> {
    let arguments = protocol.serialise(arguments)?;
    if !protocol.is_list(&arguments) {
        return Err(EncodeError::NotAList);
    }
    Ok(arguments)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(prepared: &Prepared) -> String {
        let frame = prepared.frame(Protocol::Json, TransportFraming::WebSocket).expect("is json");
        String::from_utf8_lossy(&frame[2..]).into_owned()
    }

    #[test]
    fn values_and_raw_json_give_the_same_message() {
        let serialised = Prepared::new("News", &(1, "a")).expect("serialises");
        let raw = Prepared::from_json("News", &["1", "\"a\""]).expect("is json");
        assert_eq!(text(&serialised), "{\"type\":1,\"target\":\"News\",\"arguments\":[1,\"a\"]}\u{1e}");
        assert_eq!(text(&serialised), text(&raw));
        assert_eq!(
            text(&Prepared::from_json("N", &[] as &[&str]).expect("is json")),
            "{\"type\":1,\"target\":\"N\",\"arguments\":[]}\u{1e}"
        );
    }

    #[test]
    fn the_frame_is_encoded_once_and_shared() {
        let prepared = Prepared::new("News", &[1]).expect("serialises");
        for protocol in [Protocol::Json, Protocol::MessagePack] {
            let frame = |prepared: &Prepared| prepared.frame(protocol, TransportFraming::WebSocket).expect("is json");
            assert_eq!(frame(&prepared).as_ptr(), frame(&prepared.clone()).as_ptr());
        }
    }

    #[test]
    fn another_node_decodes_the_same_message() {
        let raw = Prepared::from_json("News", &["1", "\"a\""]).expect("is json");
        for sent in [Prepared::new("News", &(1, crate::Binary::from(vec![1, 2]))).expect("serialises"), raw] {
            let decoded = Prepared::decode_from_node("News", &sent.encode_for_nodes()).expect("is of the form");
            for protocol in [Protocol::Json, Protocol::MessagePack] {
                let frame = |message: &Prepared| message.frame(protocol, TransportFraming::WebSocket).expect("is json");
                assert_eq!(frame(&sent), frame(&decoded));
            }
        }
    }

    #[test]
    fn truncated_or_extended_bytes_of_a_node_are_refused() {
        let whole = Prepared::from_json("News", &["1"]).expect("is json").encode_for_nodes();
        for length in 0..whole.len() {
            assert!(Prepared::decode_from_node("News", &whole.slice(..length)).is_none(), "{length}");
        }
        assert!(Prepared::decode_from_node("News", &[&whole[..], b"x"].concat().into()).is_none());
    }

    #[test]
    fn arguments_that_are_not_a_list_or_not_json_are_refused() {
        assert!(matches!(Prepared::new("x", &1), Err(EncodeError::NotAList)));
        assert!(matches!(Prepared::from_json("x", &["\"\u{1e}\""]), Err(EncodeError::NotJson)));
    }
}
