//! A server-to-client message made once and shared by everyone it goes to.
//!
//! The finished frame, header included, is kept per protocol and transport and made on first need. A server's
//! WebSocket frames are not masked, so all members of a group get the very same bytes.

use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use serde::Serialize;

use crate::protocol::Protocol;
use crate::protocol::framing::RECORD_SEPARATOR;
use crate::transport::{FRAMINGS, Wire};

/// An invocation of a client method, ready to be sent any number of times.
#[derive(Debug, Clone)]
pub struct Prepared(Arc<Message>);

#[derive(Debug)]
struct Message {
    target: Box<str>,
    /// A JSON array.
    arguments: Bytes,
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
    /// A message whose arguments are the items of `arguments`, a tuple or a slice.
    pub fn new(target: &str, arguments: &(impl Serialize + ?Sized)) -> Result<Self, EncodeError> {
        Ok(Self::of(target, list(arguments)?))
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
        Ok(Self::of(target, array))
    }

    fn of(target: &str, arguments: Vec<u8>) -> Self {
        let frames = std::array::from_fn(|_| OnceLock::new());
        Self(Arc::new(Message { target: target.into(), arguments: Bytes::from(arguments), frames }))
    }

    pub(crate) fn target(&self) -> &str {
        &self.0.target
    }

    /// The arguments as they travel between nodes.
    pub(crate) fn wire(&self) -> Bytes {
        self.0.arguments.clone()
    }

    /// A message from another node, which vouches for it.
    pub(crate) fn from_wire(target: &str, arguments: &Bytes) -> Option<Self> {
        let list = arguments.first() == Some(&b'[') && arguments.last() == Some(&b']');
        (list && !arguments.contains(&RECORD_SEPARATOR)).then(|| Self::of(target, arguments.to_vec()))
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
        let encoded = protocol.invocation(&message.target, &message.arguments)?;
        Ok(frame.get_or_init(|| wire.frame(protocol, &encoded)).clone())
    }
}

/// Arguments as a JSON array.
pub(crate) fn list(arguments: &(impl Serialize + ?Sized)) -> Result<Vec<u8>, EncodeError> {
    let arguments = serde_json::to_vec(arguments)?;
    if arguments.first() != Some(&b'[') {
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
    fn refuses_what_is_no_list_of_json() {
        assert!(matches!(Prepared::new("x", &1), Err(EncodeError::NotAList)));
        assert!(matches!(Prepared::from_json("x", &["\"\u{1e}\""]), Err(EncodeError::NotJson)));
    }
}
