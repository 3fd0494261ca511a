//! Hooks, keep-alive, closing from either side, and draining.

use std::sync::atomic::Ordering;
use std::time::Duration;

use futures::{SinkExt, StreamExt};
use plenum_signalr::{CloseReason, Disconnect, Options, Prepared};
use serde_json::json;
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::Message;

use crate::support::{Client, TestServer, connect_refused, wait_until};

#[tokio::test]
async fn a_failing_on_connected_closes_the_connection_with_its_error() {
    let sentence = "Connection closed with an error.";
    for (hook, close, code, reason) in [
        (
            "user",
            json!({"type": 7, "error": format!("{sentence} HubException: not today"), "allowReconnect": true}),
            1011,
            CloseReason::Internal,
        ),
        ("internal", json!({"type": 7, "error": sentence, "allowReconnect": true}), 1011, CloseReason::Internal),
        ("panic", json!({"type": 7, "error": sentence, "allowReconnect": true}), 1011, CloseReason::Internal),
        (
            "unauthorized",
            json!({"type": 7, "error": "Connection closed because access was denied."}),
            4003,
            CloseReason::Forbidden,
        ),
    ] {
        let server = TestServer::start().await;
        let mut client = server.client_at(&format!("/hub?hook={hook}")).await;
        assert_eq!(client.end().await, (Some(close), Some(code)), "{hook}");
        wait_until("the last hook ran", || server.test_hub().ends() == [Disconnect::Closed(reason)]).await;
    }
}

#[tokio::test]
async fn a_panic_in_the_last_hook_affects_no_other_connection() {
    let server = TestServer::start().await;
    drop(server.client_at("/hub?hook=panic-at-end").await);
    wait_until("the connection is gone", || server.hub.connections() == 0).await;
    assert_eq!(server.hub.clients().count(), 0);
    server.client().await;
}

#[tokio::test]
async fn every_reason_closes_with_its_message_and_code() {
    let server = TestServer::start().await;
    for reason in CloseReason::ALL {
        let mut client = server.client().await;
        let connection = server.hub.clients().all().members().pop().expect("the client");
        connection.close(*reason);
        connection.close(CloseReason::Done);
        assert!(connection.is_closed());
        let mut close = json!({"type": 7});
        if let Some(error) = reason.error() {
            close["error"] = json!(error);
        }
        if reason.allow_reconnect() {
            close["allowReconnect"] = json!(true);
        }
        assert_eq!(client.end().await, (Some(close), Some(reason.code())), "{reason:?}");
        wait_until("the connection is gone", || server.hub.connections() == 0).await;
        assert_eq!(server.test_hub().ends().last(), Some(&Disconnect::Closed(*reason)));
        assert!(connection.send(&Prepared::new("Late", &[0]).expect("serialises")).is_err());
    }
}

#[tokio::test]
async fn a_client_can_close_with_a_close_message() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    client.send(json!({"type": 7, "error": "tired"})).await;
    assert_eq!(client.end().await, (Some(json!({"type": 7})), Some(1000)));
    wait_until("the hook ran", || server.test_hub().ends() == [Disconnect::ByClient]).await;
}

#[tokio::test]
async fn an_empty_close_frame_is_answered_with_1000() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    client.socket.close(None).await.expect("sent");
    assert_eq!(client.end().await, (None, Some(1000)));
    wait_until("the hook ran", || server.test_hub().ends() == [Disconnect::ByClient]).await;
}

#[tokio::test]
async fn a_websocket_ping_is_answered_with_its_payload() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    client.socket.send(Message::Ping("are you there".into())).await.expect("sent");
    let pong = client.socket.next().await.expect("an answer").expect("a frame");
    assert_eq!(pong, Message::Pong("are you there".into()));
}

#[tokio::test(start_paused = true)]
async fn pings_are_sent_only_on_an_idle_connection() {
    let server = TestServer::start().await;
    let mut client = server.timed_client("/hub").await;
    let started = Instant::now();
    assert_eq!(client.record().await, json!({"type": 6}));
    assert_eq!(started.elapsed().as_secs(), 15);
    tokio::time::advance(Duration::from_secs(10)).await;
    assert_eq!(client.result("Echo", json!(["x"])).await, "x");
    assert_eq!(client.record().await, json!({"type": 6}));
    assert_eq!(started.elapsed().as_secs(), 40);
}

#[tokio::test(start_paused = true)]
async fn the_client_timeout_begins_with_the_first_ping_of_the_client() {
    let server = TestServer::start().await;
    let mut client = server.timed_client("/hub").await;
    for _ in 0..10 {
        assert_eq!(client.record().await, json!({"type": 6}));
    }
    client.send(json!({"type": 6})).await;
    let started = Instant::now();
    let close = json!({"type": 7, "allowReconnect": true});
    assert_eq!(client.end().await, (Some(close), Some(1001)));
    assert_eq!(started.elapsed().as_secs(), 30);
}

#[tokio::test(start_paused = true)]
async fn the_client_timeout_pauses_while_a_call_runs() {
    let server = TestServer::start().await;
    let mut client = server.timed_client("/hub").await;
    client.send(json!({"type": 6})).await;
    client.send(json!({"type": 1, "invocationId": "c", "target": "Wait", "arguments": []})).await;
    for _ in 0..4 {
        assert_eq!(client.record().await, json!({"type": 6}), "a ping, not a close");
    }
    server.test_hub().gate.0.add_permits(1);
    assert_eq!(client.record().await["result"], "waited");
}

#[tokio::test(start_paused = true)]
async fn a_client_that_does_not_answer_a_close_is_dropped_after_the_timeout() {
    let server = TestServer::start().await;
    let client = server.timed_client("/hub").await;
    server.hub.clients().all().close(CloseReason::Done);
    let started = Instant::now();
    wait_until("the connection is gone", || server.hub.connections() == 0).await;
    assert_eq!(started.elapsed().as_secs(), Options::default().close_timeout.as_secs());
    drop(client);
}

#[tokio::test(start_paused = true)]
async fn draining_refuses_new_connections_and_spreads_the_closes() {
    let server = TestServer::start_with(|builder| {
        let next = std::sync::atomic::AtomicU16::new(0);
        builder.randomness(move |bytes| {
            let number = next.fetch_add(1, Ordering::SeqCst);
            bytes[..2].copy_from_slice(&number.wrapping_mul(6_553).to_le_bytes());
            bytes[2..4].copy_from_slice(&number.to_le_bytes());
            true
        })
    })
    .await;
    let mut clients = Vec::new();
    for _ in 0..8 {
        clients.push(server.timed_client("/hub").await);
    }
    let not_shaken = Client::open(server.duplex(), "/hub", &[]).await;
    assert_eq!(server.hub.connections(), 9);
    let drain = tokio::spawn({
        let hub = server.hub.clone();
        async move { hub.drain(Duration::from_secs(20)).await }
    });
    wait_until("draining began", || server.hub.is_draining()).await;
    let refused = connect_refused(server.duplex(), "/hub", &[]).await;
    assert_eq!(refused, (503, "server is draining".to_owned()));
    drop(not_shaken);
    let started = Instant::now();
    let ends = futures::future::join_all(clients.iter_mut().map(|client| async {
        assert_eq!(client.end().await, (Some(json!({"type": 7, "allowReconnect": true})), Some(1012)));
        started.elapsed().as_secs()
    }))
    .await;
    drain.await.expect("drained");
    assert_eq!(server.hub.connections(), 0);
    assert_eq!(server.hub.clients().count(), 0);
    let (first, last) = (ends.iter().min().expect("some"), ends.iter().max().expect("some"));
    assert!(last - first >= 5, "spread over the grace: {ends:?}");
    assert!(*last <= 20, "within the grace: {ends:?}");
}

#[tokio::test(start_paused = true)]
async fn draining_lets_calls_finish_within_the_grace_period() {
    let server = TestServer::start().await;
    let (mut quick, mut stuck) = (server.timed_client("/hub").await, server.timed_client("/hub").await);
    let wait = json!({"type": 1, "invocationId": "c", "target": "Wait", "arguments": []});
    quick.send(wait.clone()).await;
    wait_until("the first runs", || server.test_hub().waiting.load(Ordering::SeqCst) == 1).await;
    stuck.send(wait).await;
    wait_until("the second runs", || server.test_hub().waiting.load(Ordering::SeqCst) == 2).await;
    let started = Instant::now();
    let drain = tokio::spawn({
        let hub = server.hub.clone();
        async move { hub.drain(Duration::from_secs(40)).await }
    });
    tokio::time::sleep(Duration::from_secs(31)).await;
    server.test_hub().gate.0.add_permits(1);
    let answer = loop {
        let record = quick.record().await;
        if record["type"] != 6 {
            break record;
        }
    };
    assert_eq!(answer["result"], "waited");
    assert_eq!(quick.end().await.1, Some(1012));
    let (last, code) = stuck.end().await;
    assert_eq!((last, code), (Some(json!({"type": 7, "allowReconnect": true})), Some(1012)));
    assert_eq!(started.elapsed().as_secs(), 40);
    drain.await.expect("drained");
    assert_eq!(server.hub.connections(), 0);
}

#[tokio::test(start_paused = true)]
async fn draining_ends_despite_a_hanging_hook_and_a_stuck_reader() {
    let server = TestServer::start().await;
    let _hanging = server.timed_client("/hub?hook=never").await;
    let mut stuck = Client::open(server.duplex_of(512), "/hub", &[]).await;
    stuck.shake_hands().await;
    wait_until("both are registered", || server.hub.clients().count() == 2).await;
    // Handles that the application keeps must not keep a socket open.
    let handles = server.hub.clients().all().members();
    server.hub.clients().all().send(&Prepared::new("Large", &["x".repeat(10_000)]).expect("serialises"));
    let started = Instant::now();
    server.hub.drain(Duration::from_secs(5)).await;
    assert!(started.elapsed() <= Duration::from_secs(20), "{:?}", started.elapsed());
    assert_eq!((server.hub.connections(), server.hub.clients().count()), (0, 0));
    assert!(handles.iter().all(|handle| handle.send(&Prepared::new("Late", &[0]).expect("serialises")).is_err()));
}
