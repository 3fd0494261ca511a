//! Messages that the MessagePack protocol must accept, ignore or refuse.

use proptest::prelude::*;
use serde_json::json;

use super::*;

const HEADERS: u8 = 0x80;
const NIL: u8 = 0xc0;

fn read(message: &[u8]) -> Result<ClientMessage, ParseError> {
    parse(&Bytes::copy_from_slice(message), 16)
}

fn invocation_of(message: &[u8]) -> Invocation {
    match read(message) {
        Ok(ClientMessage::Invocation(invocation)) => invocation,
        other => panic!("not an invocation: {other:?}"),
    }
}

fn bound(value: &[u8]) -> Result<Value, String> {
    bind(value).map_err(|error| error.to_string())
}

#[test]
fn an_invocation_is_parsed_with_and_without_its_optional_items() {
    let message =
        [&[0x96, 1, HEADERS, 0xa1, b'7', 0xa2, b'D', b'o', 0x92, 1, 0xa1, b'x', 0x91, 0xa1, b'9'][..]].concat();
    let invocation = invocation_of(&message);
    assert_eq!((invocation.target.as_str(), invocation.invocation_id.as_deref()), ("Do", Some("7")));
    assert_eq!((invocation.stream_ids, invocation.kind), (vec!["9".to_owned()], InvocationKind::Single));
    assert_eq!(invocation.arguments, RawArguments::MessagePack(Bytes::from_static(&[0x92, 1, 0xa1, b'x'])));
    // Without stream ids, without an id, with an extra item, with headers.
    let old = invocation_of(&[0x95, 1, HEADERS, NIL, 0xa1, b'x', 0x90]);
    assert_eq!((old.stream_ids, old.invocation_id), (vec![], None));
    assert_eq!(invocation_of(&[0x95, 1, HEADERS, 0xa0, 0xa1, b'x', 0x90]).invocation_id, None);
    assert_eq!(invocation_of(&[0x97, 1, 0x81, 0xa1, b'h', 0xa1, b'v', NIL, 0xa1, b'x', 0x90, 0x90, 0xc3]).target, "x");
}

#[test]
fn every_other_message_type_is_parsed() {
    let id = || "1".to_owned();
    let nil = || RawArguments::MessagePack(Bytes::from_static(&[NIL]));
    let completion = |outcome| ClientMessage::Completion { invocation_id: id(), outcome };
    for (message, expected) in [
        (&[0x94, 2, HEADERS, 0xa1, b'1', NIL][..], ClientMessage::StreamItem { invocation_id: id(), item: nil() }),
        (&[0x94, 3, HEADERS, 0xa1, b'1', 2], completion(ClientOutcome::Nothing)),
        (&[0x95, 3, HEADERS, 0xa1, b'1', 1, 0xa0], completion(ClientOutcome::Error(String::new()))),
        (&[0x95, 3, HEADERS, 0xa1, b'1', 3, NIL], completion(ClientOutcome::Result(nil()))),
        (&[0x93, 5, HEADERS, 0xa1, b'1'], ClientMessage::CancelInvocation { invocation_id: id() }),
        (&[0x91, 6], ClientMessage::Ping),
        (&[0x92, 7, NIL], ClientMessage::Close { error: None }),
        (&[0x93, 7, 0xa1, b'e', 0xc2], ClientMessage::Close { error: Some("e".to_owned()) }),
        (&[0x92, 99, 0xd4, 5, 0], ClientMessage::Unknown(99)),
    ] {
        assert_eq!(read(message), Ok(expected), "{message:02x?}");
    }
}

#[test]
fn invalid_messages_are_refused() {
    for (message, error) in [
        (&[0x90][..], ParseError::Missing("type")),
        (&[0x91, 0xa1, b'1'], ParseError::WrongType("type")),
        (&[0x91, 0xff], ParseError::WrongType("type")),
        (&[0x93, 1, HEADERS, NIL], ParseError::Missing("target")),
        (&[0x94, 1, HEADERS, NIL, 5], ParseError::WrongType("target")),
        (&[0x94, 1, HEADERS, NIL, 0xa1, b'x'], ParseError::Missing("arguments")),
        (&[0x95, 1, HEADERS, NIL, 0xa1, b'x', 0x80], ParseError::WrongType("arguments")),
        (&[0x95, 1, HEADERS, 5, 0xa1, b'x', 0x90], ParseError::WrongType("invocationId")),
        (&[0x96, 1, HEADERS, NIL, 0xa1, b'x', 0x90, 1], ParseError::WrongType("streamIds")),
        (&[0x95, 4, HEADERS, NIL, 0xa1, b'x', 0x90], ParseError::Missing("invocationId")),
        (&[0x93, 2, HEADERS, 0xa1, b'1'], ParseError::Missing("item")),
        (&[0x94, 3, HEADERS, 0xa1, b'1', 4], ParseError::WrongType("resultKind")),
        (&[0x92, 5, HEADERS], ParseError::Missing("invocationId")),
    ] {
        assert_eq!(read(message), Err(error), "{message:02x?}");
    }
    for message in [&[][..], &[0x91], &[6], &[0x80], &[0x91, 6, 6], &[0x91, 0xc1], &[0xdd, 0xff, 0xff, 0xff, 0xff, 6]] {
        assert!(matches!(read(message), Err(ParseError::Malformed(_))), "{message:02x?}");
    }
}

#[test]
fn depth_is_limited_without_recursion() {
    let nested = |levels: usize| {
        let mut message = vec![0x95, 1, HEADERS, NIL, 0xa1, b'x'];
        message.extend(std::iter::repeat_n(0x91, levels - 1));
        message.push(0x90);
        message
    };
    assert!(read(&nested(15)).is_ok());
    assert_eq!(read(&nested(16)), Err(ParseError::TooDeep(16)));
    assert_eq!(read(&nested(100_000)), Err(ParseError::TooDeep(16)));
}

#[test]
fn values_bind_like_the_same_values_in_json() {
    for (value, expected) in [
        (&[0xc3][..], json!(true)),
        (&[0xff], json!(-1)),
        (&[0xcf, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], json!(u64::MAX)),
        (&[0xd3, 0x80, 0, 0, 0, 0, 0, 0, 0], json!(i64::MIN)),
        (&[0xcb, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0], json!(1.5)),
        (&[0xcb, 0x40, 0x08, 0, 0, 0, 0, 0, 0], json!(3)),
        (&[0xca, 0x7f, 0x80, 0, 0], json!(null)),
        (&[0xd9, 2, 0xc3, 0xa9], json!("é")),
        (&[0xc4, 3, 1, 2, 3], json!("AQID")),
        (&[0xd6, 0xff, 0x38, 0x6d, 0x43, 0x80], json!("2000-01-01T00:00:00Z")),
        (&[0xd7, 0xff, 0x77, 0x35, 0x94, 0, 0x38, 0x6d, 0x43, 0x80], json!("2000-01-01T00:00:00.5Z")),
        (&[0xc7, 12, 0xff, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], json!("1969-12-31T23:59:59Z")),
        (&[0x82, 0xa1, b'a', 0x91, NIL, 7, 0x80], json!({"a": [null], "7": {}})),
    ] {
        assert_eq!(bound(value), Ok(expected), "{value:02x?}");
    }
    for value in [&[0xa1, 0xff][..], &[0xd4, 5, 0], &[0x81, 0xc2, 1], &[0xd5, 0xff, 0, 0]] {
        assert!(bound(value).is_err(), "{value:02x?}");
    }
}

#[test]
fn server_messages_have_the_form_that_clients_expect() {
    assert_eq!(ping_message(), [2, 0x91, 6]);
    assert_eq!(item_message("0", &[0xc3]), [6, 0x94, 2, HEADERS, 0xa1, b'0', 0xc3]);
    assert_eq!(end_message("0"), [6, 0x94, 3, HEADERS, 0xa1, b'0', 2]);
    assert_eq!(
        invocation_with_id_message("s1", "A", &[0x90]),
        [10, 0x96, 1, HEADERS, 0xa2, b's', b'1', 0xa1, b'A', 0x90, 0x90]
    );
    assert_eq!(close_message(None, Reconnect::Allowed), [4, 0x93, 7, NIL, 0xc3]);
    assert_eq!(close_message(Some("e"), Reconnect::Refused), [5, 0x93, 7, 0xa1, b'e', 0xc2]);
    assert_eq!(completion_with_error("0", "e"), [8, 0x95, 3, HEADERS, 0xa1, b'0', 1, 0xa1, b'e']);
    assert_eq!(completion_with_result("0", &[NIL]), [7, 0x95, 3, HEADERS, 0xa1, b'0', 3, NIL]);
    assert_eq!(
        invocation_message("N", &from_json(b"[-1,1.0,{\"a\":200}]").expect("json")),
        [
            23, 0x96, 1, HEADERS, NIL, 0xa1, b'N', 0x93, 0xff, 0xcb, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0, 0x81, 0xa1, b'a',
            0xcc, 200, 0x90
        ]
    );
    assert!(from_json(b"[").is_err());
    let long = completion_with_error("0", &"x".repeat(200));
    assert_eq!(&long[..2], [0x80 | (208 & 0x7f), 1], "a length of two bytes");
}

proptest! {
    #[test]
    fn parsing_any_bytes_never_panics(message in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&message);
        if let Ok(Some(value)) = Reader::new(&message).skip(16) {
            let _ = bound(value);
            let _ = bind::<Vec<Option<Kind>>>(value);
        }
    }

    #[test]
    fn parsing_almost_messages_never_panics(
        message in proptest::collection::vec(prop_oneof![0x90_u8..0x98, 0_u8..8, Just(0x80), Just(0xc0), Just(0xa1), 0xc4_u8..0xe0], 0..40),
    ) {
        let _ = read(&message);
    }

    #[test]
    fn json_values_survive_a_round_trip(text in ".*", number in any::<i64>(), float in any::<f64>()) {
        let value = json!({"text": text, "list": [number, null, true], "other": {"deep": [[]]}, "half": float.fract() / 2.0});
        let bytes = encode(&value).expect("serialises");
        let back = bound(&bytes).expect("written well");
        prop_assert_eq!(&back["text"], &value["text"]);
        prop_assert_eq!(&back["list"], &value["list"]);
        prop_assert_eq!(&back["other"], &value["other"]);
        prop_assert_eq!(back["half"].as_f64(), value["half"].as_f64());
    }
}

/// One of each shape a type can have.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
enum Kind {
    Plain,
    Newtype(i8),
    Tuple(u8, Option<f64>),
    Struct { name: String, by_number: std::collections::BTreeMap<u16, bool>, nothing: () },
}

fn kinds() -> impl Strategy<Value = Kind> {
    prop_oneof![
        Just(Kind::Plain),
        any::<i8>().prop_map(Kind::Newtype),
        (any::<u8>(), proptest::option::of(any::<i32>()))
            .prop_map(|(number, eighths)| Kind::Tuple(number, eighths.map(|eighths| f64::from(eighths) / 8.0))),
        (".*", proptest::collection::btree_map(any::<u16>(), any::<bool>(), 0..20))
            .prop_map(|(name, by_number)| Kind::Struct { name, by_number, nothing: () }),
    ]
}

proptest! {
    #[test]
    fn types_bind_alike_in_both_protocols(kinds in proptest::collection::vec(kinds(), 0..40)) {
        let json = serde_json::to_vec(&kinds).expect("serialises");
        let packed = encode(&kinds).expect("serialises");
        prop_assert_eq!(&bind::<Vec<Kind>>(&packed).expect("binds"), &kinds);
        // The message converted from JSON is the same, except for the encoding of a whole double.
        prop_assert_eq!(&bind::<Vec<Kind>>(&from_json(&json).expect("json")).expect("binds"), &kinds);
    }
}

#[test]
fn containers_of_unknown_length_are_encoded() {
    struct Unsized(usize);

    impl serde::Serialize for Unsized {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_seq((0..self.0).filter(|_| true))
        }
    }

    for length in [0, 1, 15, 16, 70_000] {
        let packed = encode(&Unsized(length)).expect("serialises");
        assert_eq!(bind::<Vec<usize>>(&packed).expect("binds"), (0..length).collect::<Vec<_>>());
    }
}

#[test]
fn raw_json_inside_a_value_is_converted() {
    let raw = serde_json::value::RawValue::from_string("{\"a\":[1]}".to_owned()).expect("json");
    let packed = encode(&(&raw, 2)).expect("serialises");
    assert_eq!(packed, [0x92, 0x81, 0xa1, b'a', 0x91, 1, 2]);
    let (back, two) = bind::<(Box<serde_json::value::RawValue>, u8)>(&packed).expect("binds");
    assert_eq!((back.get(), two), (raw.get(), 2));
}

#[test]
fn lists_must_have_the_exact_length_and_a_declared_length_is_not_trusted() {
    assert!(bind::<(u8,)>(&[0x92, 1, 2]).is_err());
    assert!(bind::<(u8, u8)>(&[0x91, 1]).is_err());
    assert_eq!(bind::<Vec<u8>>(&[0xc4, 2, 1, 2]).expect("binds"), [1, 2]);
    assert!(bind::<Vec<String>>(&[0xdd, 0xff, 0xff, 0xff, 0xff]).is_err());
    assert_eq!(
        bind::<std::collections::HashMap<String, serde::de::IgnoredAny>>(&[0x81, 0xa1, b'a', 0x92, 1, 2])
            .expect("binds")
            .len(),
        1
    );
}
