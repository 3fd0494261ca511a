//! Requests that arrive at another node than that of their connection or their token.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use plenum_signalr::{CloseReason, Disconnect, Options, Prepared, StatefulReconnect};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;

use super::nodes::{Nodes, begin_poll, brief_polls, let_tasks_run, polled_in_memory, timed, timed_post};
use crate::support::{Client, OfficialClient, connect_refused, wait_until};

async fn official_client_over_several_nodes(transport: &str, protocol: &str) {
    let nodes = Nodes::new(3).await;
    let spread = nodes.spread().await;
    let settings = json!({"transport": transport, "protocol": protocol, "targets": ["News"], "accessToken": "ada"});
    let mut client = OfficialClient::start_at(spread.address, settings).await;
    assert_eq!(client.event(|_| true).await["event"], "connected");
    for number in 0..10 {
        assert_eq!(client.result("Add", json!([number, 1])).await, number + 1);
    }
    assert_eq!(client.result("Join", json!(["room"])).await, true);
    assert_eq!(client.result("Echo", json!(["x".repeat(20_000)])).await, "x".repeat(20_000));
    for (number, node) in nodes.all.iter().enumerate() {
        let message = Prepared::new("News", &[number]).expect("serialises");
        let _ = node.hub.clients().group("room").on_all_nodes().send(&message);
    }
    let mut received = Vec::new();
    for _ in 0..3 {
        received.push(client.event_named("received").await["args"][0].as_u64().expect("a number"));
    }
    received.sort_unstable();
    assert_eq!(received, [0, 1, 2]);
    client.send_command(json!({"stream": "Count", "args": [30], "id": 5})).await;
    for number in 0..30 {
        assert_eq!(client.event_named("item").await["value"], number);
    }
    client.event_named("streamed").await;
    assert_eq!(nodes.connection_count(), 1, "{:?}", nodes.connection_counts());
    if transport != "webSockets" {
        assert_eq!(spread.reached_by("POST"), 3);
    }
    client.stop().await;
    wait_until("the connection is gone", || nodes.connection_count() == 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_official_client_over_spread_nodes_by_web_sockets() {
    official_client_over_several_nodes("webSockets", "json").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_official_client_over_spread_nodes_by_server_sent_events() {
    official_client_over_several_nodes("serverSentEvents", "json").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_official_client_over_spread_nodes_by_long_polling() {
    official_client_over_several_nodes("longPolling", "json").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_official_client_over_spread_nodes_by_long_polling_in_messagepack() {
    official_client_over_several_nodes("longPolling", "messagepack").await;
}

#[tokio::test]
async fn a_token_begins_one_connection_on_any_node() {
    let nodes = Nodes::new(2).await;
    let path = nodes.negotiated(0, "ada").await;
    let mut client = Client::open(nodes.all[1].socket().await, &format!("{path}&access_token=ada"), &[]).await;
    client.shake_hands().await;
    assert_eq!(client.result("Add", json!([1, 2])).await, 3);
    assert_eq!(nodes.connection_counts(), [0, 1]);
    for node in [0, 1] {
        let again = connect_refused(nodes.all[node].socket().await, &format!("{path}&access_token=ada"), &[]).await;
        assert!(matches!(again.0, 404 | 409), "{again:?}");
    }
    drop(client);
    wait_until("it has ended", || nodes.connection_count() == 0).await;
    for node in [0, 1] {
        assert_eq!(nodes.request(node, "GET", &path, "ada").await.status, 404);
    }
}

#[tokio::test]
async fn every_node_refuses_a_token_from_another_user_or_session() {
    let nodes = Nodes::new(2).await;
    let path = nodes.negotiated(0, "ada:1").await;
    for stranger in ["ben:1", "ada:2"] {
        let with_token = format!("{path}&access_token={stranger}");
        let refused = connect_refused(nodes.all[1].socket().await, &with_token, &[]).await;
        assert_eq!(refused.0, 404, "{stranger}");
        for method in ["GET", "POST"] {
            assert_eq!(nodes.request(1, method, &path, stranger).await.status, 404, "{stranger} {method}");
        }
    }
    let mut client = Client::open(nodes.all[1].socket().await, &format!("{path}&access_token=ada:1"), &[]).await;
    client.shake_hands().await;
}

#[tokio::test]
async fn every_request_of_a_polled_connection_may_reach_any_node() {
    let nodes = Nodes::new(3).await;
    let path = nodes.negotiated(0, "ada").await;
    // Some clients send the handshake before they connect; it moves with the token.
    let handshake = nodes.post(1, &path, "{\"protocol\":\"json\",\"version\":0}\u{1e}").await;
    assert_eq!((handshake.status, handshake.body.as_str()), (200, ""));
    let first = nodes.request(2, "GET", &path, "ada").await;
    assert_eq!((first.status, first.body.as_str()), (200, ""));
    assert_eq!(nodes.connection_counts(), [0, 0, 1]);
    let answer = nodes.request(1, "GET", &path, "ada").await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "{}\u{1e}"));
    assert!(answer.head.contains("application/octet-stream"), "{}", answer.head);
    let call = "{\"type\":1,\"invocationId\":\"1\",\"target\":\"Add\",\"arguments\":[1,2]}\u{1e}";
    assert_eq!(nodes.post(0, &path, call).await.status, 200);
    let answer = nodes.request(0, "GET", &path, "ada").await;
    assert_eq!(answer.body, "{\"type\":3,\"invocationId\":\"1\",\"result\":3}\u{1e}");
    // An answer longer than a message of the backplane.
    let long = Prepared::new("News", &["x".repeat(150_000)]).expect("serialises");
    nodes.only_connection().send(&long).expect("one of any size");
    assert!(nodes.request(1, "GET", &path, "ada").await.body.len() > 150_000);
    assert_eq!(nodes.request(1, "DELETE", &path, "ada").await.status, 202);
    wait_until("it has ended", || nodes.connection_count() == 0).await;
    wait_until("by its client", || nodes.all[2].test_hub().ends() == [Disconnect::ByClient]).await;
    let statuses =
        [nodes.request(0, "GET", &path, "ada").await.status, nodes.request(1, "GET", &path, "ada").await.status];
    assert!(statuses.iter().all(|status| matches!(status, 204 | 404)), "{statuses:?}");
}

#[tokio::test]
async fn credentials_are_renewed_through_any_node() {
    let nodes = Nodes::new(3).await;
    let path = nodes.negotiated(0, "ada:only:900:red").await;
    let token = "ada:only:900:red";
    let mut client = Client::open(nodes.all[1].socket().await, &format!("{path}&access_token={token}"), &[]).await;
    client.shake_hands().await;
    let refresh = path.replace("/hub?", "/hub/refresh?");
    let answer = nodes.request(2, "POST", &refresh, "ada:only:950:blue").await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "{\"tokenLifetimeSeconds\":850}"));
    assert_eq!(nodes.only_connection().groups(), [Arc::from("blue")]);
    assert_eq!(nodes.all[1].test_hub().refreshed.load(Ordering::SeqCst), 1);
    let refused = nodes.request(2, "POST", &refresh, "ben:only:950:blue").await;
    assert_eq!(refused.status, 403);
    assert!(refused.body.starts_with("{\"error\":"), "{}", refused.body);
}

#[tokio::test(start_paused = true)]
async fn a_poll_whose_client_disconnects_takes_no_messages() {
    let nodes = Nodes::new(2).await;
    let path = polled_in_memory(&nodes).await;
    let connection = nodes.only_connection();
    begin_poll(&nodes, &path).await.abort();
    let_tasks_run().await;
    connection.send(&Prepared::new("News", &[1]).expect("serialises")).expect("room");
    assert!(timed(&nodes, 0, "GET", &path).await.body.contains("News"));
    let_tasks_run().await;
    assert!(!connection.is_closed());
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_to_a_poll_closes_the_connection() {
    let nodes = Nodes::new(2).await;
    let path = polled_in_memory(&nodes).await;
    let connection = nodes.only_connection();
    let polling = begin_poll(&nodes, &path).await;
    nodes.network.take_down();
    connection.send(&Prepared::new("News", &[1]).expect("serialises")).expect("taken");
    let_tasks_run().await;
    assert!(connection.is_closed());
    assert_eq!(polling.await.expect("an answer").status, 503);
    nodes.network.restore();
    wait_until("the last hook ran", || {
        nodes.all[1].test_hub().ends() == [Disconnect::Closed(CloseReason::TryAgainLater)]
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_newer_poll_ends_an_older_one_across_nodes() {
    let nodes = Nodes::new(2).await;
    let path = polled_in_memory(&nodes).await;
    let older = begin_poll(&nodes, &path).await;
    nodes.only_connection().send(&Prepared::new("News", &[1]).expect("serialises")).expect("taken");
    assert!(older.await.expect("an answer").body.contains("News"));
    let older = begin_poll(&nodes, &path).await;
    let newer = begin_poll(&nodes, &path).await;
    assert_eq!(older.await.expect("an answer").status, 204);
    let quiet = newer.await.expect("an answer");
    assert_eq!((quiet.status, quiet.body.as_str()), (200, ""), "no message was sent");
}

#[tokio::test(start_paused = true)]
async fn requests_for_a_gone_node_get_404_and_for_a_silent_one_503() {
    let nodes = Nodes::new(2).await;
    let gone = timed(&nodes, 1, "GET", "/hub?id=node-9.secret").await;
    assert_eq!((gone.status, gone.body.as_str()), (404, "No Connection with that ID"));
    let answer = timed(&nodes, 0, "POST", "/hub/negotiate?negotiateVersion=1").await;
    let answer: Value = serde_json::from_str(&answer.body).expect("json");
    let path = format!("/hub?id={}", answer["connectionToken"].as_str().expect("a token"));
    nodes.network.take_down();
    let silent = timed(&nodes, 1, "GET", &path).await;
    assert_eq!(silent.status, 503, "{}", silent.body);
    nodes.network.restore();
    assert_eq!(timed(&nodes, 1, "GET", &path).await.status, 200);
}

#[tokio::test(start_paused = true)]
async fn relayed_bodies_and_requests_are_limited() {
    let options = Options { max_relayed_body: 1_000, max_relays: 1, ..brief_polls() };
    let nodes = Nodes::with(2, move |builder| builder.options(options.clone())).await;
    let path = polled_in_memory(&nodes).await;
    let post = async |length: usize| {
        let path = format!("{path}&access_token=ada");
        crate::support::post_over(nodes.all[0].duplex(), &path, &"x".repeat(length)).await.status
    };
    assert_eq!(post(1_001).await, 413);
    assert_eq!(post(1_000).await, 200, "the connection's node parses the body");
    let polling = begin_poll(&nodes, &path).await;
    assert_eq!(post(1).await, 503, "one relayed request is allowed");
    assert_eq!(polling.await.expect("an answer").status, 200);
    assert_eq!(post(1).await, 200);
}

#[tokio::test(start_paused = true)]
async fn a_user_with_stalled_bodies_leaves_relay_memory_to_others() {
    let options = Options { max_relayed_body: 1_000, relay_bytes: 2_000, ..brief_polls() };
    let nodes = Nodes::with(2, move |builder| builder.options(options.clone())).await;
    let path = polled_in_memory(&nodes).await;
    let mut slow = nodes.all[0].duplex();
    let head = format!("POST {path}&access_token=ada HTTP/1.1\r\nHost: here\r\nContent-Length: 1000\r\n\r\n");
    slow.write_all(head.as_bytes()).await.expect("sent");
    let_tasks_run().await;
    assert_eq!(timed_post(&nodes, 0, &path, "x").await.status, 503, "this user's limit is reached");
    let stranger = format!("{path}&access_token=ben");
    let relayed = crate::support::post_over(nodes.all[0].duplex(), &stranger, &"x".repeat(1_000)).await;
    assert_eq!(relayed.status, 404, "the request was relayed, and refused there");
    drop(slow);
    let_tasks_run().await;
    assert_eq!(timed_post(&nodes, 0, &path, "").await.status, 200);
}

#[tokio::test(start_paused = true)]
async fn a_relayed_post_waits_for_a_busy_connection() {
    let nodes = Nodes::new(2).await;
    let path = polled_in_memory(&nodes).await;
    let wait = "{\"type\":1,\"invocationId\":\"w\",\"target\":\"Wait\",\"arguments\":[]}\u{1e}";
    let long = json!({"type": 1, "invocationId": "e", "target": "Echo", "arguments": ["x".repeat(20_000)]});
    let post = async |body: String| {
        let path = format!("{path}&access_token=ada");
        crate::support::post_over(nodes.all[0].duplex(), &path, &body).await.status
    };
    assert_eq!(post(wait.to_owned()).await, 200);
    // More bytes than the read-ahead and the queue hold, in calls that wait for the first one.
    let posting = post(format!("{long}\u{1e}").repeat(10));
    let slowly = async {
        tokio::time::sleep(Duration::from_secs(10)).await;
        nodes.all[1].test_hub().gate.0.add_permits(1);
    };
    let (status, ()) = tokio::join!(posting, slowly);
    assert_eq!(status, 200);
    let mut answers = String::new();
    while answers.matches("\"invocationId\":\"e\"").count() < 10 {
        answers.push_str(&timed(&nodes, 1, "GET", &path).await.body);
    }
    assert!(!nodes.only_connection().is_closed(), "no message was cut");
}

#[tokio::test]
async fn a_lost_socket_is_replaced_only_on_the_node_of_the_connection() {
    let stateful = StatefulReconnect::default();
    let options = Options { stateful_reconnect: Some(stateful), ..Options::default() };
    let nodes = Nodes::with(2, move |builder| builder.options(options.clone())).await;
    let answer = nodes.request(0, "POST", "/hub/negotiate?negotiateVersion=1&useStatefulReconnect=true", "ada").await;
    let answer: Value = serde_json::from_str(&answer.body).expect("json");
    let path = format!("/hub?id={}&access_token=ada", answer["connectionToken"].as_str().expect("a token"));
    let mut first = Client::open(nodes.all[1].socket().await, &path, &[]).await;
    first.send_text("{\"protocol\":\"json\",\"version\":2}\u{1e}").await;
    assert_eq!(first.record().await, json!({}));
    drop(first);
    let refused = connect_refused(nodes.all[0].socket().await, &path, &[]).await;
    assert!(matches!(refused.0, 404 | 409), "{refused:?}");
    let mut second = Client::open(nodes.all[1].socket().await, &path, &[]).await;
    second.send(json!({"type": 9, "sequenceId": 1})).await;
    assert_eq!(second.record().await, json!({"type": 9, "sequenceId": 1}));
    assert_eq!(second.result("Add", json!([1, 2])).await, 3);
}
