//! Stateful reconnect: when a socket replaces a lost one, no message is lost, and none is delivered or processed twice.

use std::sync::atomic::Ordering;
use std::time::Duration;

use plenum_signalr::{CloseReason, Connection, Disconnect, Options, Prepared, SendError, StatefulReconnect};
use serde_json::{Value, json};

use crate::support::{Client, CuttingProxy, Direction, OfficialClient, TestServer, connect_refused, wait_until};

fn options(stateful: StatefulReconnect) -> Options {
    Options { stateful_reconnect: Some(stateful), ..Options::default() }
}

async fn server() -> TestServer {
    TestServer::with_options(options(StatefulReconnect::default())).await
}

/// Negotiates stateful reconnect; the path of the connection.
async fn negotiated(server: &TestServer) -> String {
    let answer = server.negotiate("?negotiateVersion=1&useStatefulReconnect=true").await;
    assert_eq!(answer["useStatefulReconnect"], true);
    format!("/hub?id={}", answer["connectionToken"].as_str().expect("a token"))
}

async fn shake_hands(client: &mut Client) {
    client.send_text("{\"protocol\":\"json\",\"version\":2}\u{1e}").await;
    assert_eq!(client.record().await, json!({}));
}

async fn client(server: &TestServer, path: &str) -> Client {
    let mut client = Client::open(server.socket().await, path, &[]).await;
    shake_hands(&mut client).await;
    client
}

/// A socket that replaces the present one. The client announces the number of its next message and repeats none.
async fn replacement(server: &TestServer, path: &str, next: u64) -> Client {
    let mut client = Client::open(server.socket().await, path, &[]).await;
    client.send(json!({"type": 9, "sequenceId": next})).await;
    client
}

fn only_connection(server: &TestServer) -> Connection<String> {
    server.hub.clients().all().members().pop().expect("one connection")
}

fn numbered_message(number: usize) -> Prepared {
    Prepared::new("News", &[number]).expect("serialises")
}

fn received(number: usize) -> Value {
    json!({"type": 1, "target": "News", "arguments": [number]})
}

async fn official(proxy: &CuttingProxy, protocol: &str) -> OfficialClient {
    let settings = json!({"protocol": protocol, "statefulReconnect": true, "targets": ["News"]});
    let mut client = OfficialClient::start_at(proxy.address, settings).await;
    let first = client.event(|_| true).await;
    assert_eq!(first["event"], "connected", "{first}");
    client
}

async fn call_cut_everywhere(protocol: &str, longest: usize, step: usize) {
    let server = server().await;
    let proxy = CuttingProxy::in_front_of(server.address).await;
    let mut client = official(&proxy, protocol).await;
    let id = only_connection(&server).id().to_owned();
    let (mut calls, mut cut) = (0, 0);
    for direction in [Direction::ToServer, Direction::ToClient] {
        // A call and its completion have at most `longest` bytes; a cut that has not happened is cancelled.
        for bytes in (0..longest).step_by(step) {
            proxy.cut_after(direction, bytes);
            calls += 1;
            assert_eq!(client.result("Tick", json!([])).await, json!(calls), "cut after {bytes} bytes {direction:?}");
            cut += usize::from(!proxy.cancel_cut());
            // This client gives up if a socket breaks while it still repeats messages. One more call makes sure that it
            // has finished.
            calls += 1;
            assert_eq!(client.result("Tick", json!([])).await, json!(calls));
        }
    }
    assert!(cut >= 24, "only {cut} calls were cut");
    assert_eq!(only_connection(&server).id(), id, "it is one connection all the time");
    assert_eq!(server.test_hub().connected.load(Ordering::SeqCst), 1);
    client.stop().await;
}

#[tokio::test]
async fn a_call_cut_at_any_byte_runs_once_and_is_answered_once() {
    call_cut_everywhere("json", 90, 3).await;
}

#[tokio::test]
async fn a_messagepack_call_cut_at_any_byte_runs_once_and_is_answered_once() {
    call_cut_everywhere("messagepack", 30, 1).await;
}

#[tokio::test]
async fn a_call_that_ends_without_a_socket_is_answered_on_the_next_one() {
    let server = server().await;
    let proxy = CuttingProxy::in_front_of(server.address).await;
    let mut client = official(&proxy, "json").await;
    client.send_command(json!({"invoke": "Wait", "args": [], "id": 77})).await;
    wait_until("the call runs", || server.test_hub().waiting.load(Ordering::SeqCst) == 1).await;
    proxy.cut();
    server.test_hub().gate.0.add_permits(1);
    let answer = client.event(|line| line["event"] == "result" && line["id"] == 77).await;
    assert_eq!(answer["value"], "waited");
    client.stop().await;
}

#[tokio::test]
async fn messages_sent_between_and_during_cuts_arrive_once_and_in_order() {
    let server = server().await;
    let proxy = CuttingProxy::in_front_of(server.address).await;
    let mut client = official(&proxy, "json").await;
    let connection = only_connection(&server);
    connection.join("room");
    let mut next = 0..200;
    for number in 0..200 {
        if matches!(number % 20, 7 | 13) {
            // This client makes one attempt for each lost socket, so it must have everything before it loses the next.
            let sent = number - next.start;
            for expected in next.by_ref().take(sent) {
                assert_eq!(client.event_named("received").await["args"], json!([expected]));
            }
        }
        match number % 20 {
            7 => proxy.cut(),
            13 => proxy.cut_after(Direction::ToClient, number),
            _ => {}
        }
        assert_eq!(server.hub.clients().group("room").send(&numbered_message(number)), 1);
        tokio::task::yield_now().await;
    }
    for expected in next {
        assert_eq!(client.event_named("received").await["args"], json!([expected]));
    }
    client.stop().await;
}

#[tokio::test]
async fn a_replacement_socket_begins_with_the_sequence_and_the_unacknowledged_messages() {
    let server = server().await;
    let path = negotiated(&server).await;
    let mut first = client(&server, &path).await;
    let connection = only_connection(&server);
    for number in 1..=4 {
        connection.send(&numbered_message(number)).expect("room");
        assert_eq!(first.record().await, received(number));
    }
    first.send(json!({"type": 8, "sequenceId": 2})).await;
    assert_eq!(first.result("Tick", json!([])).await, json!(1));
    drop(first);
    wait_until("the socket is lost", || connection.queued().messages == 0).await;
    connection.send(&numbered_message(5)).expect("buffered");

    let mut second = replacement(&server, &path, 2).await;
    assert_eq!(second.record().await, json!({"type": 9, "sequenceId": 3}));
    assert_eq!(second.record().await, received(3));
    assert_eq!(second.record().await, received(4));
    assert_eq!(second.record().await, json!({"type": 3, "invocationId": "c", "result": 1}));
    assert_eq!(second.record().await, received(5));
    assert_eq!(second.result("Tick", json!([])).await, json!(2));
}

#[tokio::test]
async fn repeated_messages_of_a_client_are_ignored() {
    let server = server().await;
    let path = negotiated(&server).await;
    let mut first = client(&server, &path).await;
    assert_eq!(first.result("Tick", json!([])).await, json!(1));
    assert_eq!(first.result("Tick", json!([])).await, json!(2));
    // Half a message is void.
    first.send_text("{\"type\":1,\"invocationId\":").await;
    let mut second = Client::open(server.socket().await, &path, &[]).await;
    let tick = json!({"type": 1, "invocationId": "r", "target": "Tick", "arguments": []});
    // A message before the sequence is ignored.
    second.send(tick.clone()).await;
    second.send(json!({"type": 9, "sequenceId": 2})).await;
    second.send(tick.clone()).await;
    second.send(tick).await;
    assert_eq!(second.record().await, json!({"type": 9, "sequenceId": 1}));
    for result in [1, 2] {
        assert_eq!(second.record().await, json!({"type": 3, "invocationId": "c", "result": result}));
    }
    assert_eq!(second.record().await, json!({"type": 3, "invocationId": "r", "result": 3}));
}

#[tokio::test]
async fn sequence_messages_are_limited() {
    let server = server().await;
    let path = negotiated(&server).await;
    let mut client = client(&server, &path).await;
    let sequences = format!("{}\u{1e}", json!({"type": 9, "sequenceId": 1})).repeat(300);
    client.send_text(&sequences).await;
    assert_eq!(client.end().await.1, Some(CloseReason::Policy.code()));
}

#[tokio::test(start_paused = true)]
async fn a_replacement_socket_renews_the_credentials() {
    let server = server().await;
    let began = tokio::time::Instant::now();
    let authorization = [("Authorization", "Bearer until-160")];
    let path = "/hub/negotiate?negotiateVersion=1&useStatefulReconnect=true";
    let answer = crate::support::request(server.duplex(), "POST", path, &authorization).await;
    let answer: Value = serde_json::from_str(&answer.body).expect("json");
    let path = format!("/hub?id={}", answer["connectionToken"].as_str().expect("a token"));
    let mut first = Client::open(server.duplex(), &format!("{path}&access_token=until-160"), &[]).await;
    shake_hands(&mut first).await;
    drop(first);
    let mut second = Client::open(server.duplex(), &format!("{path}&access_token=until-160:only:230"), &[]).await;
    second.send(json!({"type": 9, "sequenceId": 1})).await;
    assert_eq!(second.record().await, json!({"type": 9, "sequenceId": 1}));
    assert_eq!(second.end().await.1, Some(CloseReason::Unauthenticated.code()));
    let lived = began.elapsed();
    assert!((Duration::from_secs(130)..Duration::from_secs(140)).contains(&lived), "{lived:?}");
}

#[tokio::test]
async fn a_newer_socket_replaces_one_that_still_looks_alive() {
    let server = server().await;
    let path = negotiated(&server).await;
    let mut first = client(&server, &path).await;
    only_connection(&server).send(&numbered_message(1)).expect("room");
    assert_eq!(first.record().await, received(1));
    let mut second = replacement(&server, &path, 1).await;
    assert_eq!(second.record().await, json!({"type": 9, "sequenceId": 1}));
    assert_eq!(second.record().await, received(1));
    assert_eq!(first.end().await, (None, None), "the older socket ends without a close");
    assert_eq!(second.result("Tick", json!([])).await, json!(1));
}

#[tokio::test]
async fn a_sequence_beyond_the_received_messages_closes() {
    let server = server().await;
    let path = negotiated(&server).await;
    drop(client(&server, &path).await);
    let mut second = replacement(&server, &path, 3).await;
    assert_eq!(second.record().await, json!({"type": 9, "sequenceId": 1}));
    let (close, code) = second.end().await;
    assert_eq!(close.expect("a message")["error"], "Connection closed with an error.");
    assert_eq!(code, Some(1002));
}

#[tokio::test(start_paused = true)]
async fn received_messages_are_acknowledged_once_a_second() {
    let server = server().await;
    let path = {
        let answer = crate::support::request(
            server.duplex(),
            "POST",
            "/hub/negotiate?negotiateVersion=1&useStatefulReconnect=true",
            &[],
        );
        let body: Value = serde_json::from_str(&answer.await.body).expect("json");
        format!("/hub?id={}", body["connectionToken"].as_str().expect("a token"))
    };
    let mut client = Client::open(server.duplex(), &path, &[]).await;
    shake_hands(&mut client).await;
    for result in 1..=3 {
        assert_eq!(client.result("Tick", json!([])).await, json!(result));
    }
    assert_eq!(client.record().await, json!({"type": 8, "sequenceId": 3}));
    assert_eq!(client.record().await, json!({"type": 6}), "nothing more to acknowledge");
}

#[tokio::test]
async fn a_client_that_does_not_reconnect_within_the_window_is_gone() {
    let window = Duration::from_millis(50);
    let server = TestServer::with_options(options(StatefulReconnect { window, ..StatefulReconnect::default() })).await;
    let path = negotiated(&server).await;
    drop(client(&server, &path).await);
    wait_until("the last hook ran", || server.test_hub().ends() == [Disconnect::Lost]).await;
    wait_until("the connection is gone", || server.hub.connections() == 0).await;
    let refused = connect_refused(server.socket().await, &path, &[]).await;
    assert_eq!(refused, (404, "No Connection with that ID".to_owned()));
}

#[tokio::test]
async fn a_detached_client_is_closed_when_its_message_buffer_is_full() {
    let stateful = StatefulReconnect { buffer_messages: 10, ..StatefulReconnect::default() };
    let server = TestServer::with_options(options(stateful)).await;
    let path = negotiated(&server).await;
    let connection = {
        let _first = client(&server, &path).await;
        only_connection(&server)
    };
    let mut sent = 0;
    // Messages written before the server notices the loss are buffered too; after that at most ten more fit.
    let refused = loop {
        match connection.send(&numbered_message(sent)) {
            Ok(()) => sent += 1,
            Err(error) => break error,
        }
        tokio::task::yield_now().await;
    };
    assert_eq!(refused, if sent == 10 { SendError::Overflow } else { refused });
    assert!(connection.is_closed());
    wait_until("the connection is gone", || server.hub.connections() == 0).await;
    assert_eq!(connect_refused(server.socket().await, &path, &[]).await.0, 404);
}

#[tokio::test]
async fn a_socket_cannot_be_replaced_while_evicted_messages_are_unacknowledged() {
    let stateful = StatefulReconnect { buffer_messages: 10, ..StatefulReconnect::default() };
    let server = TestServer::with_options(options(stateful)).await;
    let path = negotiated(&server).await;
    let mut first = client(&server, &path).await;
    let connection = only_connection(&server);
    for number in 0..30 {
        connection.send(&numbered_message(number)).expect("the queue is empty");
        assert_eq!(first.record().await, received(number));
    }
    assert_eq!(connect_refused(server.socket().await, &path, &[]).await.0, 404);
    // Once the client has acknowledged them, its socket can be replaced.
    first.send(json!({"type": 8, "sequenceId": 25})).await;
    assert_eq!(first.result("Tick", json!([])).await, json!(1));
    let mut second = replacement(&server, &path, 2).await;
    assert_eq!(second.record().await, json!({"type": 9, "sequenceId": 26}));
    drop(second);
    drop(first);
}

#[tokio::test]
async fn after_a_close_the_token_is_unknown_at_once() {
    for reason in [CloseReason::Restarting, CloseReason::Forbidden] {
        let server = server().await;
        let path = negotiated(&server).await;
        let mut first = client(&server, &path).await;
        only_connection(&server).close(reason);
        assert_eq!(connect_refused(server.socket().await, &path, &[]).await.0, 404);
        assert_eq!(first.end().await.1, Some(reason.code()));
    }
}

#[tokio::test]
async fn the_official_client_begins_a_new_connection_when_it_is_too_late() {
    let server = server().await;
    let proxy = CuttingProxy::in_front_of(server.address).await;
    let settings = json!({"statefulReconnect": true, "automaticReconnect": [0, 50, 50, 50, 500, 2000]});
    let mut client = OfficialClient::start_at(proxy.address, settings).await;
    assert_eq!(client.event(|_| true).await["event"], "connected");
    only_connection(&server).close(CloseReason::Restarting);
    client.event_named("reconnected").await;
    assert_eq!(client.result("Tick", json!([])).await, json!(1));
    assert_eq!(server.test_hub().connected.load(Ordering::SeqCst), 2);
    proxy.refuse_connections();
    proxy.cut();
    client.event_named("reconnecting").await;
}

#[tokio::test]
async fn discarding_the_messages_of_a_detached_client_closes_its_connection() {
    let server = server().await;
    let path = negotiated(&server).await;
    let first = client(&server, &path).await;
    let connection = only_connection(&server);
    drop(first);
    connection.discard_waiting();
    assert!(!connection.is_closed(), "no message was buffered");
    wait_until("a message is buffered", || {
        connection.send(&numbered_message(1)).expect("buffered");
        connection.queued().messages > 0
    })
    .await;
    connection.discard_waiting();
    assert!(connection.is_closed());
    assert_eq!(connect_refused(server.socket().await, &path, &[]).await.0, 404);
}

#[tokio::test]
async fn stateful_reconnect_needs_the_negotiation_and_handshake_version_2() {
    let plain = TestServer::start().await;
    let answer = plain.negotiate("?negotiateVersion=1&useStatefulReconnect=true").await;
    assert!(answer.get("useStatefulReconnect").is_none(), "it is not enabled");
    let server = server().await;
    for query in ["?negotiateVersion=1", "?negotiateVersion=1&useStatefulReconnect=false", "?useStatefulReconnect=true"]
    {
        assert!(server.negotiate(query).await.get("useStatefulReconnect").is_none(), "{query}");
    }
    // A client that negotiates it and sends an older handshake version has an ordinary connection.
    let path = negotiated(&server).await;
    let mut older = Client::open(server.socket().await, &path, &[]).await;
    older.shake_hands().await;
    assert_eq!(connect_refused(server.socket().await, &path, &[]).await.0, 409);
    older.send(json!({"type": 9, "sequenceId": 7})).await;
    older.send(json!({"type": 8, "sequenceId": 7})).await;
    assert_eq!(older.result("Tick", json!([])).await, json!(1));
    drop(older);
    wait_until("the connection has ended", || server.test_hub().ends() == [Disconnect::Lost]).await;
}

#[tokio::test]
async fn another_user_or_session_cannot_replace_a_socket() {
    let server = server().await;
    let answer = server
        .http(
            "POST",
            "/hub/negotiate?negotiateVersion=1&useStatefulReconnect=true",
            &[("Authorization", "Bearer ada:1")],
        )
        .await;
    let answer: Value = serde_json::from_str(&answer.body).expect("json");
    let path = format!("/hub?id={}", answer["connectionToken"].as_str().expect("a token"));
    let mut ada = Client::open(server.socket().await, &format!("{path}&access_token=ada:1"), &[]).await;
    shake_hands(&mut ada).await;
    for stranger in ["ben:1", "ada:2"] {
        let refused = connect_refused(server.socket().await, &format!("{path}&access_token={stranger}"), &[]).await;
        assert_eq!(refused.0, 404, "{stranger}");
    }
    assert_eq!(ada.result("Tick", json!([])).await, json!(1));
}
