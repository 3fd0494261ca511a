//! The long polling transport: one request after another, each answered with the queued messages.

use std::sync::atomic::Ordering;
use std::time::Duration;

use plenum_signalr::{CloseReason, Disconnect, Options, Prepared, Transport};
use serde_json::{Value, json};
use tokio::task::JoinHandle;
use tokio::time::Instant;

use crate::support::{
    Answer, OfficialClient, TestServer, connect_refused, negotiated, post, post_over, request, wait_until,
};

const HANDSHAKE: &str = "{\"protocol\":\"json\",\"version\":1}\u{1e}";

fn poll(server: &TestServer, path: &str) -> JoinHandle<Answer> {
    let (address, path) = (server.address, path.to_owned());
    tokio::spawn(async move {
        let socket = tokio::net::TcpStream::connect(address).await.expect("the server listens");
        request(socket, "GET", &path, &[]).await
    })
}

/// The messages of an answer, which must all be whole.
fn records(answer: &Answer) -> Vec<Value> {
    assert_eq!(answer.status, 200);
    let whole = answer.body.strip_suffix('\u{1e}').expect("whole messages");
    whole.split('\u{1e}').map(|record| serde_json::from_str(record).expect("json")).collect()
}

/// A connection that has finished its handshake.
async fn connected(server: &TestServer) -> String {
    let path = negotiated(server).await;
    let first = server.http("GET", &path, &[]).await;
    assert_eq!((first.status, first.body.as_str()), (200, ""));
    assert!(first.head.contains("content-length: 0"), "{}", first.head);
    assert_eq!(post(server, &path, HANDSHAKE).await.status, 200);
    assert_eq!(records(&server.http("GET", &path, &[]).await), [json!({})]);
    wait_until("the connection is registered", || server.hub.clients().count() >= 1).await;
    path
}

/// One request over an in-memory stream, for tests with a paused clock.
async fn timed(server: &TestServer, method: &str, path: &str) -> Answer {
    request(server.duplex(), method, path, &[]).await
}

async fn negotiated_in_memory(server: &TestServer) -> String {
    let answer = timed(server, "POST", "/hub/negotiate?negotiateVersion=1").await;
    let body: Value = serde_json::from_str(&answer.body).expect("json");
    format!("/hub?id={}", body["connectionToken"].as_str().expect("token"))
}

/// A connection that has finished its handshake, over in-memory streams.
async fn connected_in_memory(server: &TestServer) -> String {
    let path = negotiated_in_memory(server).await;
    assert_eq!(timed(server, "GET", &path).await.status, 200);
    assert_eq!(post_over(server.duplex(), &path, HANDSHAKE).await.status, 200);
    assert_eq!(records(&timed(server, "GET", &path).await), [json!({})]);
    path
}

/// Begins a poll, and waits until every task waits: a paused clock advances only then.
async fn open_poll(server: &TestServer, path: &str) -> JoinHandle<Answer> {
    let (stream, path) = (server.duplex(), path.to_owned());
    let polling = tokio::spawn(async move { request(stream, "GET", &path, &[]).await });
    tokio::time::sleep(Duration::from_millis(1)).await;
    polling
}

fn call(target: &str, arguments: Value) -> String {
    format!("{}\u{1e}", json!({"type": 1, "invocationId": "c", "target": target, "arguments": arguments}))
}

#[tokio::test]
async fn a_poll_returns_all_queued_messages_and_none_is_lost_between_polls() {
    let server = TestServer::start().await;
    let path = connected(&server).await;
    assert_eq!(server.hub.clients().all().members()[0].transport(), Transport::LongPolling);
    for number in 0..3 {
        assert_eq!(server.hub.clients().all().send(&Prepared::new("News", &[number]).expect("serialises")), 1);
    }
    let answer = server.http("GET", &format!("{path}&_=17"), &[]).await;
    assert!(answer.head.contains("content-type: application/octet-stream"), "{}", answer.head);
    assert!(answer.head.contains("cache-control: no-cache, no-store"), "{}", answer.head);
    let numbers: Vec<Value> = records(&answer).iter().map(|record| record["arguments"][0].clone()).collect();
    assert_eq!(numbers, [0, 1, 2]);
    let waiting = poll(&server, &path);
    post(&server, &path, &call("Echo", json!(["x"]))).await;
    assert_eq!(records(&waiting.await.expect("no panic"))[0]["result"], "x");
}

#[tokio::test]
async fn a_handshake_may_be_posted_before_the_first_poll() {
    let server = TestServer::start().await;
    let path = negotiated(&server).await;
    assert_eq!(post(&server, &path, HANDSHAKE).await.status, 200);
    let first = server.http("GET", &path, &[]).await;
    assert_eq!((first.status, first.body.as_str()), (200, ""));
    assert_eq!(records(&server.http("GET", &path, &[]).await), [json!({})]);
}

#[tokio::test]
async fn a_poll_without_messages_ends_after_the_poll_timeout() {
    let options = Options { poll_timeout: Duration::from_millis(20), ..Options::default() };
    let server = TestServer::with_options(options).await;
    let path = connected(&server).await;
    let answer = server.http("GET", &path, &[]).await;
    assert_eq!((answer.status, answer.body.as_str()), (200, ""));
    assert!(answer.head.contains("content-length: 0"), "{}", answer.head);
}

#[tokio::test]
async fn a_newer_poll_ends_the_older_one() {
    let server = TestServer::start().await;
    let path = connected(&server).await;
    let (first, second) = (poll(&server, &path), poll(&server, &path));
    let (older, newer) = match futures::future::select(first, second).await {
        futures::future::Either::Left((ended, open)) | futures::future::Either::Right((ended, open)) => (ended, open),
    };
    assert_eq!(older.expect("no panic").status, 204);
    assert!(!newer.is_finished());
    server.hub.clients().all().send(&Prepared::new("News", &[1]).expect("serialises"));
    assert_eq!(records(&newer.await.expect("no panic"))[0]["target"], "News");
}

#[tokio::test]
async fn a_close_is_answered_with_its_message_then_204_then_404() {
    let server = TestServer::start().await;
    let path = connected(&server).await;
    let waiting = poll(&server, &path);
    server.hub.clients().all().close(CloseReason::Restarting);
    let close = json!({"type": 7, "allowReconnect": true});
    assert_eq!(records(&waiting.await.expect("no panic")), [close]);
    assert_eq!(server.http("GET", &path, &[]).await.status, 204);
    wait_until("the connection is gone", || server.hub.connections() == 0).await;
    let answer = server.http("GET", &path, &[]).await;
    assert_eq!((answer.status, answer.body.as_str()), (404, "No Connection with that ID"));
    assert_eq!(post(&server, &path, "").await.status, 404);
    assert_eq!(server.test_hub().ends(), [Disconnect::Closed(CloseReason::Restarting)]);
}

#[tokio::test(start_paused = true)]
async fn a_delete_ends_the_open_poll_and_the_connection() {
    let server = TestServer::start().await;
    let path = connected_in_memory(&server).await;
    let waiting = open_poll(&server, &path).await;
    let answer = timed(&server, "DELETE", &path).await;
    assert_eq!(answer.status, 202);
    assert!(answer.head.contains("content-type: text/plain"), "{}", answer.head);
    let ended = waiting.await.expect("no panic");
    assert_eq!((ended.status, ended.body.as_str()), (204, ""));
    wait_until("the hook ran", || server.test_hub().ends() == [Disconnect::ByClient]).await;
    wait_until("the connection is gone", || server.hub.connections() == 0).await;
}

#[tokio::test]
async fn a_delete_after_a_close_message_ends_the_connection_at_once() {
    let server = TestServer::start().await;
    let path = connected(&server).await;
    post(&server, &path, "{\"type\":7}\u{1e}").await;
    assert_eq!(server.http("DELETE", &path, &[]).await.status, 202);
    wait_until("the connection is gone", || server.hub.connections() == 0).await;
    assert_eq!(server.test_hub().ends(), [Disconnect::ByClient]);
}

#[tokio::test(start_paused = true)]
async fn a_client_that_stops_polling_is_gone() {
    let server = TestServer::start().await;
    let path = negotiated_in_memory(&server).await;
    assert_eq!(timed(&server, "GET", &path).await.status, 200);
    let silent = timed(&server, "GET", &path).await;
    assert_eq!(records(&silent), [json!({"error": "Handshake was canceled."})]);
    let started = Instant::now();
    wait_until("the connection is gone", || server.hub.connections() == 0).await;
    assert!(started.elapsed() <= Duration::from_secs(15), "{:?}", started.elapsed());
}

#[tokio::test(start_paused = true)]
async fn long_polling_needs_no_pings_in_either_direction() {
    let options = Options { poll_timeout: Duration::from_secs(50), ..Options::default() };
    assert!(options.keep_alive < options.poll_timeout && options.client_timeout < options.poll_timeout);
    let server = TestServer::with_options(options).await;
    let path = connected_in_memory(&server).await;
    for _ in 0..3 {
        let started = Instant::now();
        let answer = timed(&server, "GET", &path).await;
        assert_eq!((answer.status, answer.body.as_str(), started.elapsed().as_secs()), (200, "", 50));
    }
    server.hub.clients().all().send(&Prepared::new("News", &[1]).expect("serialises"));
    assert_eq!(records(&timed(&server, "GET", &path).await)[0]["target"], "News");
}

#[tokio::test(start_paused = true)]
async fn answers_to_polls_forbid_caching() {
    let server = TestServer::start().await;
    let path = negotiated_in_memory(&server).await;
    let first = timed(&server, "GET", &path).await;
    let posted = post_over(server.duplex(), &path, HANDSHAKE).await;
    let second = timed(&server, "GET", &path).await;
    assert_eq!((posted.status, second.body.as_str()), (200, "{}\u{1e}"));
    let superseded = open_poll(&server, &path).await;
    let _newer = open_poll(&server, &path).await;
    let superseded = superseded.await.expect("no panic");
    for (answer, status) in [(first, 200), (second, 200), (superseded, 204)] {
        assert_eq!(answer.status, status);
        for line in ["cache-control: no-cache, no-store", "pragma: no-cache", "expires: thu, 01 jan 1970 00:00:00 gmt"]
        {
            assert!(answer.head.lines().any(|head| head == line), "{line} in {}", answer.head);
        }
    }
}

#[tokio::test]
async fn a_gap_between_polls_ends_the_connection() {
    let server = TestServer::with_options(Options { poll_gap: Duration::from_millis(100), ..Options::default() }).await;
    connected(&server).await;
    wait_until("the hook ran", || server.test_hub().ends() == [Disconnect::Lost]).await;
    wait_until("the connection is gone", || server.hub.connections() == 0).await;
}

#[tokio::test]
async fn the_queue_between_polls_is_limited() {
    let server = TestServer::with_options(Options { queue_messages: 4, ..Options::default() }).await;
    let path = connected(&server).await;
    let message = Prepared::new("News", &[1]).expect("serialises");
    let taken = (0..10).map(|_| server.hub.clients().all().send(&message)).sum::<usize>();
    assert_eq!(taken, 4);
    assert_eq!(records(&server.http("GET", &path, &[]).await), [json!({"type": 7, "allowReconnect": true})]);
    assert_eq!(server.test_hub().ends(), [Disconnect::Closed(CloseReason::SlowConsumer)]);
}

#[tokio::test]
async fn requests_of_another_transport_or_user_are_refused() {
    let server = TestServer::start().await;
    let path = connected(&server).await;
    let events = server.http("GET", &path, &[("Accept", "text/event-stream")]).await;
    assert_eq!((events.status, events.body.as_str()), (400, "Cannot change transports mid-connection"));
    let refused = connect_refused(server.socket().await, &path, &[]).await;
    assert_eq!(refused, (400, "Cannot change transports mid-connection".to_owned()));
    for method in ["GET", "POST", "DELETE"] {
        let stranger = server.http(method, &format!("{path}&access_token=eve"), &[]).await;
        assert_eq!((stranger.status, stranger.body.as_str()), (404, "No Connection with that ID"), "{method}");
    }
}

#[tokio::test]
async fn draining_lets_calls_finish_and_their_results_be_polled() {
    let server = TestServer::start().await;
    let path = connected(&server).await;
    post(&server, &path, &call("Wait", json!([]))).await;
    wait_until("the call runs", || server.test_hub().waiting.load(Ordering::SeqCst) == 1).await;
    let fresh = negotiated(&server).await;
    let hub = server.hub.clone();
    let drain = tokio::spawn(async move { hub.drain(Duration::from_secs(30)).await });
    wait_until("the server drains", || server.hub.is_draining()).await;
    assert_eq!(server.http("GET", &fresh, &[]).await.status, 503);
    let waiting = poll(&server, &path);
    server.test_hub().gate.0.add_permits(1);
    assert_eq!(records(&waiting.await.expect("no panic"))[0]["result"], "waited");
    assert_eq!(server.http("DELETE", &path, &[]).await.status, 202);
    drain.await.expect("drained");
    assert_eq!(server.hub.connections(), 0);
}

async fn with_the_official_client(protocol: &str) {
    let server = TestServer::start().await;
    let settings = json!({
        "transport": "longPolling", "protocol": protocol, "targets": ["News"], "accessToken": "ann",
        "answers": {"Ask": {"value": 42}},
    });
    let mut client = OfficialClient::connect(&server, settings).await;
    assert_eq!(client.result("Echo", json!(["über\nlines"])).await, "über\nlines");
    assert_eq!(client.result("AskMe", json!(["Ask"])).await, 42);
    for number in 0..20 {
        server.hub.clients().user("ann").send(&Prepared::new("News", &[number]).expect("serialises"));
    }
    for number in 0..20 {
        assert_eq!(client.event_named("received").await["args"], json!([number]));
    }
    client.send_command(json!({"stream": "Count", "args": [2], "id": "n"})).await;
    assert_eq!(client.event_named("streamed").await, json!({"event": "streamed", "id": "n"}));
    client.stop().await;
    wait_until("the close of the client is handled", || server.test_hub().ends() == [Disconnect::ByClient]).await;
    wait_until("the connection is gone", || server.hub.connections() == 0).await;
}

#[tokio::test]
async fn the_official_client_polls_in_json() {
    with_the_official_client("json").await;
}

#[tokio::test]
async fn the_official_client_polls_in_messagepack() {
    with_the_official_client("messagepack").await;
}

#[tokio::test]
async fn the_official_client_reports_the_error_of_a_close() {
    let server = TestServer::start().await;
    let mut client = OfficialClient::connect(&server, json!({"transport": "longPolling"})).await;
    server.hub.clients().all().close(CloseReason::Forbidden);
    let closed = client.event_named("closed").await;
    assert_eq!(closed["error"], "Server returned an error on close: Connection closed because access was denied.");
}
