//! The server-sent events transport: an endless response for the server's messages, POSTs for the client's.

use plenum_signalr::{CloseReason, Disconnect, Options, Prepared, Transport};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::time::timeout;

use crate::support::{
    Answer, ByteStream, OfficialClient, PATIENCE, TestServer, connect_refused, negotiated, post, post_over, request,
    wait_until,
};

const HANDSHAKE: &str = "{\"protocol\":\"json\",\"version\":1}\u{1e}";

struct Events {
    stream: BufReader<Box<dyn ByteStream>>,
    head: String,
    text: String,
}

impl Events {
    async fn open(server: &TestServer, path: &str) -> Self {
        Self::open_over(server.socket().await, path).await
    }

    async fn open_over(stream: impl ByteStream + 'static, path: &str) -> Self {
        let mut stream = BufReader::new(Box::new(stream) as Box<dyn ByteStream>);
        let request = format!("GET {path} HTTP/1.1\r\nHost: here\r\nAccept: text/event-stream\r\n\r\n");
        stream.write_all(request.as_bytes()).await.expect("sent");
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            timeout(PATIENCE, stream.read_line(&mut head)).await.expect("in time").expect("a head");
        }
        Self { stream, head: head.to_ascii_lowercase(), text: String::new() }
    }

    /// The data of the next event, or `None` at the end of the response.
    async fn next(&mut self) -> Option<String> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\r\n\r\n") {
                let data: Vec<&str> = event.lines().filter_map(|line| line.strip_prefix("data: ")).collect();
                let data = data.join("\n");
                self.text = rest.to_owned();
                return Some(data);
            }
            let mut size = String::new();
            timeout(PATIENCE, self.stream.read_line(&mut size)).await.expect("in time").expect("a chunk");
            let size = usize::from_str_radix(size.trim(), 16).expect("a length");
            let mut chunk = vec![0; size + 2];
            self.stream.read_exact(&mut chunk).await.expect("a chunk");
            if size == 0 {
                assert_eq!(self.text, "", "whole events only");
                return None;
            }
            self.text.push_str(std::str::from_utf8(&chunk[..size]).expect("text"));
            if let Some(rest) = self.text.strip_prefix(":\r\n") {
                self.text = rest.to_owned();
            }
        }
    }

    /// The message of the next event, which must hold exactly one.
    async fn record(&mut self) -> Value {
        let event = self.next().await.expect("an event, not the end");
        serde_json::from_str(event.strip_suffix('\u{1e}').expect("a whole message")).expect("json")
    }
}

/// An event stream that has finished its handshake, and the path for its POSTs.
async fn connected(server: &TestServer) -> (Events, String) {
    let path = negotiated(server).await;
    let mut events = Events::open(server, &path).await;
    assert_eq!(post(server, &path, HANDSHAKE).await.status, 200);
    assert_eq!(events.record().await, json!({}));
    (events, path)
}

fn echo(text: &str) -> String {
    format!("{}\u{1e}", json!({"type": 1, "invocationId": "e", "target": "Echo", "arguments": [text]}))
}

#[tokio::test]
async fn the_head_of_the_response_and_its_first_bytes() {
    let server = TestServer::start().await;
    let path = negotiated(&server).await;
    let mut events = Events::open(&server, &path).await;
    for line in [
        "http/1.1 200 ok",
        "content-type: text/event-stream",
        "cache-control: no-cache,no-store",
        "pragma: no-cache",
        "content-encoding: identity",
    ] {
        assert!(events.head.lines().any(|head| head == line), "{line} in {}", events.head);
    }
    let mut first = [0; 8];
    events.stream.read_exact(&mut first).await.expect("at once");
    assert_eq!(&first, b"3\r\n:\r\n\r\n");
}

#[tokio::test]
async fn posts_may_cut_messages_and_events_hold_whole_ones() {
    let server = TestServer::start().await;
    let (mut events, path) = connected(&server).await;
    let members = server.hub.clients().all().members();
    assert_eq!(members[0].transport(), Transport::ServerSentEvents);
    let call = echo("grüße");
    let (head, tail) = call.split_at(20);
    for piece in [head, tail, ""] {
        let answer = post(&server, &path, piece).await;
        assert_eq!((answer.status, answer.body.as_str()), (200, ""));
        assert!(answer.head.contains("content-type: text/plain"), "{}", answer.head);
    }
    assert_eq!(events.record().await["result"], "grüße");
    post(&server, &path, &format!("{}{}", echo("a"), echo("b"))).await;
    assert_eq!(events.record().await["result"], "a");
    assert_eq!(events.record().await["result"], "b");
    server.hub.clients().all().send(&Prepared::from_json("News", &["[1,\n 2]"]).expect("json"));
    assert_eq!(events.record().await["arguments"], json!([[1, 2]]));
}

#[tokio::test]
async fn requests_of_another_transport_or_user_are_refused() {
    let server = TestServer::start().await;
    let (mut events, path) = connected(&server).await;
    let sse = [("Accept", "text/event-stream")];
    let status = |answer: Answer| (answer.status, answer.body);
    assert_eq!(status(server.http("GET", &path, &sse).await), (409, String::new()));
    assert_eq!(
        status(server.http("DELETE", &path, &[]).await),
        (400, "Cannot terminate this connection using the DELETE endpoint.".to_owned())
    );
    assert_eq!(
        connect_refused(server.socket().await, &path, &[]).await,
        (400, "Cannot change transports mid-connection".to_owned())
    );
    let stranger = format!("{path}&access_token=eve");
    assert_eq!(post(&server, &stranger, &echo("x")).await.status, 404, "a token belongs to its user");
    let fresh = negotiated(&server).await;
    let _websocket = server.client_at(&fresh).await;
    assert_eq!(
        status(server.http("GET", &fresh, &sse).await),
        (400, "Cannot change transports mid-connection".to_owned())
    );
    post(&server, &path, &echo("alive")).await;
    assert_eq!(events.record().await["result"], "alive");
}

#[tokio::test]
async fn messagepack_is_refused_in_the_handshake() {
    let server = TestServer::start().await;
    let path = negotiated(&server).await;
    let mut events = Events::open(&server, &path).await;
    post(&server, &path, "{\"protocol\":\"messagepack\",\"version\":1}\u{1e}").await;
    let error = "Cannot use the 'messagepack' protocol on the current transport. \
                 The transport does not support 'Binary' transfer format.";
    assert_eq!(events.record().await, json!({"error": error}));
    assert_eq!(events.next().await, None);
}

#[tokio::test]
async fn a_close_is_the_last_event_and_the_token_is_gone() {
    let server = TestServer::start().await;
    let (mut events, path) = connected(&server).await;
    server.hub.clients().all().close(CloseReason::Restarting);
    assert_eq!(events.record().await, json!({"type": 7, "allowReconnect": true}));
    assert_eq!(events.next().await, None);
    drop(events);
    let expected = Disconnect::Closed(CloseReason::Restarting);
    wait_until("the hook ran", || server.test_hub().ends() == [expected]).await;
    wait_until("the connection is gone", || server.hub.connections() == 0).await;
    let answer = post(&server, &path, &echo("x")).await;
    assert_eq!((answer.status, answer.body.as_str()), (404, "No Connection with that ID"));
}

#[tokio::test(start_paused = true)]
async fn a_silent_client_that_has_pinged_is_closed_with_reconnect_allowed() {
    let server = TestServer::start().await;
    let negotiated = request(server.duplex(), "POST", "/hub/negotiate?negotiateVersion=1", &[]).await;
    let negotiated: Value = serde_json::from_str(&negotiated.body).expect("json");
    let path = format!("/hub?id={}", negotiated["connectionToken"].as_str().expect("a token"));
    let mut events = Events::open_over(server.duplex(), &path).await;
    assert_eq!(post_over(server.duplex(), &path, HANDSHAKE).await.status, 200);
    assert_eq!(events.record().await, json!({}));
    assert_eq!(post_over(server.duplex(), &path, "{\"type\":6}\u{1e}").await.status, 200);
    let started = tokio::time::Instant::now();
    let mut last = events.record().await;
    while last["type"] == 6 {
        last = events.record().await;
    }
    assert_eq!((last, started.elapsed().as_secs()), (json!({"type": 7, "allowReconnect": true}), 30));
    assert_eq!(events.next().await, None);
    drop(events);
    let expected = Disconnect::Closed(CloseReason::ClientTimeout);
    wait_until("the hook ran", || server.test_hub().ends() == [expected]).await;
}

#[tokio::test]
async fn a_client_that_disconnects_is_noticed_without_a_send() {
    let server = TestServer::start().await;
    let (events, _) = connected(&server).await;
    drop(events);
    wait_until("the end is noticed", || server.test_hub().ends() == [Disconnect::Lost]).await;
    wait_until("the connection is gone", || server.hub.connections() == 0).await;
}

#[tokio::test]
async fn a_message_over_the_limit_closes() {
    let server = TestServer::start().await;
    let (mut events, path) = connected(&server).await;
    post(&server, &path, &echo(&"x".repeat(33 * 1024))).await;
    assert_eq!(events.record().await, json!({"type": 7, "error": "Connection closed with an error."}));
    assert_eq!(events.next().await, None);
}

#[tokio::test]
async fn a_post_waits_for_a_busy_connection() {
    let server = TestServer::start().await;
    let (mut events, path) = connected(&server).await;
    let wait = format!("{}\u{1e}", json!({"type": 1, "invocationId": "w", "target": "Wait", "arguments": []}));
    post(&server, &path, &wait).await;
    // More bytes than the read-ahead and the queue hold, in calls that wait for the first one.
    let many = echo(&"x".repeat(20_000)).repeat(10);
    let posting = post(&server, &path, &many);
    let mut posting = std::pin::pin!(posting);
    let early = timeout(std::time::Duration::from_millis(50), &mut posting).await;
    assert!(early.is_err(), "the POST waits");
    server.test_hub().gate.0.add_permits(1);
    assert_eq!(posting.await.status, 200);
    assert_eq!(events.record().await["result"], "waited");
    for _ in 0..10 {
        assert_eq!(events.record().await["invocationId"], "e");
    }
}

#[tokio::test]
async fn a_reader_that_stops_is_closed_as_slow() {
    let server = TestServer::with_options(Options { queue_messages: 4, ..Options::default() }).await;
    let (events, _) = connected(&server).await;
    let large = Prepared::new("Large", &["x".repeat(100_000)]).expect("serialises");
    let mut sent = 0;
    while server.hub.clients().all().send(&large) == 1 {
        sent += 1;
        assert!(sent < 1_000, "the slow reader was never cut off");
        tokio::task::yield_now().await;
    }
    drop(events);
    let expected = Disconnect::Closed(CloseReason::SlowConsumer);
    wait_until("the hook ran", || server.test_hub().ends() == [expected]).await;
}

#[tokio::test]
async fn draining_lets_calls_finish_and_refuses_new_streams() {
    let server = TestServer::start().await;
    let (mut events, path) = connected(&server).await;
    let wait = format!("{}\u{1e}", json!({"type": 1, "invocationId": "w", "target": "Wait", "arguments": []}));
    post(&server, &path, &wait).await;
    wait_until("the call runs", || server.test_hub().waiting.load(std::sync::atomic::Ordering::SeqCst) == 1).await;
    let hub = server.hub.clone();
    let drain = tokio::spawn(async move { hub.drain(std::time::Duration::from_secs(30)).await });
    wait_until("the server drains", || server.hub.is_draining()).await;
    let answer = server.http("GET", &path, &[("Accept", "text/event-stream")]).await;
    assert_eq!(answer.status, 503);
    assert_eq!(post(&server, &path, "").await.status, 200, "an existing connection may still post");
    server.test_hub().gate.0.add_permits(1);
    assert_eq!(events.record().await["result"], "waited");
    drop(events);
    drain.await.expect("drained");
    assert_eq!(server.hub.connections(), 0);
}

#[tokio::test]
async fn the_official_client_uses_server_sent_events() {
    let server = TestServer::start().await;
    let settings = json!({"transport": "serverSentEvents", "targets": ["News"], "accessToken": "ann"});
    let mut client = OfficialClient::connect(&server, settings).await;
    assert_eq!(client.result("Echo", json!(["über\nlines"])).await, "über\nlines");
    server.hub.clients().user("ann").send(&Prepared::new("News", &[1]).expect("serialises"));
    assert_eq!(client.event_named("received").await["args"], json!([1]));
    client.send_command(json!({"stream": "Count", "args": [2], "id": "n"})).await;
    assert_eq!(client.event_named("streamed").await, json!({"event": "streamed", "id": "n"}));
    client.stop().await;
    // The client posts a close message and ends the stream at the same time; either may arrive first.
    wait_until("the end is noticed", || {
        matches!(server.test_hub().ends()[..], [Disconnect::ByClient | Disconnect::Lost])
    })
    .await;

    let closing = OfficialClient::connect(&server, json!({"transport": "serverSentEvents"}));
    let mut closing = closing.await;
    server.hub.clients().all().close(CloseReason::Forbidden);
    let closed = closing.event_named("closed").await;
    assert_eq!(closed["error"], "Server returned an error on close: Connection closed because access was denied.");
}

#[tokio::test]
async fn the_official_client_falls_back_to_server_sent_events() {
    let only = Options { transports: vec![Transport::ServerSentEvents], ..Options::default() };
    let server = TestServer::with_options(only).await;
    let mut client = OfficialClient::connect(&server, json!({"transport": "default"})).await;
    assert_eq!(client.result("Echo", json!(["x"])).await, "x");
    assert_eq!(server.hub.clients().all().members()[0].transport(), Transport::ServerSentEvents);
    let refused = connect_refused(server.socket().await, "/hub", &[]).await;
    assert_eq!(refused, (404, "WebSockets transport not supported by this end point type".to_owned()));
}
