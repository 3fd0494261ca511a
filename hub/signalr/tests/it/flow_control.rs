//! Clients that say more than their calls let in: they are held back, and their end is noticed all the same.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use async_trait::async_trait;
use futures::stream;
use plenum_signalr::*;
use serde_json::{Value, json};

use crate::raw::Echo;
use crate::support::{Client, Site, TestServer, negotiated, post, wait_until};

const HELLO: &str = "{\"protocol\":\"json\",\"version\":1}\u{1e}";

fn call(id: &str, target: &str, arguments: Value) -> String {
    format!("{}\u{1e}", json!({"type": 1, "invocationId": id, "target": target, "arguments": arguments}))
}

/// More than a connection reads ahead.
fn too_much() -> String {
    (0..8).map(|number| call(&number.to_string(), "Echo", json!(["x".repeat(20_000)]))).collect()
}

async fn waits(server: &TestServer) {
    wait_until("the call runs", || server.observed().waiting.load(Ordering::SeqCst) == 1).await;
}

#[tokio::test]
async fn a_client_that_polls_and_is_held_back_may_still_leave() {
    let server = TestServer::start().await;
    let path = negotiated(&server).await;
    assert_eq!(server.http("GET", &path, &[]).await.status, 200);
    post(&server, &path, HELLO).await;
    post(&server, &path, &call("w", "Wait", json!([]))).await;
    waits(&server).await;
    let more = too_much();
    let posting = post(&server, &path, &more);
    let leaving = async {
        wait_until("it is here", || server.hub.clients().count() == 1).await;
        assert_eq!(server.http("DELETE", &path, &[]).await.status, 202);
        wait_until("it is gone, though its call still runs", || server.hub.connections() == 0).await;
    };
    let (posted, ()) = tokio::join!(posting, leaving);
    assert!([200, 404].contains(&posted.status), "{posted:?}");
    assert_eq!(server.observed().ends(), [Disconnect::ByClient]);
}

#[tokio::test]
async fn an_event_stream_of_a_client_that_is_held_back_may_still_end() {
    let server = TestServer::start().await;
    let path = negotiated(&server).await;
    let mut events = server.socket().await;
    let head = format!("GET {path} HTTP/1.1\r\nHost: here\r\nAccept: text/event-stream\r\n\r\n");
    tokio::io::AsyncWriteExt::write_all(&mut events, head.as_bytes()).await.expect("sent");
    wait_until("it is here", || server.hub.connections() == 1).await;
    post(&server, &path, HELLO).await;
    post(&server, &path, &call("w", "Wait", json!([]))).await;
    waits(&server).await;
    let more = too_much();
    let leaving = async {
        drop(events);
        wait_until("it is gone, though its call still runs", || server.hub.connections() == 0).await;
    };
    let (_posted, ()) = tokio::join!(post(&server, &path, &more), leaving);
    assert_eq!(server.observed().ends(), [Disconnect::Lost]);
}

#[tokio::test]
async fn another_line_is_taken_while_the_first_is_held_back() {
    let stateful = Options { stateful_reconnect: Some(StatefulReconnect::default()), ..Options::default() };
    let server = TestServer::with_options(stateful).await;
    let answer = server.negotiate("?negotiateVersion=1&useStatefulReconnect=true").await;
    let path = format!("/hub?id={}", answer["connectionToken"].as_str().expect("a token"));
    let mut first = Client::open(server.socket().await, &path, &[]).await;
    first.send_text("{\"protocol\":\"json\",\"version\":2}\u{1e}").await;
    assert_eq!(first.record().await, json!({}));
    first.send_text(&call("w", "Wait", json!([]))).await;
    waits(&server).await;
    for record in too_much().split_inclusive('\u{1e}').take(4) {
        first.send_text(record).await;
    }
    // Its buffer is full now, and so nothing is read that would tell of its end.
    let mut second = Client::open(server.socket().await, &path, &[]).await;
    assert_eq!(second.record().await, json!({"type": 9, "sequenceId": 1}));
    second.send(json!({"type": 9, "sequenceId": 2})).await;
    server.observed().gate.0.add_permits(1);
    assert_eq!(second.record().await, json!({"type": 3, "invocationId": "w", "result": "waited"}));
    assert_eq!(second.result("Echo", json!(["alive"])).await, "alive");
}

#[tokio::test]
async fn a_stream_that_always_has_more_lets_its_caller_be_heard() {
    const ROOM: usize = 64 << 20;
    let server = TestServer::start_with(|builder| {
        let items = |_call, ()| async move { Ok(stream::repeat_with(|| Ok("x".repeat(1_000)))) };
        builder.stream("Torrent", items)
    })
    .await;
    let mut client = Client::open(server.line_of(ROOM), "/hub", &[]).await;
    client.shake_hands().await;
    client.send(json!({"type": 4, "invocationId": "s", "target": "Torrent", "arguments": []})).await;
    assert_eq!(client.record().await["type"], 2);
    client.send(json!({"type": 5, "invocationId": "s"})).await;
    let mut items = 0;
    while client.record().await["type"] == 2 {
        items += 1;
    }
    // The line takes them all without ever being full, so nothing but the stream itself makes way.
    assert!(items < ROOM / 1_000 / 4, "{items} items were sent before the cancel was heard");
}

/// Tokens say until when they are good, in seconds.
struct Until;

#[async_trait]
impl Authenticator for Until {
    type State = ();

    async fn authenticate(&self, request: &AuthRequest<'_>) -> Result<Identity<()>, Rejection> {
        let end = request.bearer.and_then(|token| token.parse().ok()).ok_or(Rejection::Unauthenticated)?;
        let end = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(end);
        Ok(Identity::new(()).user("ada").expires_at(end))
    }
}

#[tokio::test]
async fn a_raw_connection_takes_newer_credentials() {
    let server = RawServer::builder(Echo::default(), Until)
        .wall_clock(|| std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(100))
        .build();
    let site = Site::start(HubRoutes::new().hub("/echo", server.endpoint()).into_router()).await;
    let bearer = |until: &'static str| [("Authorization", until)];
    let answer = site.http("POST", "/echo/negotiate?negotiateVersion=1", &bearer("Bearer 160"), "").await;
    let answer: Value = serde_json::from_str(&answer.body).expect("json");
    assert_eq!(answer["tokenLifetimeSeconds"], 60);
    let id = answer["connectionToken"].as_str().expect("a token");
    let path = format!("/echo?id={id}&access_token=160");
    let _socket = Client::open(site.socket().await, &path, &[]).await;
    wait_until("it is here", || server.connections() == 1).await;
    let path = format!("/echo/refresh?id={id}");
    let refreshed = site.http("POST", &path, &bearer("Bearer 230"), "").await;
    assert_eq!((refreshed.status, refreshed.body.as_str()), (200, r#"{"tokenLifetimeSeconds":130}"#));
}

#[tokio::test]
async fn what_a_call_still_had_to_do_ends_with_its_connection() {
    let held = Arc::new(());
    let inside = Arc::clone(&held);
    let server = TestServer::start_with(move |builder| {
        builder.method("LeavesSomething", move |call: Call<crate::support::TestHub>, ()| {
            let held = Arc::clone(&inside);
            async move {
                let again = call.clone();
                call.after_completion(async move {
                    let _held = (again, held);
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
    waits(&server).await;
    assert_eq!(Arc::strong_count(&held), 3, "here, in the method, and in what its call leaves");
    drop(client);
    wait_until("nothing of the call is left", || Arc::strong_count(&held) == 2).await;
}
