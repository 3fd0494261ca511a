//! Records that the JSON protocol must accept, ignore or refuse.

use proptest::prelude::*;

use super::*;

fn read(record: &str) -> Result<ClientMessage, ParseError> {
    parse(&Bytes::copy_from_slice(record.as_bytes()), 16)
}

fn invocation_of(record: &str) -> Invocation {
    match read(record) {
        Ok(ClientMessage::Invocation(invocation)) => invocation,
        other => panic!("not an invocation: {other:?}"),
    }
}

#[test]
fn members_come_in_any_order_and_unknown_ones_are_skipped() {
    let invocation = invocation_of(
        r#"{"arguments":[1,{"a":"]"}],"x":{"deep":[[]]},"target":"Do\u0041","headers":{"h":"v"},"invocationId":"7","type":1}"#,
    );
    assert_eq!(invocation.target, "DoA");
    assert_eq!(invocation.invocation_id.as_deref(), Some("7"));
    assert_eq!(invocation.arguments, RawArguments::Json(Bytes::from_static(br#"[1,{"a":"]"}]"#)));
    assert_eq!(invocation.kind, InvocationKind::Single);
}

#[test]
fn an_empty_or_null_invocation_id_is_none() {
    for id in [r#""""#, "null"] {
        let record = format!(r#"{{"type":1,"target":"x","arguments":[],"invocationId":{id}}}"#);
        assert_eq!(invocation_of(&record).invocation_id, None);
    }
}

#[test]
fn stream_ids_may_be_text_or_numbers() {
    let record = r#"{"type":4,"invocationId":"1","target":"x","arguments":[],"streamIds":["2",3]}"#;
    assert_eq!(invocation_of(record).stream_ids, ["2", "3"]);
}

#[test]
fn every_other_message_type_is_parsed() {
    let id = || "1".to_owned();
    let null = || RawArguments::Json(Bytes::from_static(b"null"));
    let completion = |outcome| ClientMessage::Completion { invocation_id: id(), outcome };
    for (record, message) in [
        (
            r#"{"type":2,"invocationId":"1","item":null}"#,
            ClientMessage::StreamItem { invocation_id: id(), item: null() },
        ),
        (r#"{"type":3,"invocationId":"1"}"#, completion(ClientOutcome::Nothing)),
        (r#"{"type":3,"invocationId":"1","error":"e"}"#, completion(ClientOutcome::Error("e".to_owned()))),
        (r#"{"type":3,"invocationId":"1","result":null}"#, completion(ClientOutcome::Result(null()))),
        (r#"{"type":5,"invocationId":"1"}"#, ClientMessage::CancelInvocation { invocation_id: id() }),
        (r#"{"type":6}"#, ClientMessage::Ping),
        (r#"{"type":7}"#, ClientMessage::Close { error: None }),
        (r#"{"type":7,"error":"e"}"#, ClientMessage::Close { error: Some("e".to_owned()) }),
        (r#"{"type":99,"target":5,"invocationId":{}}"#, ClientMessage::Unknown(99)),
    ] {
        assert_eq!(read(record), Ok(message), "{record}");
    }
}

#[test]
fn invalid_messages_are_refused() {
    for (record, error) in [
        ("{}", ParseError::Missing("type")),
        (r#"{"type":null}"#, ParseError::Missing("type")),
        (r#"{"type":"1"}"#, ParseError::WrongType("type")),
        (r#"{"type":1,"arguments":[]}"#, ParseError::Missing("target")),
        (r#"{"type":1,"target":1,"arguments":[]}"#, ParseError::WrongType("target")),
        (r#"{"type":1,"target":"x"}"#, ParseError::Missing("arguments")),
        (r#"{"type":1,"target":"x","arguments":{}}"#, ParseError::WrongType("arguments")),
        (r#"{"type":1,"target":"x","arguments":[],"invocationId":1}"#, ParseError::WrongType("invocationId")),
        (r#"{"type":4,"target":"x","arguments":[]}"#, ParseError::Missing("invocationId")),
        (r#"{"type":2,"invocationId":"1"}"#, ParseError::Missing("item")),
        (r#"{"type":3,"invocationId":"1","result":null,"error":"e"}"#, ParseError::ResultAndError),
        (r#"{"type":5}"#, ParseError::Missing("invocationId")),
    ] {
        assert_eq!(read(record), Err(error), "{record}");
    }
    for record in [
        "",
        "[]",
        "1",
        "{",
        r#"{"type":NaN}"#,
        r#"{"type":6,"type":6}"#,
        r#"{"type":6}x"#,
        "{\"type\":6,\"a\":\"\u{1}\"}",
    ] {
        assert!(matches!(read(record), Err(ParseError::Malformed(_))), "{record}");
    }
}

#[test]
fn depth_is_limited_without_recursion() {
    let nested = |levels: usize| {
        let (open, close) = ("[".repeat(levels), "]".repeat(levels));
        format!(r#"{{"type":1,"target":"x","arguments":{open}{close}}}"#)
    };
    assert!(read(&nested(15)).is_ok());
    assert_eq!(read(&nested(16)), Err(ParseError::TooDeep(16)));
    assert_eq!(read(&nested(100_000)), Err(ParseError::TooDeep(16)));
    assert!(read(r#"{"type":6,"a":"[[[[[[[[[[[[[[[[[[[[\"[[[["}"#).is_ok());
}

#[test]
fn server_messages_have_the_form_that_clients_expect() {
    let text = |message: Vec<u8>| String::from_utf8(message).expect("json is utf-8");
    assert_eq!(text(invocation_message("News", b"[1]")), "{\"type\":1,\"target\":\"News\",\"arguments\":[1]}\u{1e}");
    assert_eq!(
        text(completion_with_result("a\"", b"null")),
        "{\"type\":3,\"invocationId\":\"a\\\"\",\"result\":null}\u{1e}"
    );
    assert_eq!(text(completion_with_error("0", "e")), "{\"type\":3,\"invocationId\":\"0\",\"error\":\"e\"}\u{1e}");
    assert_eq!(text(item_message("0", b"[1]")), "{\"type\":2,\"invocationId\":\"0\",\"item\":[1]}\u{1e}");
    assert_eq!(text(end_message("0")), "{\"type\":3,\"invocationId\":\"0\"}\u{1e}");
    assert_eq!(
        text(invocation_with_id_message("s1", "Ask", b"[]")),
        "{\"type\":1,\"invocationId\":\"s1\",\"target\":\"Ask\",\"arguments\":[]}\u{1e}"
    );
    assert_eq!(text(ping_message()), "{\"type\":6}\u{1e}");
    assert_eq!(text(close_message(None, Reconnect::Refused)), "{\"type\":7}\u{1e}");
    assert_eq!(
        text(close_message(Some("e"), Reconnect::Allowed)),
        "{\"type\":7,\"error\":\"e\",\"allowReconnect\":true}\u{1e}"
    );
}

proptest! {
    #[test]
    fn parsing_any_bytes_never_panics(record in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = parse(&Bytes::from(record), 16);
    }

    #[test]
    fn parsing_almost_json_never_panics(record in r#"(\{|\}|\[|\]|"type"|"target"|"arguments"|:|,|1|2|3|4|null|"x"|\\|"){0,40}"#) {
        let _ = parse(&Bytes::from(record), 16);
    }

    #[test]
    fn any_text_is_parsed_as_target_and_id(target in ".*", id in ".+") {
        let record = serde_json::json!({"type": 1, "target": target, "invocationId": id, "arguments": []}).to_string();
        let invocation = invocation_of(&record);
        prop_assert_eq!(invocation.target, target);
        prop_assert_eq!(invocation.invocation_id, Some(id));
    }
}
