//! A server-to-client message made once and shared by everyone it goes to.
//!
//! The finished frame, header included, is kept per protocol and transport and made on first need. A server's
//! WebSocket frames are not masked, so all members of a group get the very same bytes.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use serde::Serialize;

use crate::protocol::framing::RECORD_SEPARATOR;
use crate::protocol::{Protocol, messagepack};
use crate::transport::{FRAMINGS, Wire};

/// An invocation of a client method, ready to be sent any number of times.
#[derive(Debug, Clone)]
pub struct Prepared(Arc<Message>);

#[derive(Debug)]
struct Message {
    target: Box<str>,
    /// A JSON array.
    json: Vec<u8>,
    /// The same in MessagePack, unless it was JSON from the beginning.
    messagepack: Option<Vec<u8>>,
    frames: [OnceLock<Bytes>; FRAMINGS],
}

/// Arguments cannot become a message.
#[derive(Debug, thiserror::Error)]
pub enum EncodeError {
    /// A value does not serialise.
    #[error("cannot serialise the arguments: {0}")]
    Serialize(#[from] serde_json::Error),
    /// The arguments are not a tuple, array or slice.
    #[error("the arguments are not a list")]
    NotAList,
    /// Something given as JSON contains a record separator, so it is none.
    #[error("an argument given as json contains a control character")]
    NotJson,
}

impl Prepared {
    /// A message whose arguments are the items of `arguments`, a tuple or a slice. They are serialised for every
    /// protocol here, because only their types tell bytes and moments from text.
    pub fn new(target: &str, arguments: &(impl Serialize + ?Sized)) -> Result<Self, EncodeError> {
        let messagepack = list(Protocol::MessagePack, arguments)?;
        Ok(Self::of(target, list(Protocol::Json, arguments)?, Some(messagepack)))
    }

    /// A message whose arguments are already JSON, one complete value each. They are not parsed again; the caller
    /// vouches for them.
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
        Ok(Self::of(target, array, None))
    }

    fn of(target: &str, json: Vec<u8>, messagepack: Option<Vec<u8>>) -> Self {
        let frames = std::array::from_fn(|_| OnceLock::new());
        Self(Arc::new(Message { target: target.into(), json, messagepack, frames }))
    }

    pub(crate) fn target(&self) -> &str {
        &self.0.target
    }

    /// The arguments as they travel between nodes: the length of the JSON in four bytes, the JSON, and what is left is
    /// the MessagePack, if there is any. Both go along, because JSON alone no longer tells bytes and moments from text.
    pub(crate) fn wire(&self) -> Bytes {
        let Message { json, messagepack, .. } = &*self.0;
        let messagepack = messagepack.as_deref().unwrap_or_default();
        let length = u32::try_from(json.len()).unwrap_or(u32::MAX);
        [&length.to_be_bytes()[..], json, messagepack].concat().into()
    }

    /// A message from another node, which vouches for it. `None` if it is not of the form above.
    pub(crate) fn from_wire(target: &str, arguments: &Bytes) -> Option<Self> {
        let (length, rest) = arguments.split_first_chunk()?;
        let (json, messagepack) = rest.split_at_checked(u32::from_be_bytes(*length) as usize)?;
        let whole = Protocol::Json.is_list(json) && json.last() == Some(&b']') && !json.contains(&RECORD_SEPARATOR);
        let given = messagepack.is_empty() || Protocol::MessagePack.is_list(messagepack);
        let messagepack = Some(messagepack.to_vec()).filter(|list| !list.is_empty());
        (whole && given).then(|| Self::of(target, json.to_vec(), messagepack))
    }

    /// The arguments as a list of a protocol. Fails like [`frame`](Self::frame).
    pub(crate) fn list(&self, protocol: Protocol) -> Result<Cow<'_, [u8]>, serde_json::Error> {
        let Message { json, messagepack, .. } = &*self.0;
        Ok(match (protocol, messagepack) {
            (Protocol::Json, _) => Cow::Borrowed(json),
            (Protocol::MessagePack, Some(list)) => Cow::Borrowed(list),
            (Protocol::MessagePack, None) => Cow::Owned(messagepack::from_json(json)?),
        })
    }

    /// The finished frame for one protocol on one transport, made on first need. Fails only for arguments given as JSON
    /// that are not, in a protocol that has to read them.
    pub(crate) fn frame(&self, protocol: Protocol, wire: Wire) -> Result<Bytes, serde_json::Error> {
        let message = &*self.0;
        let frame = &message.frames[wire.slot(protocol)];
        if let Some(frame) = frame.get() {
            return Ok(frame.clone());
        }
        // Two threads may both encode; all send what the first put down.
        let encoded = protocol.invocation(&message.target, &self.list(protocol)?);
        Ok(frame.get_or_init(|| wire.frame(protocol, &encoded)).clone())
    }
}

/// Arguments as a list of a protocol.
pub(crate) fn list(protocol: Protocol, arguments: &(impl Serialize + ?Sized)) -> Result<Vec<u8>, EncodeError> {
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
        let frame = prepared.frame(Protocol::Json, Wire::WebSocket).expect("is json");
        String::from_utf8_lossy(&frame[2..]).into_owned()
    }

    #[test]
    fn values_and_raw_json_give_the_same_message() {
        let made = Prepared::new("News", &(1, "a")).expect("serialises");
        let raw = Prepared::from_json("News", &["1", "\"a\""]).expect("is json");
        assert_eq!(text(&made), "{\"type\":1,\"target\":\"News\",\"arguments\":[1,\"a\"]}\u{1e}");
        assert_eq!(text(&made), text(&raw));
        assert_eq!(
            text(&Prepared::from_json("N", &[] as &[&str]).expect("is json")),
            "{\"type\":1,\"target\":\"N\",\"arguments\":[]}\u{1e}"
        );
    }

    #[test]
    fn the_frame_is_made_once_and_shared() {
        let prepared = Prepared::new("News", &[1]).expect("serialises");
        for protocol in [Protocol::Json, Protocol::MessagePack] {
            let frame = |prepared: &Prepared| prepared.frame(protocol, Wire::WebSocket).expect("is json");
            assert_eq!(frame(&prepared).as_ptr(), frame(&prepared.clone()).as_ptr());
        }
    }

    #[test]
    fn arrives_at_another_node_as_it_left() {
        let raw = Prepared::from_json("News", &["1", "\"a\""]).expect("is json");
        for sent in [Prepared::new("News", &(1, crate::Binary::from(vec![1, 2]))).expect("serialises"), raw] {
            let arrived = Prepared::from_wire("News", &sent.wire()).expect("is of the form");
            for protocol in [Protocol::Json, Protocol::MessagePack] {
                let frame = |message: &Prepared| message.frame(protocol, Wire::WebSocket).expect("is json");
                assert_eq!(frame(&sent), frame(&arrived));
            }
        }
    }

    #[test]
    fn refuses_what_no_node_has_sent() {
        let whole = Prepared::from_json("News", &["1"]).expect("is json").wire();
        for length in 0..whole.len() {
            assert!(Prepared::from_wire("News", &whole.slice(..length)).is_none(), "{length}");
        }
        assert!(Prepared::from_wire("News", &[&whole[..], b"x"].concat().into()).is_none());
    }

    #[test]
    fn refuses_what_is_no_list_of_json() {
        assert!(matches!(Prepared::new("x", &1), Err(EncodeError::NotAList)));
        assert!(matches!(Prepared::from_json("x", &["\"\u{1e}\""]), Err(EncodeError::NotJson)));
    }
}
