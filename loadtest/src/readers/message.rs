//! Classifies the records of a hub. The common case, an event, is recognised by its first bytes and never parsed.

use bytes::Bytes;
use plenum_signalr::protocol::{ClientMessage, ClientOutcome, Protocol, RawArguments};
use serde_json::Value;

/// The maximum nesting depth, above that of any event.
const DEPTH: usize = 64;
const CALL: &[u8] = b"{\"type\":1,\"target\":\"";

/// A message, parsed as far as a reader needs it.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    /// An event; the unparsed record.
    Event(Bytes),
    /// A `Position`: the reader has every event up to this cursor.
    Position(String),
    /// A `Reset`: the events after this cursor do not continue those before.
    Reset(String),
    /// The completion of a call.
    Completion(Result<Value, String>),
    /// The server closes the connection.
    Close(Option<String>),
    /// A ping, or a message that a reader ignores.
    Other,
}

/// A record that is not a message. The connection must be closed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the server sent bytes that are not a message: {0}")]
pub struct Unreadable(String);

/// Classifies a record.
pub fn read(protocol: Protocol, record: Bytes) -> Result<Message, Unreadable> {
    if protocol == Protocol::Json
        && let Some(target) = record.strip_prefix(CALL)
        && !target.starts_with(b"Position\"")
        && !target.starts_with(b"Reset\"")
    {
        return Ok(Message::Event(record));
    }
    let unreadable = |error: &dyn std::fmt::Display| Unreadable(error.to_string());
    // Client and server messages of the protocol have the same form.
    Ok(match protocol.parse(&record, DEPTH).map_err(|error| unreadable(&error))? {
        ClientMessage::Invocation(call) => match call.target.as_str() {
            "Position" => Message::Position(text(&first(&call.arguments)?)),
            "Reset" => Message::Reset(text(&first(&call.arguments)?["cursor"])),
            _ => Message::Event(record),
        },
        ClientMessage::Completion { outcome, .. } => Message::Completion(match outcome {
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

/// The time of an event in RFC 3339, by the clock of the node that wrote it.
pub fn time(protocol: Protocol, event: &[u8]) -> Option<&str> {
    attribute(protocol, event, b"\"time\":\"", b"\xa4time")
}

/// The value of an attribute of an event, found by the encoded name. Attributes precede the data, so the text of a
/// record is not taken for an attribute.
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

    /// The same message in both encodings, without framing.
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
    fn events_positions_and_resets_are_recognised_with_their_cursors() {
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
    fn the_time_of_an_event_is_found_before_the_text_of_its_record() {
        let stamp = "2026-01-02T03:04:05.000006Z";
        let title = "a \"time\":\"1999-01-01T00:00:00Z\" and \u{e4}time";
        let event = json!({
            "specversion": "1.0", "type": "deal.updated", "subject": "deals/1", "time": stamp, "cursor": "c",
            "data": {"title": title, "time": "1999-01-01T00:00:00Z"},
        });
        for (protocol, record) in both("DealUpdated", &event) {
            assert_eq!(time(protocol, &record), Some(stamp), "{protocol:?}");
            for cut in 0..record.len() {
                // A truncated event never gives a truncated time.
                assert!(time(protocol, &record[..cut]).is_none_or(|found| found == stamp), "{protocol:?} {cut}");
            }
        }
        for (protocol, record) in both("DealUpdated", &json!({"data": {"title": "without"}})) {
            assert_eq!(time(protocol, &record), None, "{protocol:?}");
        }
    }

    #[test]
    fn completions_closes_and_pings_are_recognised_and_garbage_is_refused() {
        let json = |text: &'static str| read(Protocol::Json, Bytes::from_static(text.as_bytes()));
        assert_eq!(
            json(r#"{"type":3,"invocationId":"1","result":{"replayed":2}}"#),
            Ok(Message::Completion(Ok(serde_json::json!({"replayed": 2}))))
        );
        let refused = json(r#"{"type":3,"invocationId":"1","error":"no"}"#);
        assert_eq!(refused, Ok(Message::Completion(Err("no".to_owned()))));
        assert_eq!(json(r#"{"type":6}"#), Ok(Message::Other));
        assert_eq!(json(r#"{"type":7,"allowReconnect":true}"#), Ok(Message::Close(None)));
        assert!(json("nonsense").is_err());
    }
}
