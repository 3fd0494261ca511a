//! Bad input to REST and the hubs: it is refused with a stable code, changes nothing, and the process survives.

use std::time::Duration;

use http::Method;
use plenum_testkit::{
    Plenum,
    people::Person,
    raw::{RawSocket, masked},
    signalr::{END, HubClient, Incoming},
};
use serde_json::{Value, json};

use crate::plenum;

const DEALS: &str = "/api/v1/deals";
const HANDSHAKE: &str = "{\"protocol\":\"json\",\"version\":1}\u{1e}";

/// The state that must be unchanged after the bad input was refused.
struct Untouched {
    process: u32,
    rows: std::collections::BTreeMap<String, (i64, String)>,
}

impl Untouched {
    async fn of(plenum: &Plenum) -> Self {
        Self { process: plenum.api().process_id(), rows: plenum.fingerprint().await }
    }

    async fn holds(self, plenum: &mut Plenum, admin: &Person) {
        assert!(plenum.nodes_mut().iter_mut().all(plenum_testkit::Node::is_running), "the process lives");
        assert_eq!(plenum.api().process_id(), self.process);
        plenum.anonymous().get("/health/live").await.expect(200);
        assert_eq!(plenum.fingerprint().await, self.rows, "nothing has changed");
        admin.deal("and it still works").await;
    }
}

#[tokio::test]
async fn malformed_bodies_are_refused() {
    let mut plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let deal = admin.deal("desks").await;
    let path = format!("{DEALS}/{}", deal["id"].as_str().expect("an id"));
    let untouched = Untouched::of(&plenum).await;

    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let nested = format!("{{\"title\":{}1{}}}", "[".repeat(40), "]".repeat(40));
    let malformed: [&[u8]; 18] = [
        b"",
        b"{",
        b"{\"title\":\"a\"",
        b"{\"title\":\"a\"} {}",
        b"{\"title\":\"a\",\"title\":\"b\"}",
        b"{\"title\":\"a\",}",
        b"{'title':'a'}",
        b"{\"title\":\"\xff\xfe\"}",
        b"\xef\xbb\xbf{\"title\":\"a\"}",
        b"\xff\xfe{\x00}\x00",
        b"{\"title\":\"\\u0000\"}",
        b"{\"title\":\"\\ud800\"}",
        b"{\"title\":\"a\x01\"}",
        b"// a\n{\"title\":\"a\"}",
        b"{\"value\":{\"amount\":1e999}}",
        b"NaN",
        deep.as_bytes(),
        nested.as_bytes(),
    ];
    for (method, path) in [(Method::POST, DEALS), (Method::PATCH, path.as_str()), (Method::POST, "/api/v1/auth/login")]
    {
        for body in malformed {
            let request = admin.http.request(method.clone(), path).header("content-type", "application/json");
            let answer = request.body(body.to_vec()).send().await;
            let shown = String::from_utf8_lossy(&body[..body.len().min(40)]).into_owned();
            assert_eq!(answer.status.as_u16(), 400, "{method} {path} with {shown}: {}", answer.text());
            answer.expect_problem(400, "malformed_body");
        }
        for body in ["[]", "1", "\"text\"", "null", "true"] {
            let request = admin.http.request(method.clone(), path).header("content-type", "application/json");
            request.body(body).send().await.expect_problem(400, "malformed_body");
        }
        for kind in ["text/plain", "application/x-www-form-urlencoded", "application/xml", ""] {
            let request = admin.http.request(method.clone(), path).header("content-type", kind);
            request.body("{\"title\":\"a\"}").send().await.expect_problem(415, "unsupported_media_type");
        }
        let long = format!("{{\"title\":\"{}\"}}", "x".repeat(1 << 20));
        let request = admin.http.request(method.clone(), path).header("content-type", "application/json");
        request.body(long).send().await.expect_problem(413, "body_too_large");
    }
    untouched.holds(&mut plenum, &admin).await;
}

#[tokio::test]
async fn unknown_mistyped_and_read_only_fields_are_refused() {
    let mut plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let deal = admin.deal("desks").await;
    let path = format!("{DEALS}/{}", deal["id"].as_str().expect("an id"));
    let untouched = Untouched::of(&plenum).await;

    let id = json!("0198f2b4-0000-7000-8000-000000000001");
    let cases: Vec<(&str, Value, &str)> = vec![
        ("title", json!(5), "invalid_value"),
        ("title", json!(["a"]), "invalid_value"),
        ("title", json!(null), "invalid_value"),
        ("title", json!("   "), "invalid_value"),
        ("title", json!("x".repeat(201)), "invalid_value"),
        ("title", json!("a\nb"), "invalid_value"),
        ("value", json!(12.5), "invalid_value"),
        ("value", json!({ "amount": 12.5, "currency": "EUR" }), "invalid_value"),
        ("value", json!({ "amount": "12.345", "currency": "EUR" }), "invalid_value"),
        ("value", json!({ "amount": "1e9", "currency": "EUR" }), "invalid_value"),
        ("value", json!({ "amount": "99999999999999999999", "currency": "EUR" }), "invalid_value"),
        ("value", json!({ "amount": "1.00", "currency": "EURO" }), "invalid_value"),
        ("value", json!({ "amount": "1.00" }), "invalid_value"),
        ("expectedCloseDate", json!("31.12.2026"), "invalid_value"),
        ("expectedCloseDate", json!("2026-02-30"), "invalid_value"),
        ("stageId", json!("first"), "invalid_value"),
        ("stageId", json!({ "$ne": null }), "invalid_value"),
        ("ownerId", id.clone(), "unknown_reference"),
        ("nonsense", json!(1), "unknown_field"),
        ("tenantId", id.clone(), "unknown_field"),
        ("tenant_id", id.clone(), "unknown_field"),
        ("seq", json!(1), "unknown_field"),
        ("__proto__", json!({}), "unknown_field"),
        ("id", id.clone(), "read_only_field"),
        ("version", json!(7), "read_only_field"),
        ("status", json!("won"), "read_only_field"),
        ("createdAt", json!("2020-01-01T00:00:00Z"), "read_only_field"),
        ("createdBy", id.clone(), "read_only_field"),
        ("deletedAt", json!(null), "read_only_field"),
        ("updatedBy", id, "read_only_field"),
    ];
    for (field, value, code) in cases {
        let mut body = json!({ "title": "good" });
        body[field] = value.clone();
        for answer in [admin.http.post(DEALS, &body).await, admin.http.patch(&path, &body).await] {
            assert_eq!(answer.status.as_u16(), 422, "{field}: {value} gave {}", answer.text());
            let problem = answer.expect_problem(422, "invalid").json();
            assert_eq!(problem["errors"][0]["code"], code, "{field}: {value} gave {problem}");
            assert_eq!(problem["errors"][0]["pointer"], format!("/{field}"), "{problem}");
        }
    }
    let stage = json!({ "name": "x", "pipelineId": deal["pipelineId"] });
    for (field, value) in [
        ("position", json!(i64::MAX)),
        ("position", json!(-1)),
        ("position", json!(1.5)),
        ("position", json!("1")),
        ("probability", json!(101)),
        ("kind", json!("Won")),
    ] {
        let mut body = stage.clone();
        body[field] = value;
        admin.http.post("/api/v1/stages", &body).await.expect_problem(422, "invalid");
    }
    let empty = admin.http.post(DEALS, &json!({})).await.expect_problem(422, "invalid").json();
    assert_eq!(empty["errors"][0]["code"], "missing_field");
    untouched.holds(&mut plenum, &admin).await;
}

#[tokio::test]
async fn malformed_paths_queries_and_headers_are_refused() {
    let mut plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let deal = admin.deal("desks").await;
    let path = format!("{DEALS}/{}", deal["id"].as_str().expect("an id"));
    let untouched = Untouched::of(&plenum).await;

    for cursor in ["x", "", "AAAA", "..", "%00", "-1", "18446744073709551616", &"A".repeat(5_000)] {
        let answer = admin.http.get(&format!("{DEALS}?cursor={cursor}")).await;
        answer.expect_problem(400, "invalid_cursor");
    }
    for query in ["nonsense=1", "limit=5&limit=6", "limit=%ff", "tenant_id=1", "sort=;drop", "limit[]=5"] {
        admin.http.get(&format!("{DEALS}?{query}")).await.expect_problem(400, "malformed_query");
    }
    admin.http.get(&format!("{path}?x=1")).await.expect_problem(400, "malformed_query");
    for id in ["1", "null", "..%2f..", "%00", "0198f2b400007000800000000000000g", &"9".repeat(500)] {
        admin.http.get(&format!("{DEALS}/{id}")).await.expect_problem(404, "not_found");
    }
    for version in ["1", "v1", "\"v1", "*, \"v1\""] {
        let request =
            admin.http.request(Method::PATCH, &path).header("if-match", version).json(&json!({ "title": "x" }));
        request.send().await.expect_problem(400, "malformed_header");
    }
    for version in ["\"v99\"", "W/\"v1\"", "\"x\""] {
        let request =
            admin.http.request(Method::PATCH, &path).header("if-match", version).json(&json!({ "title": "x" }));
        request.send().await.expect_problem(412, "stale");
    }
    for method in ["POST", "TRACE", "PROPFIND", "OPTIONS"] {
        let method: Method = method.parse().expect("a method");
        let answer = admin.http.request(method.clone(), &path).send().await;
        assert_eq!(answer.status.as_u16(), 405, "{method}");
    }
    let long = format!("{DEALS}?x={}", "y".repeat(9_000));
    assert_eq!(admin.http.get(&long).await.status.as_u16(), 414);
    untouched.holds(&mut plenum, &admin).await;
}

#[tokio::test]
async fn broken_and_ambiguous_http_is_refused() {
    let mut plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let untouched = Untouched::of(&plenum).await;
    let address = plenum.api().address();
    let token = &admin.access_token;
    let head = format!(
        "POST {DEALS} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n"
    );
    let body = "{\"title\":\"smuggled\"}";
    let cases = [
        ("two lengths", format!("{head}Content-Length: 20\r\nContent-Length: 4\r\n\r\n{body}"), "400"),
        ("length and chunks", format!("{head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), "400"),
        ("an odd coding", format!("{head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"), "400"),
        ("a negative length", format!("{head}Content-Length: -4\r\n\r\n{body}"), "400"),
        ("a folded line", format!("{head}X-A: a\r\n b\r\nContent-Length: 0\r\n\r\n"), "400"),
        ("no request line", "hello\r\n\r\n".to_owned(), "400"),
        ("another protocol", "\u{16}\u{3}\u{1}\u{2}\r\n\r\n".to_owned(), "400"),
        ("a bad chunk", format!("{head}Transfer-Encoding: chunked\r\n\r\nzz\r\n{body}\r\n0\r\n\r\n"), "400"),
        ("many fields", format!("{head}{}\r\n", "X-A: a\r\n".repeat(100)), "431"),
        ("large fields", format!("{head}X-A: {}\r\n\r\n", "a".repeat(20_000)), "431"),
    ];
    for (name, request, status) in cases {
        let mut socket = RawSocket::connect(address).await;
        socket.send(request.as_bytes()).await;
        let answer = socket.head().await.unwrap_or_default();
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{name}: {answer:?}");
        assert!(socket.closes_within(Duration::from_secs(5)).await, "{name}: the connection is closed");
    }
    // Cut off in the middle of the body: the write does not happen.
    let mut socket = RawSocket::connect(address).await;
    socket.send(format!("{head}Content-Length: 200\r\n\r\n{body}").as_bytes()).await;
    socket.finish().await;
    let answer = String::from_utf8_lossy(&socket.to_the_end().await).into_owned();
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400"), "{answer}");
    // Chunks without end are too large at some point.
    let mut socket = RawSocket::connect(address).await;
    socket.send(format!("{head}Transfer-Encoding: chunked\r\n\r\n").as_bytes()).await;
    let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
    for _ in 0..20 {
        socket.send(chunk.as_bytes()).await;
    }
    let answer = socket.head().await.unwrap_or_default();
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer:?}");
    // The server does not wait for a silent client.
    let mut silent = RawSocket::connect(address).await;
    silent.send(b"GET / HT").await;
    assert!(silent.closes_within(Duration::from_secs(8)).await, "half a request line is not waited for");
    untouched.holds(&mut plenum, &admin).await;
}

#[tokio::test]
async fn handshakes_and_messages_that_break_the_hub_protocol_are_refused() {
    let mut plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let untouched = Untouched::of(&plenum).await;
    let address = plenum.hub(0).address();

    for handshake in [
        "hello\u{1e}",
        "{}\u{1e}",
        "{\"protocol\":\"xyz\",\"version\":1}\u{1e}",
        "{\"protocol\":\"json\",\"version\":99}\u{1e}",
        "[1,2]\u{1e}",
        "\u{1e}",
        &format!("{}\u{1e}", "x".repeat(8_000)),
    ] {
        let mut hub = HubClient::open(address, "/hubs/deals", Some(&admin.access_token)).await.expect("open");
        hub.send_text(handshake).await;
        let answer = hub.next().await;
        let Incoming::Message(answer) = answer else { panic!("{handshake:.20} was answered with {answer:?}") };
        assert!(answer["error"].is_string(), "{handshake:.20}: {answer}");
        assert_eq!(hub.closed().await.0, Some(1002), "{handshake:.20}");
    }

    let cases: Vec<(String, u16)> = vec![
        (format!("not json{END}"), 1002),
        (format!("{{\"type\":\"one\"}}{END}"), 1002),
        (format!("{{}}{END}"), 1002),
        (format!("[]{END}"), 1002),
        (format!("{}{}{END}", "[".repeat(10_000), "]".repeat(10_000)), 1002),
        (format!("{{\"type\":1,\"target\":5,\"arguments\":[]}}{END}"), 1002),
        (format!("{{\"type\":1,\"target\":\"Resume\",\"arguments\":{{}}}}{END}"), 1002),
        ("x".repeat(40_000), 1009),
    ];
    for (message, code) in cases {
        let mut hub = connected(&plenum, &admin).await;
        hub.send_text(&message).await;
        let (closed, close) = hub.closed().await;
        assert_eq!(closed, Some(code), "{message:.40}");
        assert!(close.is_some_and(|close| close["error"].is_string()), "{message:.40}: an error is reported");
    }

    // A well-formed message without meaning is answered, and the connection goes on.
    let mut hub = connected(&plenum, &admin).await;
    for (method, arguments) in [
        ("Nonsense", json!([])),
        ("", json!([])),
        ("on_connected", json!([])),
        ("DealCreated", json!([{}])),
        ("Resume", json!([])),
        ("Resume", json!(["a", "b"])),
        ("Resume", json!([5])),
        ("Resume", json!([{ "cursor": "x" }])),
        ("Resume", json!(["not on a live connection"])),
        ("JoinGroup", json!([format!("tenant:{}", admin.tenant)])),
    ] {
        let answer = hub.invoke(method, arguments.clone()).await;
        assert!(answer["error"].is_string(), "{method}{arguments}: {answer}");
        assert!(answer.get("result").is_none());
    }
    for oddity in [
        json!({ "type": 99 }),
        json!({ "type": 3, "invocationId": "7", "result": 1 }),
        json!({ "type": 5, "invocationId": "x" }),
    ] {
        hub.send(&oddity).await;
    }
    assert!(hub.invoke("Nonsense", json!([])).await["error"].is_string(), "it goes on");
    untouched.holds(&mut plenum, &admin).await;
}

#[tokio::test]
async fn absurd_cursors_reset_and_are_answered_once() {
    let mut plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let untouched = Untouched::of(&plenum).await;
    let head = plenum.head(admin.tenant).await;
    let position =
        |epoch: i64, seq: i64| plenum.cursors().seal(admin.tenant, plenum_shared::cursor::Position::new(epoch, seq));
    let cases = [
        ("x".to_owned(), "invalid_cursor"),
        (String::new(), "invalid_cursor"),
        ("A".repeat(10_000), "invalid_cursor"),
        ("18446744073709551616".to_owned(), "invalid_cursor"),
        (position(head.epoch, head.seq + 1_000), "history_changed"),
        (position(head.epoch, i64::MAX), "history_changed"),
        (position(head.epoch + 1, head.seq), "history_changed"),
    ];
    for (cursor, reason) in cases {
        let path = "/hubs/records?resume=1";
        let mut hub = HubClient::connect(plenum.hub(0).address(), path, &admin.access_token).await.expect("in");
        let answer = hub.invoke("Resume", json!([cursor])).await;
        assert_eq!(answer["result"]["reset"]["reason"], reason, "{cursor:.30}: {answer}");
        assert_eq!(answer["result"]["replayed"], 0);
        let again = hub.invoke("Resume", json!([cursor])).await;
        assert!(again["error"].as_str().is_some_and(|error| error.contains("already_resumed")), "{again}");
    }
    let negative = position(head.epoch, -5);
    let mut hub =
        HubClient::connect(plenum.hub(0).address(), "/hubs/records?resume=1", &admin.access_token).await.expect("in");
    let answer = hub.invoke("Resume", json!([negative])).await;
    assert!(answer["result"]["reset"].is_object(), "{answer}");
    untouched.holds(&mut plenum, &admin).await;
}

#[tokio::test]
async fn malformed_oversize_and_truncated_frames_close_the_connection() {
    let mut plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let untouched = Untouched::of(&plenum).await;
    let path = format!("/hubs/deals?access_token={}", admin.access_token);
    let address = plenum.hub(0).address();
    let huge = [&[0x81, 0xff][..], &(1_u64 << 62).to_be_bytes(), &[1, 2, 3, 4]].concat();
    let mut fragments = masked(0x01, b"a");
    (0..300).for_each(|_| fragments.extend(masked(0x00, b"a")));
    let mut pings = Vec::new();
    (0..300).for_each(|_| pings.extend(masked(0x89, b"p")));
    let cases: [(&str, Vec<u8>, u16); 9] = [
        ("a declared length of 2^62", huge, 1009),
        ("more than 64 KiB", masked(0x82, &vec![b' '; 70_000]), 1009),
        ("not masked", b"\x81\x0b{\"type\":6}\x1e".to_vec(), 1002),
        ("a reserved bit", masked(0xc1, b"{\"type\":6}\x1e"), 1002),
        ("an unknown opcode", masked(0x83, b"x"), 1002),
        ("a fragmented ping", masked(0x09, b"x"), 1002),
        ("text that is not UTF-8", masked(0x81, b"{\"type\":6,\"x\":\"\xff\"}\x1e"), 1007),
        ("fragments without end", fragments, 1008),
        ("pings without end", pings, 1008),
    ];
    for (name, bytes, code) in cases {
        let mut socket = RawSocket::upgraded(address, &path).await;
        socket.send_frame(0x81, HANDSHAKE.as_bytes()).await;
        let answer = socket.frame().await.expect("an answer to the handshake");
        assert_eq!(answer.payload, b"{}\x1e", "{name}");
        socket.send(&bytes).await;
        assert_eq!(socket.close_code().await, Some(code), "{name}");
    }
    for cut in [&b"\x81"[..], b"\x81\xff\x00", &masked(0x81, HANDSHAKE.as_bytes())[..20]] {
        let mut socket = RawSocket::upgraded(address, &path).await;
        socket.send(cut).await;
        socket.finish().await;
        assert!(socket.closes_within(Duration::from_secs(10)).await, "a frame that was cut off");
    }
    untouched.holds(&mut plenum, &admin).await;
}

#[tokio::test]
async fn inconsistent_negotiations_and_upgrades_are_refused() {
    let mut plenum = plenum().start().await;
    let (admin, other) = (plenum.admin("acme").await, plenum.admin("other").await);
    let untouched = Untouched::of(&plenum).await;
    let address = plenum.hub(0).address();
    let open =
        async |path: &str, token: &str| HubClient::open(address, path, Some(token)).await.err().map(|s| s.as_u16());

    assert_eq!(open("/hubs/deals?id=guessed", &admin.access_token).await, Some(404));
    assert_eq!(open("/hubs/nothing", &admin.access_token).await, Some(404));
    let negotiated =
        other.http.at(address).request(Method::POST, "/hubs/deals/negotiate?negotiateVersion=1").send().await;
    let id = negotiated.expect(200).json()["connectionToken"].as_str().expect("a token").to_owned();
    let taken = open(&format!("/hubs/deals?id={id}"), &admin.access_token).await;
    assert!(matches!(taken, Some(401 | 403 | 404)), "another's negotiation was answered with {taken:?}");
    for origin in ["https://evil.example", "null", "http://127.0.0.1.evil.example"] {
        let headers = [("origin", origin)];
        let path = format!("/hubs/deals?access_token={}", admin.access_token);
        let refused = HubClient::open_with(address, &path, &headers).await.err().map(|status| status.as_u16());
        assert_eq!(refused, Some(403), "{origin}");
    }
    let plain = admin.http.at(address).get("/hubs/deals").await.status.as_u16();
    assert!((400..500).contains(&plain), "a plain GET was answered with {plain}");
    let wrong = admin.http.at(address).request(Method::PUT, "/hubs/deals/negotiate").send().await.status.as_u16();
    assert!((400..500).contains(&wrong), "PUT was answered with {wrong}");
    untouched.holds(&mut plenum, &admin).await;
}

async fn connected(plenum: &Plenum, person: &Person) -> HubClient {
    let mut hub = HubClient::connect(plenum.hub(0).address(), "/hubs/deals", &person.access_token).await.expect("in");
    hub.event("Position").await;
    hub
}
