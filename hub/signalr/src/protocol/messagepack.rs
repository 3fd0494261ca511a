//! The MessagePack hub protocol: parses one message to one `ClientMessage`, and encodes the server's messages.
//!
//! Messages are arrays; missing or additional items at the end are no error. Arguments stay encoded until a method
//! binds them. The whole message is checked for depth and completeness before any part of it is used.

mod decoder;
mod encoder;
mod value;

use bytes::Bytes;
use serde_json::Value;

use super::{ClientMessage, ClientOutcome, Invocation, InvocationKind, ParseError, RawArguments, Reconnect};
use value::{Malformed, Reader};

pub(crate) use decoder::bind;
pub(crate) use encoder::encode;

impl From<Malformed> for ParseError {
    fn from(error: Malformed) -> Self {
        Self::Malformed(error.to_string())
    }
}

/// The items of a message after its type, each still encoded.
struct Items<'a> {
    rest: Reader<'a>,
    left: u32,
}

impl<'a> Items<'a> {
    /// The next item; `None` for a missing one.
    fn next(&mut self) -> Option<&'a [u8]> {
        self.left = self.left.checked_sub(1)?;
        // The depth has been checked with the whole message.
        self.rest.skip(usize::MAX).ok().flatten()
    }

    fn text(&mut self, name: &'static str) -> Result<Option<&'a str>, ParseError> {
        self.next().map_or(Ok(None), |item| Reader::new(item).text().ok_or(ParseError::WrongType(name)))
    }

    fn number(&mut self, name: &'static str) -> Result<u64, ParseError> {
        let item = self.next().ok_or(ParseError::Missing(name))?;
        Reader::new(item).unsigned().ok_or(ParseError::WrongType(name))
    }

    fn id(&mut self) -> Result<String, ParseError> {
        self.text("invocationId")?.map(str::to_owned).ok_or(ParseError::Missing("invocationId"))
    }
}

/// Parses one message (without its length), refusing nesting deeper than `max_depth`.
pub fn parse(message: &Bytes, max_depth: usize) -> Result<ClientMessage, ParseError> {
    let mut whole = Reader::new(message);
    let mut rest = whole.clone();
    whole.skip(max_depth)?.ok_or(ParseError::TooDeep(max_depth))?;
    if !whole.is_empty() {
        return Err(ParseError::Malformed("bytes after the message".to_owned()));
    }
    let length = rest.array().ok_or_else(|| ParseError::Malformed("not an array".to_owned()))?;
    let mut items = Items { rest, left: length };
    let kind = items.next().ok_or(ParseError::Missing("type"))?;
    let kind = Reader::new(kind).unsigned().ok_or(ParseError::WrongType("type"))?;
    if matches!(kind, 1..=5) {
        // The headers are skipped.
        items.next();
    }
    match kind {
        1 => invocation(message, items, InvocationKind::Single).map(ClientMessage::Invocation),
        4 => invocation(message, items, InvocationKind::Streaming).map(ClientMessage::Invocation),
        2 => {
            let invocation_id = items.id()?;
            let item = items.next().ok_or(ParseError::Missing("item"))?;
            Ok(ClientMessage::StreamItem { invocation_id, item: raw(message, item) })
        }
        3 => {
            let invocation_id = items.id()?;
            let kind = items.next().ok_or(ParseError::Missing("resultKind"))?;
            let outcome = match Reader::new(kind).unsigned() {
                Some(1) => ClientOutcome::Error(items.text("error")?.ok_or(ParseError::Missing("error"))?.to_owned()),
                Some(2) => ClientOutcome::Nothing,
                Some(3) => ClientOutcome::Result(raw(message, items.next().ok_or(ParseError::Missing("result"))?)),
                _ => return Err(ParseError::WrongType("resultKind")),
            };
            Ok(ClientMessage::Completion { invocation_id, outcome })
        }
        5 => Ok(ClientMessage::CancelInvocation { invocation_id: items.id()? }),
        6 => Ok(ClientMessage::Ping),
        7 => Ok(ClientMessage::Close { error: items.text("error")?.map(str::to_owned) }),
        8 => Ok(ClientMessage::Ack { sequence_id: items.number("sequenceId")? }),
        9 => Ok(ClientMessage::Sequence { sequence_id: items.number("sequenceId")? }),
        other => Ok(ClientMessage::Unknown(other)),
    }
}

fn invocation(message: &Bytes, mut items: Items<'_>, kind: InvocationKind) -> Result<Invocation, ParseError> {
    let invocation_id = items.text("invocationId")?.filter(|id| !id.is_empty()).map(str::to_owned);
    if kind == InvocationKind::Streaming && invocation_id.is_none() {
        return Err(ParseError::Missing("invocationId"));
    }
    let target = items.text("target")?.ok_or(ParseError::Missing("target"))?.to_owned();
    let arguments = items.next().ok_or(ParseError::Missing("arguments"))?;
    Reader::new(arguments).array().ok_or(ParseError::WrongType("arguments"))?;
    // Old clients send no stream ids.
    let stream_ids = items.next().map_or(Ok(Vec::new()), stream_ids)?;
    let arguments = raw(message, arguments);
    Ok(Invocation { invocation_id, target, arguments, stream_ids, kind })
}

fn stream_ids(list: &[u8]) -> Result<Vec<String>, ParseError> {
    const WRONG: ParseError = ParseError::WrongType("streamIds");
    let mut list = Reader::new(list);
    let length = list.array().ok_or(WRONG)?;
    (0..length).map(|_| list.text().flatten().map(str::to_owned).ok_or(WRONG)).collect()
}

fn raw(message: &Bytes, value: &[u8]) -> RawArguments {
    RawArguments::MessagePack(message.slice_ref(value))
}

/// Converts JSON to MessagePack.
pub fn from_json(json: &[u8]) -> Result<Vec<u8>, serde_json::Error> {
    let value: Value = serde_json::from_slice(json)?;
    let mut output = Vec::with_capacity(json.len());
    value::write(&mut output, &value);
    Ok(output)
}

/// Whether a value is an array.
pub(crate) fn is_list(value: &[u8]) -> bool {
    Reader::new(value).array().is_some()
}

/// A server-to-client invocation of `target`; `arguments` is a complete array.
pub fn invocation_message(target: &str, arguments: &[u8]) -> Vec<u8> {
    invocation_with(None, target, arguments)
}

/// An invocation with an id, which the client must complete.
pub fn invocation_with_id_message(invocation_id: &str, target: &str, arguments: &[u8]) -> Vec<u8> {
    invocation_with(Some(invocation_id), target, arguments)
}

fn invocation_with(id: Option<&str>, target: &str, arguments: &[u8]) -> Vec<u8> {
    let mut message = begin(6, 1);
    empty_headers(&mut message);
    write_optional(&mut message, id);
    value::write_text(&mut message, target);
    message.extend_from_slice(arguments);
    value::write_array(&mut message, 0);
    with_length(message)
}

/// The completion of a successful call; `result` is a complete value, nil for a method without a result.
pub fn completion_with_result(invocation_id: &str, result: &[u8]) -> Vec<u8> {
    let mut message = completion(5, invocation_id, 3);
    message.extend_from_slice(result);
    with_length(message)
}

/// The completion of a failed call.
pub fn completion_with_error(invocation_id: &str, error: &str) -> Vec<u8> {
    let mut message = completion(5, invocation_id, 1);
    value::write_text(&mut message, error);
    with_length(message)
}

/// One item of a stream of results, a complete value.
pub fn item_message(invocation_id: &str, item: &[u8]) -> Vec<u8> {
    let mut message = begin(4, 2);
    empty_headers(&mut message);
    value::write_text(&mut message, invocation_id);
    message.extend_from_slice(item);
    with_length(message)
}

/// The completion at the end of a stream of results, which has neither a result nor an error.
pub fn end_message(invocation_id: &str) -> Vec<u8> {
    with_length(completion(4, invocation_id, 2))
}

/// A keep-alive.
pub fn ping_message() -> Vec<u8> {
    with_length(begin(1, 6))
}

/// A Close message.
pub fn close_message(error: Option<&str>, reconnect: Reconnect) -> Vec<u8> {
    let mut message = begin(3, 7);
    write_optional(&mut message, error);
    value::write_bool(&mut message, reconnect == Reconnect::Allowed);
    with_length(message)
}

/// Acknowledges every client message up to this number.
pub fn ack_message(sequence_id: u64) -> Vec<u8> {
    numbered(8, sequence_id)
}

/// Announces the number of the next numbered message.
pub fn sequence_message(sequence_id: u64) -> Vec<u8> {
    numbered(9, sequence_id)
}

fn numbered(kind: u64, sequence_id: u64) -> Vec<u8> {
    let mut message = begin(2, kind);
    value::write_unsigned(&mut message, sequence_id);
    with_length(message)
}

fn completion(items: usize, invocation_id: &str, result_kind: u64) -> Vec<u8> {
    let mut message = begin(items, 3);
    empty_headers(&mut message);
    value::write_text(&mut message, invocation_id);
    value::write_unsigned(&mut message, result_kind);
    message
}

fn begin(items: usize, kind: u64) -> Vec<u8> {
    let mut message = Vec::with_capacity(64);
    value::write_array(&mut message, items);
    value::write_unsigned(&mut message, kind);
    message
}

fn write_optional(message: &mut Vec<u8>, text: Option<&str>) {
    match text {
        Some(text) => value::write_text(message, text),
        None => value::write_nil(message),
    }
}

fn empty_headers(message: &mut Vec<u8>) {
    value::write_map(message, 0);
}

/// Prefixes a message with its length: seven bits a byte, the least significant first.
fn with_length(message: Vec<u8>) -> Vec<u8> {
    let mut framed = Vec::with_capacity(message.len() + 5);
    let mut length = message.len();
    while length > 0x7f {
        framed.push(0x80 | (length & 0x7f) as u8);
        length >>= 7;
    }
    framed.push(length as u8);
    framed.extend_from_slice(&message);
    framed
}

#[cfg(test)]
mod tests;
