//! The fuzz targets: each function takes any bytes and panics when a property does not hold.
//!
//! The functions are here and not beside the fuzzer, so that a stable compiler checks them and tests replay the seeds.

use bytes::Bytes;
use serde_json::value::RawValue;

use super::parse_connection;
use crate::options::Options;
use crate::protocol::framing::RECORD_SEPARATOR;
use crate::protocol::{ClientMessage, ParseError, RawArguments, handshake, json, messagepack};

/// The longest error response in bytes: a protocol name of 64 characters, each at most six bytes, and the sentence.
const LONGEST_REFUSAL: usize = 512;

/// A client's WebSocket bytes give the same result wherever they are cut. The first byte is the position of one cut.
pub fn framing(input: &[u8]) {
    let Some((cut, bytes)) = input.split_first() else { return };
    let options = Options { max_message_bytes: 300, max_frame_bytes: 600, max_fragments: 4, ..Options::default() };
    let whole = parse_connection([bytes], &options);
    let (head, tail) = bytes.split_at(usize::from(*cut).min(bytes.len()));
    assert_eq!(whole, parse_connection([head, tail], &options), "cut in two");
    assert_eq!(whole, parse_connection(bytes.chunks(1), &options), "byte by byte");
}

/// A handshake is accepted, or refused in one record that a client can parse.
pub fn handshake(record: &[u8]) {
    let Err(error) = handshake::accept(record) else { return };
    let answer = handshake::error_response(&error);
    let separators = answer.iter().filter(|byte| **byte == RECORD_SEPARATOR).count();
    assert!(separators == 1 && answer.ends_with(&[RECORD_SEPARATOR]), "one record");
    assert!(answer.len() <= LONGEST_REFUSAL, "a bounded echo");
    let parsed: Result<serde_json::Value, _> = serde_json::from_slice(&answer[..answer.len() - 1]);
    assert_eq!(parsed.ok(), Some(serde_json::json!({ "error": error.to_string() })));
}

/// A record that parses as a message is valid JSON to any other parser, and so are its arguments.
pub fn json(record: &[u8]) {
    const MAX_DEPTH: usize = 16;
    let message = json::parse(&Bytes::copy_from_slice(record), MAX_DEPTH);
    let is_json = |bytes: &[u8]| serde_json::from_slice::<&RawValue>(bytes).is_ok();
    match message {
        Ok(message) => {
            assert!(is_json(record), "a message is json");
            if let ClientMessage::Invocation(invocation) = message {
                let RawArguments::Json(arguments) = invocation.arguments else { panic!("arguments are json") };
                assert!(is_json(&arguments) && arguments.starts_with(b"["), "arguments are a list");
                assert_ne!(invocation.invocation_id.as_deref(), Some(""), "an empty id is none");
            }
        }
        Err(ParseError::TooDeep(depth)) => assert_eq!(depth, MAX_DEPTH),
        Err(_) => {}
    }
}

/// The arguments of a parsed MessagePack invocation are a list, or binding them fails with an error.
pub fn messagepack(message: &[u8]) {
    const MAX_DEPTH: usize = 16;
    let message = messagepack::parse(&Bytes::copy_from_slice(message), MAX_DEPTH);
    let Ok(ClientMessage::Invocation(invocation)) = message else { return };
    let RawArguments::MessagePack(arguments) = invocation.arguments else { panic!("arguments are messagepack") };
    let Ok(bound) = messagepack::bind::<serde_json::Value>(&arguments) else { return };
    assert!(bound.is_array(), "arguments are a list");
    // A bound value can be encoded again, and then binds to an equal value.
    let encoded = messagepack::encode(&bound).expect("a value serialises");
    assert_eq!(messagepack::bind::<serde_json::Value>(&encoded).ok(), Some(bound), "encoded again");
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    fn replay(target: &str, run: fn(&[u8])) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
        let mut seeds = 0;
        for seed in fs::read_dir(&folder).expect("a folder of seeds") {
            run(&fs::read(seed.expect("a seed").path()).expect("readable"));
            seeds += 1;
        }
        assert!(seeds > 0, "no seeds in {}", folder.display());
    }

    #[test]
    fn the_seeds_of_framing_hold() {
        replay("framing", super::framing);
    }

    #[test]
    fn the_seeds_of_handshake_hold() {
        replay("handshake", super::handshake);
    }

    #[test]
    fn the_seeds_of_json_hold() {
        replay("json", super::json);
    }

    #[test]
    fn the_seeds_of_messagepack_hold() {
        replay("messagepack", super::messagepack);
    }
}
