//! The first record of a connection.

use futures::{SinkExt, StreamExt};
use plenum_signalr::{Disconnect, Options};
use serde_json::json;
use tokio_tungstenite::tungstenite::Message;

use crate::support::{Client, TestServer, wait_until};

async fn response_to(handshake: &str) -> (serde_json::Value, Option<u16>) {
    let server = TestServer::start().await;
    let mut client = Client::open(server.socket().await, "/hub", &[]).await;
    client.send_text(handshake).await;
    let answer = client.record().await;
    if answer == json!({}) {
        return (answer, None);
    }
    let (_, code) = client.end().await;
    wait_until("the connection is gone", || server.hub.connections() == 0).await;
    assert!(server.test_hub().ends().is_empty(), "no hook runs without a handshake");
    (answer, code)
}

#[tokio::test]
async fn versions_0_to_2_and_any_case_are_accepted() {
    for handshake in [
        "{\"protocol\":\"json\",\"version\":0}\u{1e}",
        "{\"protocol\":\"JSON\",\"version\":1}\u{1e}",
        "{\"x\":1,\"version\":2,\"protocol\":\"json\"}\u{1e}",
    ] {
        assert_eq!(response_to(handshake).await, (json!({}), None));
    }
}

#[tokio::test]
async fn refusals_have_the_texts_of_aspnet_core() {
    for (handshake, error) in [
        ("{\"protocol\":\"xml\",\"version\":1}\u{1e}", "The protocol 'xml' is not supported."),
        (
            "{\"protocol\":\"json\",\"version\":3}\u{1e}",
            "The server does not support version 3 of the 'json' protocol.",
        ),
        ("{}\u{1e}", "An unexpected error occurred during connection handshake."),
        ("hello\u{1e}", "An unexpected error occurred during connection handshake."),
    ] {
        assert_eq!(response_to(handshake).await, (json!({ "error": error }), Some(1002)), "{handshake}");
    }
}

#[tokio::test]
async fn an_oversize_handshake_is_canceled() {
    let endless = "x".repeat(40_000);
    assert_eq!(response_to(&endless).await, (json!({"error": "Handshake was canceled."}), Some(1002)));
}

#[tokio::test(start_paused = true)]
async fn a_silent_client_is_canceled_after_the_timeout() {
    let server = TestServer::start().await;
    let mut client = Client::open(server.duplex(), "/hub", &[]).await;
    let started = tokio::time::Instant::now();
    assert_eq!(client.record().await, json!({"error": "Handshake was canceled."}));
    assert_eq!(started.elapsed().as_secs(), Options::default().handshake_timeout.as_secs());
}

#[tokio::test]
async fn bytes_after_the_handshake_are_parsed_as_messages() {
    let server = TestServer::start().await;
    let mut client = Client::open(server.socket().await, "/hub", &[]).await;
    let call = json!({"type": 1, "invocationId": "1", "target": "Echo", "arguments": ["early"]});
    client.send_text(&format!("{{\"protocol\":\"json\",\"version\":1}}\u{1e}{call}\u{1e}")).await;
    assert_eq!(client.record().await, json!({}));
    assert_eq!(client.record().await["result"], "early");
}

#[tokio::test]
async fn a_record_may_arrive_in_many_binary_frames() {
    let server = TestServer::start().await;
    let mut client = Client::open(server.socket().await, "/hub", &[]).await;
    for piece in ["{\"protocol\":", "\"json\",\"ver", "sion\":1}", "\u{1e}{\"type\":6}\u{1e}{\"type\":1,\"invoca"] {
        client.socket.send(Message::binary(piece.as_bytes().to_vec())).await.expect("sent");
    }
    assert_eq!(client.record().await, json!({}));
    client.send_text("tionId\":\"1\",\"target\":\"Nothing\",\"arguments\":[]}\u{1e}").await;
    assert_eq!(client.record().await, json!({"type": 3, "invocationId": "1", "result": null}));
}

#[tokio::test]
async fn messages_of_on_connected_follow_the_handshake_response() {
    let server = TestServer::start().await;
    let mut client = server.client_at("/hub?hook=greet").await;
    assert_eq!(client.record().await, json!({"type": 1, "target": "Greeting", "arguments": ["hello"]}));
}

#[tokio::test]
async fn a_client_that_disconnects_before_its_handshake_runs_no_hook() {
    let server = TestServer::start().await;
    let mut client = Client::open(server.socket().await, "/hub", &[]).await;
    client.socket.close(None).await.expect("sent");
    while let Some(Ok(_)) = client.socket.next().await {}
    wait_until("the connection is gone", || server.hub.connections() == 0).await;
    assert_eq!(server.test_hub().ends(), Vec::<Disconnect>::new());
}
