//! The JSON hub protocol: parses one record to one message, and encodes the server's messages.
//!
//! Parsing is lazy: the members of the envelope stay raw. So `arguments` may precede `target`, unknown members and
//! unknown types cost nothing, and only the called method parses its arguments. The depth of a record is checked before
//! the record is parsed.

use bytes::Bytes;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::framing::RECORD_SEPARATOR;
use super::{ClientMessage, ClientOutcome, Invocation, InvocationKind, ParseError, RawArguments, Reconnect};

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
    #[serde(borrow, rename = "sequenceId")]
    sequence_id: Option<&'a RawValue>,
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
    // UTF-8 is checked for the whole record, because the JSON parser does not check the values that it skips.
    let text = std::str::from_utf8(record).map_err(|error| ParseError::Malformed(error.to_string()))?;
    let envelope: Envelope<'_> =
        serde_json::from_str(text).map_err(|error| ParseError::Malformed(error.to_string()))?;
    let kind: u64 = required("type", envelope.kind)?;
    match kind {
        1 => invocation(record, &envelope, InvocationKind::Single).map(ClientMessage::Invocation),
        4 => invocation(record, &envelope, InvocationKind::Streaming).map(ClientMessage::Invocation),
        2 => {
            let invocation_id = required("invocationId", envelope.invocation_id)?;
            let item = raw_value(record, envelope.item.ok_or(ParseError::Missing("item"))?);
            Ok(ClientMessage::StreamItem { invocation_id, item })
        }
        3 => {
            let invocation_id = required("invocationId", envelope.invocation_id)?;
            let error: Option<String> = optional("error", envelope.error)?;
            let outcome = match (error, envelope.result) {
                (Some(_), Some(_)) => return Err(ParseError::ResultAndError),
                (Some(error), None) => ClientOutcome::Error(error),
                (None, Some(result)) => ClientOutcome::Result(raw_value(record, result)),
                (None, None) => ClientOutcome::Nothing,
            };
            Ok(ClientMessage::Completion { invocation_id, outcome })
        }
        5 => Ok(ClientMessage::CancelInvocation { invocation_id: required("invocationId", envelope.invocation_id)? }),
        6 => Ok(ClientMessage::Ping),
        7 => Ok(ClientMessage::Close { error: optional("error", envelope.error)? }),
        8 => Ok(ClientMessage::Ack { sequence_id: required("sequenceId", envelope.sequence_id)? }),
        9 => Ok(ClientMessage::Sequence { sequence_id: required("sequenceId", envelope.sequence_id)? }),
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

/// The completion of a successful call; `result` is a complete JSON value, `null` for a method without a result.
///
/// The member is always present: JavaScript would read a missing one as `undefined`.
pub fn completion_with_result(invocation_id: &str, result: &[u8]) -> Vec<u8> {
    let mut message = completion(invocation_id, result.len());
    message.extend_from_slice(br#","result":"#);
    message.extend_from_slice(result);
    end(message)
}

/// The completion of a failed call.
pub fn completion_with_error(invocation_id: &str, error: &str) -> Vec<u8> {
    let mut message = completion(invocation_id, error.len());
    message.extend_from_slice(br#","error":"#);
    push_string(&mut message, error);
    end(message)
}

/// One item of a stream of results, a JSON value.
pub fn item_message(invocation_id: &str, item: &[u8]) -> Vec<u8> {
    let mut message = begin(2, invocation_id, item.len());
    message.extend_from_slice(br#","item":"#);
    message.extend_from_slice(item);
    end(message)
}

/// The completion at the end of a stream of results, which has neither a result nor an error.
pub fn end_message(invocation_id: &str) -> Vec<u8> {
    end(completion(invocation_id, 0))
}

/// An invocation with an id, which the client must complete.
pub fn invocation_with_id_message(invocation_id: &str, target: &str, arguments: &[u8]) -> Vec<u8> {
    let mut message = begin(1, invocation_id, arguments.len() + target.len());
    message.extend_from_slice(br#","target":"#);
    push_string(&mut message, target);
    message.extend_from_slice(br#","arguments":"#);
    message.extend_from_slice(arguments);
    end(message)
}

/// A keep-alive.
pub fn ping_message() -> Vec<u8> {
    end(br#"{"type":6"#.to_vec())
}

/// A Close message. Absent members mean "no error" and "do not reconnect".
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

/// Acknowledges every client message up to this number.
pub fn ack_message(sequence_id: u64) -> Vec<u8> {
    numbered(8, sequence_id)
}

/// Announces the number of the next numbered message.
pub fn sequence_message(sequence_id: u64) -> Vec<u8> {
    numbered(9, sequence_id)
}

fn numbered(kind: u8, sequence_id: u64) -> Vec<u8> {
    end(format!(r#"{{"type":{kind},"sequenceId":{sequence_id}"#).into_bytes())
}

fn invocation(record: &Bytes, envelope: &Envelope<'_>, kind: InvocationKind) -> Result<Invocation, ParseError> {
    let invocation_id: Option<String> = optional("invocationId", envelope.invocation_id)?;
    let invocation_id = invocation_id.filter(|id| !id.is_empty());
    if kind == InvocationKind::Streaming && invocation_id.is_none() {
        return Err(ParseError::Missing("invocationId"));
    }
    let target: String = required("target", envelope.target)?;
    let arguments = envelope.arguments.ok_or(ParseError::Missing("arguments"))?;
    if !arguments.get().starts_with('[') {
        return Err(ParseError::WrongType("arguments"));
    }
    let arguments = raw_value(record, arguments);
    let stream_ids: Vec<StreamId> = optional("streamIds", envelope.stream_ids)?.unwrap_or_default();
    let stream_ids = stream_ids.into_iter().map(StreamId::into_text).collect();
    Ok(Invocation { invocation_id, target, arguments, stream_ids, kind })
}

fn raw_value(record: &Bytes, value: &RawValue) -> RawArguments {
    RawArguments::Json(record.slice_ref(value.get().as_bytes()))
}

/// The id of a stream. Some clients send a number instead of text.
#[derive(Deserialize)]
#[serde(untagged)]
enum StreamId {
    Text(String),
    Number(u64),
}

impl StreamId {
    fn into_text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Number(number) => number.to_string(),
        }
    }
}

fn required<T: DeserializeOwned>(name: &'static str, raw: Option<&RawValue>) -> Result<T, ParseError> {
    optional(name, raw)?.ok_or(ParseError::Missing(name))
}

fn optional<T: DeserializeOwned>(name: &'static str, raw: Option<&RawValue>) -> Result<Option<T>, ParseError> {
    raw.map(|raw| serde_json::from_str(raw.get())).transpose().map_err(|_| ParseError::WrongType(name))
}

/// Whether brackets and braces outside strings nest at most `max_depth` deep. The function is iterative, so that
/// deeply nested input cannot overflow the stack.
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

fn completion(invocation_id: &str, capacity: usize) -> Vec<u8> {
    begin(3, invocation_id, capacity)
}

/// Begins a message that has an id; `capacity` is the length of its payload.
fn begin(kind: u8, invocation_id: &str, capacity: usize) -> Vec<u8> {
    let mut message = Vec::with_capacity(capacity + invocation_id.len() + 56);
    message.extend_from_slice(br#"{"type":"#);
    message.push(b'0' + kind);
    message.extend_from_slice(br#","invocationId":"#);
    push_string(&mut message, invocation_id);
    message
}

fn push_string(message: &mut Vec<u8>, text: &str) {
    // The `Display` of `Value` escapes exactly as the serialiser does, and cannot fail.
    message.extend_from_slice(serde_json::Value::from(text).to_string().as_bytes());
}

fn end(mut message: Vec<u8>) -> Vec<u8> {
    message.extend_from_slice(&[b'}', RECORD_SEPARATOR]);
    message
}

#[cfg(test)]
mod tests;
