//! A socket is lost and another one takes its place: nothing is lost, nothing is told or done twice.

use std::sync::atomic::Ordering;
use std::time::Duration;

use plenum_signalr::{CloseReason, Connection, Disconnect, Options, Prepared, SendError, StatefulReconnect};
use serde_json::{Value, json};

use crate::support::{Client, Cuts, Official, TestServer, Way, connect_refused, wait_until};

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

/// Another line of a connection, past its beginning, where this client has nothing to repeat but says what comes next.
async fn next_line(server: &TestServer, path: &str, next: u64) -> Client {
    let mut line = Client::open(server.socket().await, path, &[]).await;
    line.send(json!({"type": 9, "sequenceId": next})).await;
    line
}

fn only(server: &TestServer) -> Connection<String> {
    server.hub.clients().all().members().pop().expect("one connection")
}

fn news(number: usize) -> Prepared {
    Prepared::new("News", &[number]).expect("serialises")
}

fn heard(number: usize) -> Value {
    json!({"type": 1, "target": "News", "arguments": [number]})
}

async fn official(cuts: &Cuts, protocol: &str) -> Official {
    let settings = json!({"protocol": protocol, "statefulReconnect": true, "targets": ["News"]});
    let mut client = Official::start_at(cuts.address, settings).await;
    let first = client.event(|_| true).await;
    assert_eq!(first["event"], "connected", "{first}");
    client
}

async fn call_cut_everywhere(protocol: &str, longest: usize, step: usize) {
    let server = server().await;
    let cuts = Cuts::before(server.address).await;
    let mut client = official(&cuts, protocol).await;
    let id = only(&server).id().to_owned();
    let (mut calls, mut cut) = (0, 0);
    for way in [Way::ToServer, Way::ToClient] {
        // A call and an answer are no longer than that; what is not cut says so.
        for bytes in (0..longest).step_by(step) {
            cuts.cut_after(way, bytes);
            calls += 1;
            assert_eq!(client.result("Tick", json!([])).await, json!(calls), "cut after {bytes} bytes {way:?}");
            cut += usize::from(!cuts.call_off());
            // This client gives up when a socket breaks while it still repeats itself. One more call shows that it does
            // not.
            calls += 1;
            assert_eq!(client.result("Tick", json!([])).await, json!(calls));
        }
    }
    assert!(cut >= 24, "only {cut} were cut");
    assert_eq!(only(&server).id(), id, "it is one connection all the time");
    assert_eq!(server.observed().connected.load(Ordering::SeqCst), 1);
    client.stop().await;
}

#[tokio::test]
async fn a_call_cut_at_any_byte_is_made_once_and_answered_once() {
    call_cut_everywhere("json", 90, 3).await;
}

#[tokio::test]
async fn the_same_in_messagepack() {
    call_cut_everywhere("messagepack", 30, 1).await;
}

#[tokio::test]
async fn a_call_that_runs_while_the_socket_is_away_is_answered_on_the_next() {
    let server = server().await;
    let cuts = Cuts::before(server.address).await;
    let mut client = official(&cuts, "json").await;
    client.tell(json!({"invoke": "Wait", "args": [], "id": 77})).await;
    wait_until("the call runs", || server.observed().waiting.load(Ordering::SeqCst) == 1).await;
    cuts.cut();
    server.observed().gate.0.add_permits(1);
    let answer = client.event(|line| line["event"] == "result" && line["id"] == 77).await;
    assert_eq!(answer["value"], "waited");
    client.stop().await;
}

#[tokio::test]
async fn what_is_sent_between_and_during_cuts_arrives_once_and_in_order() {
    let server = server().await;
    let cuts = Cuts::before(server.address).await;
    let mut client = official(&cuts, "json").await;
    let connection = only(&server);
    connection.join("room");
    let mut next = 0..200;
    for number in 0..200 {
        if matches!(number % 20, 7 | 13) {
            // This client tries once for each socket that it loses, so it must be level before it loses the next.
            let sent = number - next.start;
            for heard in next.by_ref().take(sent) {
                assert_eq!(client.event_named("received").await["args"], json!([heard]));
            }
        }
        match number % 20 {
            7 => cuts.cut(),
            13 => cuts.cut_after(Way::ToClient, number),
            _ => {}
        }
        assert_eq!(server.hub.clients().group("room").send(&news(number)), 1);
        tokio::task::yield_now().await;
    }
    for heard in next {
        assert_eq!(client.event_named("received").await["args"], json!([heard]));
    }
    client.stop().await;
}

#[tokio::test]
async fn the_next_line_begins_with_the_sequence_and_repeats_what_was_not_acknowledged() {
    let server = server().await;
    let path = negotiated(&server).await;
    let mut first = client(&server, &path).await;
    let connection = only(&server);
    for number in 1..=4 {
        connection.send(&news(number)).expect("room");
        assert_eq!(first.record().await, heard(number));
    }
    first.send(json!({"type": 8, "sequenceId": 2})).await;
    assert_eq!(first.result("Tick", json!([])).await, json!(1));
    drop(first);
    wait_until("the line is lost", || connection.queued().messages == 0).await;
    connection.send(&news(5)).expect("kept");

    let mut second = next_line(&server, &path, 2).await;
    assert_eq!(second.record().await, json!({"type": 9, "sequenceId": 3}));
    assert_eq!(second.record().await, heard(3));
    assert_eq!(second.record().await, heard(4));
    assert_eq!(second.record().await, json!({"type": 3, "invocationId": "c", "result": 1}));
    assert_eq!(second.record().await, heard(5));
    assert_eq!(second.result("Tick", json!([])).await, json!(2));
}

#[tokio::test]
async fn what_a_client_repeats_is_not_done_again() {
    let server = server().await;
    let path = negotiated(&server).await;
    let mut first = client(&server, &path).await;
    assert_eq!(first.result("Tick", json!([])).await, json!(1));
    assert_eq!(first.result("Tick", json!([])).await, json!(2));
    // Half a message is void.
    first.send_text("{\"type\":1,\"invocationId\":").await;
    let mut second = Client::open(server.socket().await, &path, &[]).await;
    let tick = json!({"type": 1, "invocationId": "r", "target": "Tick", "arguments": []});
    // Before its sequence nothing counts, be it a message or not.
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
async fn a_client_cannot_say_where_it_begins_without_end() {
    let server = server().await;
    let path = negotiated(&server).await;
    let mut client = client(&server, &path).await;
    let sequences = format!("{}\u{1e}", json!({"type": 9, "sequenceId": 1})).repeat(300);
    client.send_text(&sequences).await;
    assert_eq!(client.end().await.1, Some(CloseReason::Policy.code()));
}

#[tokio::test(start_paused = true)]
async fn a_line_that_comes_back_brings_its_credentials() {
    let server = server().await;
    let began = tokio::time::Instant::now();
    let authorization = [("Authorization", "Bearer until-160")];
    let path = "/hub/negotiate?negotiateVersion=1&useStatefulReconnect=true";
    let answer = crate::support::request(server.line(), "POST", path, &authorization).await;
    let answer: Value = serde_json::from_str(&answer.body).expect("json");
    let path = format!("/hub?id={}", answer["connectionToken"].as_str().expect("a token"));
    let mut first = Client::open(server.line(), &format!("{path}&access_token=until-160"), &[]).await;
    shake_hands(&mut first).await;
    drop(first);
    let mut second = Client::open(server.line(), &format!("{path}&access_token=until-160:only:230"), &[]).await;
    second.send(json!({"type": 9, "sequenceId": 1})).await;
    assert_eq!(second.record().await, json!({"type": 9, "sequenceId": 1}));
    assert_eq!(second.end().await.1, Some(CloseReason::Unauthenticated.code()));
    let lived = began.elapsed();
    assert!((Duration::from_secs(130)..Duration::from_secs(140)).contains(&lived), "{lived:?}");
}

#[tokio::test]
async fn a_newer_line_replaces_one_that_still_looks_alive() {
    let server = server().await;
    let path = negotiated(&server).await;
    let mut first = client(&server, &path).await;
    only(&server).send(&news(1)).expect("room");
    assert_eq!(first.record().await, heard(1));
    let mut second = next_line(&server, &path, 1).await;
    assert_eq!(second.record().await, json!({"type": 9, "sequenceId": 1}));
    assert_eq!(second.record().await, heard(1));
    assert_eq!(first.end().await, (None, None), "the older one just breaks off");
    assert_eq!(second.result("Tick", json!([])).await, json!(1));
}

#[tokio::test]
async fn a_client_that_skips_what_never_came_is_closed() {
    let server = server().await;
    let path = negotiated(&server).await;
    drop(client(&server, &path).await);
    let mut second = next_line(&server, &path, 3).await;
    assert_eq!(second.record().await, json!({"type": 9, "sequenceId": 1}));
    let (close, code) = second.end().await;
    assert_eq!(close.expect("a message")["error"], "Connection closed with an error.");
    assert_eq!(code, Some(1002));
}

#[tokio::test(start_paused = true)]
async fn acknowledges_once_a_second_what_came() {
    let server = server().await;
    let path = {
        let answer = crate::support::request(
            server.line(),
            "POST",
            "/hub/negotiate?negotiateVersion=1&useStatefulReconnect=true",
            &[],
        );
        let body: Value = serde_json::from_str(&answer.await.body).expect("json");
        format!("/hub?id={}", body["connectionToken"].as_str().expect("a token"))
    };
    let mut client = Client::open(server.line(), &path, &[]).await;
    shake_hands(&mut client).await;
    for result in 1..=3 {
        assert_eq!(client.result("Tick", json!([])).await, json!(result));
    }
    assert_eq!(client.record().await, json!({"type": 8, "sequenceId": 3}));
    assert_eq!(client.record().await, json!({"type": 6}), "nothing more to acknowledge");
}

#[tokio::test]
async fn a_client_that_does_not_come_back_in_time_is_gone() {
    let window = Duration::from_millis(50);
    let server = TestServer::with_options(options(StatefulReconnect { window, ..StatefulReconnect::default() })).await;
    let path = negotiated(&server).await;
    drop(client(&server, &path).await);
    wait_until("the last hook ran", || server.observed().ends() == [Disconnect::Lost]).await;
    wait_until("the connection is gone", || server.hub.connections() == 0).await;
    let refused = connect_refused(server.socket().await, &path, &[]).await;
    assert_eq!(refused, (404, "No Connection with that ID".to_owned()));
}

#[tokio::test]
async fn an_absent_client_holds_nobody_up_and_is_closed_when_too_much_waits_for_it() {
    let stateful = StatefulReconnect { buffer_messages: 10, ..StatefulReconnect::default() };
    let server = TestServer::with_options(options(stateful)).await;
    let path = negotiated(&server).await;
    let connection = {
        let _first = client(&server, &path).await;
        only(&server)
    };
    let mut sent = 0;
    // Until the server has noticed, what it writes counts as kept too; after that ten more fit at most.
    let refused = loop {
        match connection.send(&news(sent)) {
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
async fn a_client_that_keeps_up_is_not_held_back_and_cannot_come_back_to_what_was_let_go() {
    let stateful = StatefulReconnect { buffer_messages: 10, ..StatefulReconnect::default() };
    let server = TestServer::with_options(options(stateful)).await;
    let path = negotiated(&server).await;
    let mut first = client(&server, &path).await;
    let connection = only(&server);
    for number in 0..30 {
        connection.send(&news(number)).expect("nothing waits");
        assert_eq!(first.record().await, heard(number));
    }
    assert_eq!(connect_refused(server.socket().await, &path, &[]).await.0, 404);
    // Once it has acknowledged them, it can.
    first.send(json!({"type": 8, "sequenceId": 25})).await;
    assert_eq!(first.result("Tick", json!([])).await, json!(1));
    let mut second = next_line(&server, &path, 2).await;
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
        only(&server).close(reason);
        assert_eq!(connect_refused(server.socket().await, &path, &[]).await.0, 404);
        assert_eq!(first.end().await.1, Some(reason.code()));
    }
}

#[tokio::test]
async fn the_official_client_starts_anew_when_it_is_too_late() {
    let server = server().await;
    let cuts = Cuts::before(server.address).await;
    let settings = json!({"statefulReconnect": true, "automaticReconnect": [0, 50, 50, 50, 500, 2000]});
    let mut client = Official::start_at(cuts.address, settings).await;
    assert_eq!(client.event(|_| true).await["event"], "connected");
    only(&server).close(CloseReason::Restarting);
    client.event_named("reconnected").await;
    assert_eq!(client.result("Tick", json!([])).await, json!(1));
    assert_eq!(server.observed().connected.load(Ordering::SeqCst), 2);
    cuts.shut();
    cuts.cut();
    client.event_named("reconnecting").await;
}

#[tokio::test]
async fn what_an_absent_client_may_no_longer_see_is_discarded_with_its_connection() {
    let server = server().await;
    let path = negotiated(&server).await;
    let first = client(&server, &path).await;
    let connection = only(&server);
    drop(first);
    connection.discard_waiting();
    assert!(!connection.is_closed(), "nothing waited");
    wait_until("something waits", || {
        connection.send(&news(1)).expect("kept");
        connection.queued().messages > 0
    })
    .await;
    connection.discard_waiting();
    assert!(connection.is_closed());
    assert_eq!(connect_refused(server.socket().await, &path, &[]).await.0, 404);
}

#[tokio::test]
async fn it_is_there_for_those_who_ask_and_count() {
    let plain = TestServer::start().await;
    let answer = plain.negotiate("?negotiateVersion=1&useStatefulReconnect=true").await;
    assert!(answer.get("useStatefulReconnect").is_none(), "it is not offered");
    let server = server().await;
    for query in ["?negotiateVersion=1", "?negotiateVersion=1&useStatefulReconnect=false", "?useStatefulReconnect=true"]
    {
        assert!(server.negotiate(query).await.get("useStatefulReconnect").is_none(), "{query}");
    }
    // A client that negotiates it and then speaks an older version is an ordinary one.
    let path = negotiated(&server).await;
    let mut older = Client::open(server.socket().await, &path, &[]).await;
    older.shake_hands().await;
    assert_eq!(connect_refused(server.socket().await, &path, &[]).await.0, 409);
    older.send(json!({"type": 9, "sequenceId": 7})).await;
    older.send(json!({"type": 8, "sequenceId": 7})).await;
    assert_eq!(older.result("Tick", json!([])).await, json!(1));
    drop(older);
    wait_until("it has ended", || server.observed().ends() == [Disconnect::Lost]).await;
}

#[tokio::test]
async fn a_stranger_does_not_take_a_connection_up() {
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
