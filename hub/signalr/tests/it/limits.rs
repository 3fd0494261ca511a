//! Limits on a client's messages and rates, and on the number of connections.

use std::time::Duration;

use futures::SinkExt;
use plenum_signalr::{ErrorDetail, Options};
use serde_json::json;
use tokio_tungstenite::tungstenite::Message;

use crate::support::{TestServer, connect_refused, wait_until};

const CLOSED: &str = "Connection closed with an error.";

#[tokio::test]
async fn a_message_may_have_32_kib() {
    let server = TestServer::start().await;
    let frame = |length: usize| {
        let call = |text: &str| {
            format!("{{\"type\":1,\"invocationId\":\"c\",\"target\":\"Echo\",\"arguments\":[\"{text}\"]}}\u{1e}")
        };
        let room = length - call("").len();
        call(&"x".repeat(room))
    };
    let mut client = server.client().await;
    client.send_text(&frame(32 * 1024)).await;
    assert_eq!(client.record().await["type"], 3);
    client.send_text(&frame(32 * 1024 + 1)).await;
    assert_eq!(client.end().await, (Some(json!({"type": 7, "error": CLOSED})), Some(1009)));

    let server = TestServer::with_options(Options { error_detail: ErrorDetail::Shown, ..Options::default() }).await;
    let mut client = server.client().await;
    client.send_text(&frame(32 * 1024 + 1)).await;
    let (close, _) = client.end().await;
    let error = close.expect("a close")["error"].as_str().expect("an error").to_owned();
    assert!(error.ends_with("InvalidDataException: The maximum message size of 32768B was exceeded."), "{error}");
}

#[tokio::test]
async fn bad_messages_close_the_connection() {
    let server = TestServer::start().await;
    let deep =
        format!("{{\"type\":1,\"target\":\"Echo\",\"arguments\":{}1{}}}", "[".repeat(10_000), "]".repeat(10_000));
    for record in ["", "nonsense", "{}", "{\"type\":1}", "{\"type\":\"1\"}", &deep] {
        let mut client = server.client().await;
        client.send_text(&format!("{record}\u{1e}")).await;
        assert_eq!(client.end().await, (Some(json!({"type": 7, "error": CLOSED})), Some(1002)), "{record:.40}");
    }
}

#[tokio::test(start_paused = true)]
async fn calls_are_limited_per_second() {
    let options = Options { invocations_per_second: 2, invocation_burst: 5, ..Options::default() };
    let server = TestServer::with_options(options).await;
    let mut client = server.timed_client("/hub").await;
    for _ in 0..5 {
        client.result("Nothing", json!([])).await;
    }
    tokio::time::advance(Duration::from_secs(1)).await;
    for _ in 0..2 {
        client.result("Nothing", json!([])).await;
    }
    client.send(json!({"type": 1, "target": "Nothing", "arguments": []})).await;
    assert_eq!(client.end().await, (Some(json!({"type": 7, "error": CLOSED})), Some(1008)));
}

#[tokio::test(start_paused = true)]
async fn control_frames_are_limited_per_second() {
    let server = TestServer::start().await;
    let mut client = server.timed_client("/hub").await;
    for round in 0..2 {
        for _ in 0..50 {
            client.socket.send(Message::Ping("x".into())).await.expect("sent");
        }
        if round == 0 {
            client.result("Nothing", json!([])).await;
            tokio::time::advance(Duration::from_secs(1)).await;
        }
    }
    client.socket.send(Message::Pong("x".into())).await.expect("sent");
    assert_eq!(client.end().await, (Some(json!({"type": 7, "error": CLOSED})), Some(1008)));
}

#[tokio::test]
async fn connections_are_limited_and_an_ended_one_makes_room() {
    let server = TestServer::with_options(Options { max_connections: 2, ..Options::default() }).await;
    let (first, _second) = (server.client().await, server.client().await);
    let token = server.negotiate("?negotiateVersion=1").await["connectionToken"].as_str().expect("token").to_owned();
    let path = format!("/hub?id={token}");
    let refused = connect_refused(server.socket().await, &path, &[]).await;
    assert_eq!(refused, (503, "too many connections".to_owned()));
    drop(first);
    wait_until("the connection is gone", || server.hub.connections() == 1).await;
    server.client_at(&path).await;
}

#[tokio::test]
async fn pending_negotiations_are_limited() {
    let server = TestServer::with_options(Options { max_pending_negotiations: 1, ..Options::default() }).await;
    let token = server.negotiate("?negotiateVersion=1").await["connectionToken"].as_str().expect("token").to_owned();
    let answer = server.http("POST", "/hub/negotiate", &[]).await;
    assert_eq!((answer.status, answer.body.as_str()), (503, "too many negotiations"));
    let _client = server.client_at(&format!("/hub?id={token}")).await;
    server.negotiate("").await;
}

#[tokio::test]
async fn connections_of_a_user_an_account_and_an_address_are_limited_on_every_transport() {
    let options = Options {
        max_connections_per_user: 1,
        max_connections_per_account: 2,
        max_connections_per_address: 3,
        ..Options::default()
    };
    let server = TestServer::with_options(options).await;
    let path =
        |user: &str, account: &str, address: &str| format!("access_token={user}&account={account}&address={address}");
    let ada = server.client_at(&format!("/hub?{}", path("ada", "t", "x"))).await;
    let _ben = server.client_at(&format!("/hub?{}", path("ben", "t", "x"))).await;
    let _cleo = server.client_at(&format!("/hub?{}", path("cleo", "u", "x"))).await;
    for query in [path("ada", "v", "y"), path("dan", "t", "y"), path("dan", "v", "x")] {
        let too_many = (429, "too many connections".to_owned());
        assert_eq!(connect_refused(server.socket().await, &format!("/hub?{query}"), &[]).await, too_many, "{query}");
        // The limit of connections also holds after a negotiation.
        let token = server.negotiate(&format!("?negotiateVersion=1&{query}")).await["connectionToken"].clone();
        let path = format!("/hub?id={}&{query}", token.as_str().expect("a token"));
        for headers in [&[("Accept", "text/event-stream")][..], &[]] {
            let answer = server.http("GET", &path, headers).await;
            assert_eq!((answer.status, answer.body), too_many, "{query} {headers:?}");
        }
    }
    drop(ada);
    wait_until("the connection is gone", || server.hub.connections() == 2).await;
    server.client_at(&format!("/hub?{}", path("ada", "t", "x"))).await;
}

#[tokio::test]
async fn pending_negotiations_of_a_user_are_limited() {
    let server = TestServer::with_options(Options { max_pending_per_user: 1, ..Options::default() }).await;
    let negotiate = "?negotiateVersion=1&access_token=ada";
    let token = server.negotiate(negotiate).await["connectionToken"].as_str().expect("token").to_owned();
    let answer = server.http("POST", &format!("/hub/negotiate{negotiate}"), &[]).await;
    assert_eq!((answer.status, answer.body.as_str()), (429, "too many negotiations"));
    server.negotiate("?access_token=ben").await;
    let _client = server.client_at(&format!("/hub?id={token}&access_token=ada")).await;
    server.negotiate(negotiate).await;
}

#[tokio::test]
async fn without_randomness_connections_are_refused() {
    let server = TestServer::start_with(|builder| builder.randomness(|_| false)).await;
    assert_eq!(server.http("POST", "/hub/negotiate", &[]).await.status, 503);
    assert_eq!(connect_refused(server.socket().await, "/hub", &[]).await.0, 503);
}

#[tokio::test]
async fn a_handshake_may_have_4_kib_and_a_message_after_it_more() {
    let server = TestServer::start().await;
    let handshake = |length: usize| {
        let of = |padding: &str| format!("{{\"protocol\":\"json\",\"version\":1,\"x\":\"{padding}\"}}\u{1e}");
        of(&"x".repeat(length - of("").len()))
    };
    let call = format!(
        "{{\"type\":1,\"invocationId\":\"c\",\"target\":\"Echo\",\"arguments\":[\"{}\"]}}\u{1e}",
        "x".repeat(20_000)
    );
    let mut client = crate::support::Client::open(server.socket().await, "/hub", &[]).await;
    client.send_text(&(handshake(4 * 1024) + &call)).await;
    assert_eq!(client.record().await, json!({}));
    assert_eq!(client.record().await["type"], 3);
    let mut client = crate::support::Client::open(server.socket().await, "/hub", &[]).await;
    client.send_text(&handshake(4 * 1024 + 1)).await;
    assert_eq!(client.end().await, (Some(json!({"error": "Handshake was canceled."})), Some(1002)));
}

#[tokio::test(start_paused = true)]
async fn messages_other_than_calls_are_limited_too() {
    let options = Options { signals_per_second: 2, ..Options::default() };
    let server = TestServer::with_options(options).await;
    let mut client = server.timed_client("/hub").await;
    for _ in 0..4 {
        client.send(json!({"type": 6})).await;
    }
    client.result("Nothing", json!([])).await;
    tokio::time::advance(Duration::from_secs(1)).await;
    for _ in 0..3 {
        client.send(json!({"type": 99})).await;
    }
    assert_eq!(client.end().await, (Some(json!({"type": 7, "error": CLOSED})), Some(1008)));
}

#[tokio::test(start_paused = true)]
async fn the_handshake_timeout_is_shorter_for_long_polling() {
    let server = TestServer::start().await;
    let negotiated = crate::support::request(server.duplex(), "POST", "/hub/negotiate?negotiateVersion=1", &[]).await;
    let negotiated: serde_json::Value = serde_json::from_str(&negotiated.body).expect("json");
    let path = format!("/hub?id={}", negotiated["connectionToken"].as_str().expect("a token"));
    let poll = || crate::support::request(server.duplex(), "GET", &path, &[]);
    let began = tokio::time::Instant::now();
    assert_eq!(poll().await.body, "");
    assert_eq!(poll().await.body, "{\"error\":\"Handshake was canceled.\"}\u{1e}");
    assert_eq!(began.elapsed().as_secs(), 5);
}
