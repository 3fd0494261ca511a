//! The JSON hub protocol: one record to one message, and the server's messages to bytes.
//!
//! Parsing is lazy: the envelope is read with every member left raw, so `arguments` may precede `target`, unknown
//! members and unknown types cost nothing, and arguments are only parsed by the method that takes them. Depth is checked
//! before anything else looks at a record.

use bytes::Bytes;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::framing::RECORD_SEPARATOR;
use super::{ClientMessage, Invocation, InvocationKind, ParseError, RawArguments};

/// A record before its type is known.
#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow, rename = "type")]
    kind: Option<&'a RawValue>,
    #[serde(borrow, rename = "invocationId")]
    invocation_id: Option<&'a RawValue>,
    #[serde(borrow)]
    target: Option<&'a RawValue>,
    #[serde(borrow)]
    arguments: Option<&'a RawValue>,
    #[serde(borrow, rename = "streamIds")]
    stream_ids: Option<&'a RawValue>,
    #[serde(borrow)]
    error: Option<&'a RawValue>,
    // `Some` also for an explicit null, which is a result like any other.
    #[serde(borrow, default, deserialize_with = "present")]
    result: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "present")]
    item: Option<&'a RawValue>,
}

fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<&'de RawValue>, D::Error> {
    <&RawValue>::deserialize(deserializer).map(Some)
}

/// Parses one record (without its separator), refusing nesting deeper than `max_depth`.
pub fn parse(record: &Bytes, max_depth: usize) -> Result<ClientMessage, ParseError> {
    if !depth_within(record, max_depth) {
        return Err(ParseError::TooDeep(max_depth));
    }
    // Checked as a whole, because what a parser skips it does not look at.
    let text = std::str::from_utf8(record).map_err(|error| ParseError::Malformed(error.to_string()))?;
    let envelope: Envelope<'_> =
        serde_json::from_str(text).map_err(|error| ParseError::Malformed(error.to_string()))?;
    let kind: u64 = required("type", envelope.kind)?;
    match kind {
        1 => invocation(record, &envelope, InvocationKind::Single).map(ClientMessage::Invocation),
        4 => invocation(record, &envelope, InvocationKind::Streaming).map(ClientMessage::Invocation),
        2 => {
            let invocation_id = required("invocationId", envelope.invocation_id)?;
            envelope.item.ok_or(ParseError::Missing("item"))?;
            Ok(ClientMessage::StreamItem { invocation_id })
        }
        3 => {
            let invocation_id = required("invocationId", envelope.invocation_id)?;
            let error: Option<String> = optional("error", envelope.error)?;
            if error.is_some() && envelope.result.is_some() {
                return Err(ParseError::ResultAndError);
            }
            Ok(ClientMessage::Completion { invocation_id })
        }
        5 => Ok(ClientMessage::CancelInvocation { invocation_id: required("invocationId", envelope.invocation_id)? }),
        6 => Ok(ClientMessage::Ping),
        7 => Ok(ClientMessage::Close { error: optional("error", envelope.error)? }),
        other => Ok(ClientMessage::Unknown(other)),
    }
}

/// A server-to-client invocation of `target`; `arguments` is a complete JSON array.
pub fn invocation_message(target: &str, arguments: &[u8]) -> Vec<u8> {
    let mut message = Vec::with_capacity(arguments.len() + target.len() + 40);
    message.extend_from_slice(br#"{"type":1,"target":"#);
    push_string(&mut message, target);
    message.extend_from_slice(br#","arguments":"#);
    message.extend_from_slice(arguments);
    end(message)
}

/// The answer to a call that went well; `result` is a complete JSON value, `null` for a method without one.
///
/// The member is always there: JavaScript would turn a missing one into `undefined`.
pub fn completion_with_result(invocation_id: &str, result: &[u8]) -> Vec<u8> {
    let mut message = completion(invocation_id, result.len());
    message.extend_from_slice(br#","result":"#);
    message.extend_from_slice(result);
    end(message)
}

/// The answer to a call that did not go well.
pub fn completion_with_error(invocation_id: &str, error: &str) -> Vec<u8> {
    let mut message = completion(invocation_id, error.len());
    message.extend_from_slice(br#","error":"#);
    push_string(&mut message, error);
    end(message)
}

/// A sign of life.
pub fn ping_message() -> Vec<u8> {
    end(br#"{"type":6"#.to_vec())
}

/// The end of a connection. Absent members mean "no error" and "do not reconnect".
pub fn close_message(error: Option<&str>, reconnect: Reconnect) -> Vec<u8> {
    let mut message = br#"{"type":7"#.to_vec();
    if let Some(error) = error {
        message.extend_from_slice(br#","error":"#);
        push_string(&mut message, error);
    }
    if reconnect == Reconnect::Allowed {
        message.extend_from_slice(br#","allowReconnect":true"#);
    }
    end(message)
}

/// Whether a client's automatic reconnect should run after a Close.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reconnect {
    /// Connect anew.
    Allowed,
    /// Stay away; a reconnect would end the same way.
    Refused,
}

fn invocation(record: &Bytes, envelope: &Envelope<'_>, kind: InvocationKind) -> Result<Invocation, ParseError> {
    let invocation_id: Option<String> = optional("invocationId", envelope.invocation_id)?;
    let invocation_id = invocation_id.filter(|id| !id.is_empty());
    if kind == InvocationKind::Streaming && invocation_id.is_none() {
        return Err(ParseError::Missing("invocationId"));
    }
    let target: String = required("target", envelope.target)?;
    let arguments = envelope.arguments.ok_or(ParseError::Missing("arguments"))?.get();
    if !arguments.starts_with('[') {
        return Err(ParseError::WrongType("arguments"));
    }
    let streams = optional::<Count>("streamIds", envelope.stream_ids)?.map_or(0, |count| count.0);
    let arguments = RawArguments::Json(record.slice_ref(arguments.as_bytes()));
    Ok(Invocation { invocation_id, target, arguments, streams, kind })
}

fn required<T: DeserializeOwned>(name: &'static str, raw: Option<&RawValue>) -> Result<T, ParseError> {
    optional(name, raw)?.ok_or(ParseError::Missing(name))
}

fn optional<T: DeserializeOwned>(name: &'static str, raw: Option<&RawValue>) -> Result<Option<T>, ParseError> {
    raw.map(|raw| serde_json::from_str(raw.get())).transpose().map_err(|_| ParseError::WrongType(name))
}

/// The length of a JSON array whose items do not matter.
struct Count(usize);

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Counter;
        impl<'de> Visitor<'de> for Counter {
            type Value = Count;
            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("an array")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Count, A::Error> {
                let mut count = 0;
                while items.next_element::<IgnoredAny>()?.is_some() {
                    count += 1;
                }
                Ok(Count(count))
            }
        }
        deserializer.deserialize_seq(Counter)
    }
}

/// Whether brackets and braces outside strings never nest deeper than `max_depth`. Iterative on purpose: the depth of
/// hostile input must not become the depth of our stack.
fn depth_within(json: &[u8], max_depth: usize) -> bool {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                depth += 1;
                if depth > max_depth {
                    return false;
                }
            }
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    true
}

fn completion(invocation_id: &str, room: usize) -> Vec<u8> {
    let mut message = Vec::with_capacity(room + invocation_id.len() + 48);
    message.extend_from_slice(br#"{"type":3,"invocationId":"#);
    push_string(&mut message, invocation_id);
    message
}

fn push_string(message: &mut Vec<u8>, text: &str) {
    // `Value`'s display escapes exactly as the serialiser does, and cannot fail.
    message.extend_from_slice(serde_json::Value::from(text).to_string().as_bytes());
}

fn end(mut message: Vec<u8>) -> Vec<u8> {
    message.extend_from_slice(&[b'}', RECORD_SEPARATOR]);
    message
}

#[cfg(test)]
mod tests;
