//! Flow control: the server pauses reading from a client whose calls do not keep up, and still notices its end.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use async_trait::async_trait;
use futures::stream;
use plenum_signalr::*;
use serde_json::{Value, json};

use crate::raw::Echo;
use crate::support::{Client, RouterServer, TestServer, negotiated, post, wait_until};

const HANDSHAKE: &str = "{\"protocol\":\"json\",\"version\":1}\u{1e}";

fn call(id: &str, target: &str, arguments: Value) -> String {
    format!("{}\u{1e}", json!({"type": 1, "invocationId": id, "target": target, "arguments": arguments}))
}

/// More bytes than a connection reads ahead.
fn more_than_read_ahead() -> String {
    (0..8).map(|number| call(&number.to_string(), "Echo", json!(["x".repeat(20_000)]))).collect()
}

async fn wait_until_call_runs(server: &TestServer) {
    wait_until("the call runs", || server.test_hub().waiting.load(Ordering::SeqCst) == 1).await;
}

#[tokio::test]
async fn a_paused_polling_client_can_still_end_its_connection() {
    let server = TestServer::start().await;
    let path = negotiated(&server).await;
    assert_eq!(server.http("GET", &path, &[]).await.status, 200);
    post(&server, &path, HANDSHAKE).await;
    post(&server, &path, &call("w", "Wait", json!([]))).await;
    wait_until_call_runs(&server).await;
    let more = more_than_read_ahead();
    let posting = post(&server, &path, &more);
    let leaving = async {
        wait_until("the connection is registered", || server.hub.clients().count() == 1).await;
        assert_eq!(server.http("DELETE", &path, &[]).await.status, 202);
        wait_until("the connection is gone, though its call still runs", || server.hub.connections() == 0).await;
    };
    let (posted, ()) = tokio::join!(posting, leaving);
    assert!([200, 404].contains(&posted.status), "{posted:?}");
    assert_eq!(server.test_hub().ends(), [Disconnect::ByClient]);
}

#[tokio::test]
async fn the_event_stream_of_a_paused_client_can_still_end() {
    let server = TestServer::start().await;
    let path = negotiated(&server).await;
    let mut events = server.socket().await;
    let head = format!("GET {path} HTTP/1.1\r\nHost: here\r\nAccept: text/event-stream\r\n\r\n");
    tokio::io::AsyncWriteExt::write_all(&mut events, head.as_bytes()).await.expect("sent");
    wait_until("the connection is open", || server.hub.connections() == 1).await;
    post(&server, &path, HANDSHAKE).await;
    post(&server, &path, &call("w", "Wait", json!([]))).await;
    wait_until_call_runs(&server).await;
    let more = more_than_read_ahead();
    let leaving = async {
        drop(events);
        wait_until("the connection is gone, though its call still runs", || server.hub.connections() == 0).await;
    };
    let (_posted, ()) = tokio::join!(post(&server, &path, &more), leaving);
    assert_eq!(server.test_hub().ends(), [Disconnect::Lost]);
}

#[tokio::test]
async fn a_replacement_socket_is_taken_while_the_first_one_is_paused() {
    let stateful = Options { stateful_reconnect: Some(StatefulReconnect::default()), ..Options::default() };
    let server = TestServer::with_options(stateful).await;
    let answer = server.negotiate("?negotiateVersion=1&useStatefulReconnect=true").await;
    let path = format!("/hub?id={}", answer["connectionToken"].as_str().expect("a token"));
    let mut first = Client::open(server.socket().await, &path, &[]).await;
    first.send_text("{\"protocol\":\"json\",\"version\":2}\u{1e}").await;
    assert_eq!(first.record().await, json!({}));
    first.send_text(&call("w", "Wait", json!([]))).await;
    wait_until_call_runs(&server).await;
    for record in more_than_read_ahead().split_inclusive('\u{1e}').take(4) {
        first.send_text(record).await;
    }
    // The read-ahead is full now, so the server does not read the end of the first socket.
    let mut second = Client::open(server.socket().await, &path, &[]).await;
    assert_eq!(second.record().await, json!({"type": 9, "sequenceId": 1}));
    second.send(json!({"type": 9, "sequenceId": 2})).await;
    server.test_hub().gate.0.add_permits(1);
    assert_eq!(second.record().await, json!({"type": 3, "invocationId": "w", "result": "waited"}));
    assert_eq!(second.result("Echo", json!(["alive"])).await, "alive");
}

#[tokio::test]
async fn an_endless_stream_does_not_stop_messages_of_its_caller() {
    const PIPE_BYTES: usize = 64 << 20;
    let server = TestServer::start_with(|builder| {
        let items = |_call, ()| async move { Ok(stream::repeat_with(|| Ok("x".repeat(1_000)))) };
        builder.stream("Torrent", items)
    })
    .await;
    let mut client = Client::open(server.duplex_of(PIPE_BYTES), "/hub", &[]).await;
    client.shake_hands().await;
    client.send(json!({"type": 4, "invocationId": "s", "target": "Torrent", "arguments": []})).await;
    assert_eq!(client.record().await["type"], 2);
    client.send(json!({"type": 5, "invocationId": "s"})).await;
    let mut items = 0;
    while client.record().await["type"] == 2 {
        items += 1;
    }
    // The pipe is never full, so the stream itself must yield to the caller's message.
    assert!(items < PIPE_BYTES / 1_000 / 4, "{items} items were sent before the cancellation was handled");
}

/// Authenticates by tokens that are the time of their expiry, in seconds.
struct ExpiryTokens;

#[async_trait]
impl Authenticator for ExpiryTokens {
    type State = ();

    async fn authenticate(&self, request: &AuthRequest<'_>) -> Result<Identity<()>, Rejection> {
        let end = request.bearer.and_then(|token| token.parse().ok()).ok_or(Rejection::Unauthenticated)?;
        let end = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(end);
        Ok(Identity::new(()).user("ada").expires_at(end))
    }
}

#[tokio::test]
async fn credentials_of_a_raw_connection_can_be_renewed() {
    let server = RawServer::builder(Echo::default(), ExpiryTokens)
        .wall_clock(|| std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(100))
        .build();
    let site = RouterServer::start(HubRoutes::new().hub("/echo", server.endpoint()).into_router()).await;
    let bearer = |until: &'static str| [("Authorization", until)];
    let answer = site.http("POST", "/echo/negotiate?negotiateVersion=1", &bearer("Bearer 160"), "").await;
    let answer: Value = serde_json::from_str(&answer.body).expect("json");
    assert_eq!(answer["tokenLifetimeSeconds"], 60);
    let id = answer["connectionToken"].as_str().expect("a token");
    let path = format!("/echo?id={id}&access_token=160");
    let _socket = Client::open(site.socket().await, &path, &[]).await;
    wait_until("the connection is open", || server.connections() == 1).await;
    let path = format!("/echo/refresh?id={id}");
    let refreshed = site.http("POST", &path, &bearer("Bearer 230"), "").await;
    assert_eq!((refreshed.status, refreshed.body.as_str()), (200, r#"{"tokenLifetimeSeconds":130}"#));
}

#[tokio::test]
async fn work_after_a_completion_ends_with_its_connection() {
    let held = Arc::new(());
    let inside = Arc::clone(&held);
    let server = TestServer::start_with(move |builder| {
        builder.method("LeavesSomething", move |call: Call<crate::support::TestHub>, ()| {
            let held = Arc::clone(&inside);
            async move {
                let call_clone = call.clone();
                call.after_completion(async move {
                    let _held = (call_clone, held);
                    std::future::pending().await
                });
                call.hub().waiting.fetch_add(1, Ordering::SeqCst);
                std::future::pending::<Result<(), HubError>>().await
            }
        })
    })
    .await;
    let mut client = server.client().await;
    client.send_text(&call("c", "LeavesSomething", json!([]))).await;
    wait_until_call_runs(&server).await;
    assert_eq!(Arc::strong_count(&held), 3, "in the test, in the method, and in the work after its completion");
    drop(client);
    wait_until("the call is dropped", || Arc::strong_count(&held) == 2).await;
}
