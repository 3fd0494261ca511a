//! The MessagePack protocol: with the official client, and with bytes that it does not send.

use futures::{SinkExt, StreamExt};
use plenum_signalr::{CloseReason, Disconnect, Prepared};
use serde_json::json;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;

use crate::support::{Client, OfficialClient, PATIENCE, TestServer, wait_until};

#[tokio::test]
async fn the_official_client_calls_methods_and_receives_messages() {
    let server = TestServer::start().await;
    let mut client = OfficialClient::connect(&server, json!({"protocol": "messagepack", "targets": ["News"]})).await;
    assert_eq!(client.result("Echo", json!(["grüße"])).await, "grüße");
    assert_eq!(client.result("Add", json!([3_000_000_000_i64, -7])).await, 2_999_999_993_i64);
    assert_eq!(client.result("Nothing", json!([])).await, json!(null));
    assert_eq!(client.call("NoSuch", json!([])).await, Err("Unknown hub method 'NoSuch'".to_owned()));
    assert_eq!(
        client.call("Add", json!(["1", 2])).await,
        Err("Failed to invoke 'Add' due to an error on the server.".to_owned())
    );
    assert_eq!(
        client.call("FailUser", json!(["no"])).await,
        Err("An unexpected error occurred invoking 'FailUser' on the server. HubException: no".to_owned())
    );
    let value = json!({"text": "x".repeat(300), "numbers": [0, -1, 1.5, 1e300, 4_294_967_296_u64], "none": null});
    server.hub.clients().all().send(&Prepared::new("News", &(&value, true)).expect("serialises"));
    let received = client.event_named("received").await;
    assert_eq!(received["args"], json!([value, true]));
    client.stop().await;
    wait_until("the close of the client is handled", || server.test_hub().ends() == [Disconnect::ByClient]).await;
}

#[tokio::test]
async fn the_official_client_reports_the_error_of_a_close() {
    let server = TestServer::start().await;
    let mut client = OfficialClient::connect(&server, json!({"protocol": "messagepack"})).await;
    server.hub.clients().all().close(CloseReason::QuotaExceeded);
    let closed = client.event_named("closed").await;
    assert_eq!(closed["error"], "Server returned an error on close: Connection closed because a quota was exceeded.");
}

#[tokio::test]
async fn one_message_reaches_both_protocols() {
    let server = TestServer::start().await;
    let mut json_client = server.client().await;
    let mut binary = Client::open(server.socket().await, "/hub", &[]).await;
    shake_hands(&mut binary).await;
    wait_until("both are registered", || server.hub.clients().count() == 2).await;
    assert_eq!(server.hub.clients().all().send(&Prepared::from_json("N", &["1", "[]"]).expect("json")), 2);
    assert_eq!(json_client.record().await["arguments"], json!([1, []]));
    assert_eq!(frame(&mut binary).await, [10, 0x96, 1, 0x80, 0xc0, 0xa1, b'N', 0x92, 1, 0x90, 0x90]);
}

#[tokio::test]
async fn invalid_json_arguments_close_connections_that_need_a_conversion() {
    let server = TestServer::start().await;
    let mut binary = Client::open(server.socket().await, "/hub", &[]).await;
    shake_hands(&mut binary).await;
    wait_until("the connection is registered", || server.hub.clients().count() == 1).await;
    assert_eq!(server.hub.clients().all().send(&Prepared::from_json("N", &["{"]).expect("not parsed yet")), 0);
    let expected = Disconnect::Closed(CloseReason::Internal);
    wait_until("it is closed", || server.test_hub().ends() == [expected]).await;
}

#[tokio::test]
async fn messages_may_arrive_in_any_pieces_and_an_invalid_one_closes() {
    let server = TestServer::start().await;
    let mut client = Client::open(server.socket().await, "/hub", &[]).await;
    // The frame of the handshake also holds the first half of a message.
    let hello = [&b"{\"protocol\":\"messagepack\",\"version\":1}\x1e"[..], &[13, 0x96, 1, 0x80, 0xa1]].concat();
    client.socket.send(Message::binary(hello)).await.expect("sent");
    assert_eq!(frame(&mut client).await, b"{}\x1e");
    let rest = [b'7', 0xa4, b'E', b'c', b'h', b'o', 0x91, 0xa0, 0x90];
    client.socket.send(Message::binary(rest.to_vec())).await.expect("sent");
    assert_eq!(frame(&mut client).await, [7, 0x95, 3, 0x80, 0xa1, b'7', 3, 0xa0]);
    // A ping, and an invalid message.
    client.socket.send(Message::binary(vec![2, 0x91, 6, 1, 0x90])).await.expect("sent");
    assert_eq!(
        frame(&mut client).await,
        [&[37, 0x93, 7, 0xd9, 32][..], b"Connection closed with an error.", &[0xc2]].concat()
    );
    let (_, code) = client.end().await;
    assert_eq!(code, Some(1002));
}

#[tokio::test]
async fn a_length_beyond_the_limit_closes_at_once() {
    let server = TestServer::start().await;
    let mut client = Client::open(server.socket().await, "/hub", &[]).await;
    shake_hands(&mut client).await;
    client.socket.send(Message::binary(vec![0xff, 0xff, 0xff, 0xff, 7])).await.expect("sent");
    let _close = frame(&mut client).await;
    assert_eq!(client.end().await.1, Some(1009));
}

async fn shake_hands(client: &mut Client) {
    client.send_text("{\"protocol\":\"messagepack\",\"version\":1}\u{1e}").await;
    assert_eq!(frame(client).await, b"{}\x1e");
}

/// The next frame, which must be binary.
async fn frame(client: &mut Client) -> Vec<u8> {
    match timeout(PATIENCE, client.socket.next()).await.expect("in time") {
        Some(Ok(Message::Binary(bytes))) => bytes.to_vec(),
        other => panic!("not a binary frame: {other:?}"),
    }
}
