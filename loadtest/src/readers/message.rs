//! What a record of the hub means to a reader. The common case, an event, is told by its first bytes and never parsed.

use bytes::Bytes;
use plenum_signalr::protocol::{ClientMessage, ClientOutcome, Protocol, RawArguments};
use serde_json::Value;

/// Deeper than any event.
const DEPTH: usize = 64;
const CALL: &[u8] = b"{\"type\":1,\"target\":\"";

/// A message, as far as a reader looks into it.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    /// Something happened; the record as it came.
    Event(Bytes),
    /// The reader is level up to this cursor.
    Position(String),
    /// What follows does not continue what was sent.
    Reset(String),
    /// The answer to a call.
    Answer(Result<Value, String>),
    /// The server says goodbye.
    Close(Option<String>),
    /// A ping, or something of no interest.
    Other,
}

/// A record that is no message; the connection cannot go on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the server sent something that is no message: {0}")]
pub struct Unreadable(String);

/// Reads a record.
pub fn read(protocol: Protocol, record: Bytes) -> Result<Message, Unreadable> {
    if protocol == Protocol::Json
        && let Some(target) = record.strip_prefix(CALL)
        && !target.starts_with(b"Position\"")
        && !target.starts_with(b"Reset\"")
    {
        return Ok(Message::Event(record));
    }
    let unreadable = |error: &dyn std::fmt::Display| Unreadable(error.to_string());
    // Both directions of the protocol share their messages; what differs is who sends which.
    Ok(match protocol.parse(&record, DEPTH).map_err(|error| unreadable(&error))? {
        ClientMessage::Invocation(call) => match call.target.as_str() {
            "Position" => Message::Position(text(&first(&call.arguments)?)),
            "Reset" => Message::Reset(text(&first(&call.arguments)?["cursor"])),
            _ => Message::Event(record),
        },
        ClientMessage::Completion { outcome, .. } => Message::Answer(match outcome {
            ClientOutcome::Nothing => Ok(Value::Null),
            ClientOutcome::Result(result) => Ok(json(&result)?),
            ClientOutcome::Error(error) => Err(error),
        }),
        ClientMessage::Close { error } => Message::Close(error),
        _ => Message::Other,
    })
}

/// The cursor of an event.
pub fn cursor(protocol: Protocol, event: &[u8]) -> Option<&str> {
    attribute(protocol, event, b"\"cursor\":\"", b"\xa6cursor")
}

/// When an event happened, by the clock of the node that wrote it, in RFC 3339.
pub fn time(protocol: Protocol, event: &[u8]) -> Option<&str> {
    attribute(protocol, event, b"\"time\":\"", b"\xa4time")
}

/// An attribute of an event: the characters behind its name, which each encoding writes in its own way. Attributes
/// stand before the data, so what a person has written into a record is not taken for one.
fn attribute<'a>(protocol: Protocol, event: &'a [u8], json: &[u8], packed: &[u8]) -> Option<&'a str> {
    let name = match protocol {
        Protocol::Json => json,
        Protocol::MessagePack => packed,
    };
    let value = &event[memchr::memmem::find(event, name)? + name.len()..];
    let value = match protocol {
        Protocol::Json => &value[..memchr::memchr(b'"', value)?],
        Protocol::MessagePack => short_text(value)?,
    };
    std::str::from_utf8(value).ok()
}

/// MessagePack text of up to 255 bytes.
fn short_text(value: &[u8]) -> Option<&[u8]> {
    match value {
        [head @ 0xa0..=0xbf, rest @ ..] => rest.get(..usize::from(head & 0x1f)),
        [0xd9, length, rest @ ..] => rest.get(..usize::from(*length)),
        _ => None,
    }
}

fn first(arguments: &RawArguments) -> Result<Value, Unreadable> {
    Ok(json(arguments)?.get_mut(0).map(Value::take).unwrap_or_default())
}

fn json(raw: &RawArguments) -> Result<Value, Unreadable> {
    raw.bind().map_err(|error| Unreadable(error.to_string()))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The same message in both encodings, without what frames it.
    fn both(target: &str, argument: &Value) -> [(Protocol, Bytes); 2] {
        [Protocol::Json, Protocol::MessagePack].map(|protocol| {
            let arguments = protocol.serialise(&json!([argument])).expect("encodes");
            let mut message = protocol.invocation(target, &arguments);
            let framed = match protocol {
                Protocol::Json => message.drain(..message.len() - 1).collect::<Vec<_>>(),
                // One byte of length below 128, two above.
                Protocol::MessagePack => message.split_off(if message.len() > 128 { 2 } else { 1 }),
            };
            (protocol, Bytes::from(framed))
        })
    }

    #[test]
    fn events_keep_their_cursor_and_positions_are_told_apart() {
        let event = json!({"id": "1", "cursor": "Abc-_9", "data": {"cursor": "not this"}});
        for (protocol, record) in both("DealUpdated", &event) {
            assert_eq!(read(protocol, record.clone()), Ok(Message::Event(record.clone())));
            assert_eq!(cursor(protocol, &record), Some("Abc-_9"), "{protocol:?}");
        }
        for (protocol, record) in both("Position", &json!("Xyz")) {
            assert_eq!(read(protocol, record), Ok(Message::Position("Xyz".to_owned())), "{protocol:?}");
        }
        for (protocol, record) in both("Reset", &json!({"reason": "too_old", "cursor": "R"})) {
            assert_eq!(read(protocol, record), Ok(Message::Reset("R".to_owned())), "{protocol:?}");
        }
    }

    #[test]
    fn the_stamp_of_an_event_is_found_before_whatever_its_record_says() {
        let stamp = "2026-01-02T03:04:05.000006Z";
        let title = "a \"time\":\"1999-01-01T00:00:00Z\" and \u{e4}time";
        let event = json!({
            "specversion": "1.0", "type": "deal.updated", "subject": "deals/1", "time": stamp, "cursor": "c",
            "data": {"title": title, "time": "1999-01-01T00:00:00Z"},
        });
        for (protocol, record) in both("DealUpdated", &event) {
            assert_eq!(time(protocol, &record), Some(stamp), "{protocol:?}");
            for cut in 0..record.len() {
                // Never more than there is, and never a part of it.
                assert!(time(protocol, &record[..cut]).is_none_or(|found| found == stamp), "{protocol:?} {cut}");
            }
        }
        for (protocol, record) in both("DealUpdated", &json!({"data": {"title": "without"}})) {
            assert_eq!(time(protocol, &record), None, "{protocol:?}");
        }
    }

    #[test]
    fn answers_closes_and_pings_are_read_and_garbage_is_not() {
        let json = |text: &'static str| read(Protocol::Json, Bytes::from_static(text.as_bytes()));
        assert_eq!(
            json(r#"{"type":3,"invocationId":"1","result":{"replayed":2}}"#),
            Ok(Message::Answer(Ok(serde_json::json!({"replayed": 2}))))
        );
        let refused = json(r#"{"type":3,"invocationId":"1","error":"no"}"#);
        assert_eq!(refused, Ok(Message::Answer(Err("no".to_owned()))));
        assert_eq!(json(r#"{"type":6}"#), Ok(Message::Other));
        assert_eq!(json(r#"{"type":7,"allowReconnect":true}"#), Ok(Message::Close(None)));
        assert!(json("nonsense").is_err());
    }
}
