//! Nodes that cannot reach each other for a while, and nodes that have left.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::time::{Instant, sleep};

use super::nodes::{Nodes, brief_polls, negotiated_in_memory, polled_in_memory, timed, timed_post};

const CALL: &str = "{\"type\":1,\"invocationId\":\"1\",\"target\":\"Add\",\"arguments\":[1,2]}\u{1e}";

/// Waits until the nodes have noticed that another one is silent, or can be reached again.
async fn wait_until_noticed() {
    sleep(Duration::from_secs(7)).await;
}

/// A connection by server-sent events on the second node, with a token of the first node.
struct Events {
    stream: DuplexStream,
    path: String,
}

impl Events {
    async fn open(nodes: &Nodes) -> Self {
        let path = negotiated_in_memory(nodes, 0).await;
        let mut stream = nodes.all[1].duplex();
        let head = format!("GET {path} HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer ada\r\n");
        stream.write_all(format!("{head}Accept: text/event-stream\r\n\r\n").as_bytes()).await.expect("sent");
        let mut events = Self { stream, path };
        events.read_until(":\r\n").await;
        let handshake = "{\"protocol\":\"json\",\"version\":1}\u{1e}";
        assert_eq!(timed_post(nodes, 1, &events.path, handshake).await.status, 200);
        events.read_until("data: {}\u{1e}").await;
        events
    }

    /// Reads until the stream has this text.
    async fn read_until(&mut self, text: &str) {
        let mut read = Vec::new();
        while !read.ends_with(text.as_bytes()) {
            read.push(self.stream.read_u8().await.expect("the stream continues"));
        }
    }

    /// Calls a method through a node, and reads its result.
    async fn call(&mut self, nodes: &Nodes, node: usize) {
        assert_eq!(timed_post(nodes, node, &self.path, CALL).await.status, 200, "through node {node}");
        self.read_until("\"result\":3}\u{1e}").await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_connection_outlives_an_outage_of_the_backplane() {
    let nodes = Nodes::new(3).await;
    let mut events = Events::open(&nodes).await;
    nodes.network.take_down();
    for _ in 0..20 {
        wait_until_noticed().await;
        for node in [0, 2] {
            let began = Instant::now();
            let answer = timed_post(&nodes, node, &events.path, CALL).await;
            assert_eq!(answer.status, 503, "{}", answer.body);
            assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
        }
        events.call(&nodes, 1).await;
    }
    nodes.network.restore();
    wait_until_noticed().await;
    for node in [0, 1, 2] {
        events.call(&nodes, node).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_node_that_is_silent_for_minutes_counts_as_gone() {
    let nodes = Nodes::new(2).await;
    let events = Events::open(&nodes).await;
    nodes.drop_sent(1);
    wait_until_noticed().await;
    assert_eq!(timed_post(&nodes, 0, &events.path, CALL).await.status, 503);
    sleep(Duration::from_secs(10 * 60)).await;
    assert_eq!(timed_post(&nodes, 0, &events.path, CALL).await.status, 404);
}

#[tokio::test(start_paused = true)]
async fn requests_for_a_silent_node_fail_at_once() {
    let nodes = Nodes::new(3).await;
    let path = polled_in_memory(&nodes).await;
    nodes.drop_sent(1);
    wait_until_noticed().await;
    let began = Instant::now();
    for node in [0, 2] {
        assert_eq!(timed(&nodes, node, "GET", &path).await.status, 503);
    }
    let refresh = path.replace("/hub?", "/hub/refresh?");
    let answer = timed(&nodes, 2, "POST", &refresh).await;
    assert_eq!((answer.status, answer.body.starts_with("{\"error\":")), (503, true), "{}", answer.body);
    assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_node_that_has_not_reached_the_others_yet_does_not_report_them_as_gone() {
    let mut nodes = Nodes::new(2).await;
    let path = polled_in_memory(&nodes).await;
    nodes.network.take_down();
    nodes.add(|builder| builder.options(brief_polls())).await;
    assert_eq!(timed_post(&nodes, 2, &path, CALL).await.status, 503);
    nodes.network.restore();
    assert_eq!(timed_post(&nodes, 2, &path, CALL).await.status, 200);
}

#[tokio::test(start_paused = true)]
async fn a_connection_is_found_when_the_node_of_its_token_has_left() {
    let mut nodes = Nodes::new(3).await;
    let mut events = Events::open(&nodes).await;
    nodes.all[0].hub.drain(Duration::ZERO).await;
    for _ in 0..2 {
        let began = Instant::now();
        events.call(&nodes, 2).await;
        assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
    }
    // A node that joined later finds it too.
    nodes.add(|builder| builder.options(brief_polls())).await;
    events.call(&nodes, 3).await;
    for node in [1, 2, 3] {
        let stranger = format!("{}&access_token=eve", events.path);
        assert_eq!(crate::support::post_over(nodes.all[node].duplex(), &stranger, CALL).await.status, 404);
    }
    // When the node of the connection leaves too, the connection is gone.
    nodes.all[1].hub.drain(Duration::ZERO).await;
    for node in [2, 3] {
        assert_eq!(timed_post(&nodes, node, &events.path, CALL).await.status, 404);
    }
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_may_be_on_a_silent_node_is_not_reported_as_gone() {
    let nodes = Nodes::new(3).await;
    let events = Events::open(&nodes).await;
    nodes.all[0].hub.drain(Duration::ZERO).await;
    nodes.drop_sent(1);
    wait_until_noticed().await;
    assert_eq!(timed_post(&nodes, 2, &events.path, CALL).await.status, 503);
}
