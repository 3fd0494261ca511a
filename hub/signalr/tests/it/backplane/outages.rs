//! Nodes that do not hear each other for a while, and nodes that are gone.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::time::{Instant, sleep};

use super::nodes::{Nodes, brief_polls, negotiated_in_memory, polled_in_memory, timed, timed_post};

const CALL: &str = "{\"type\":1,\"invocationId\":\"1\",\"target\":\"Add\",\"arguments\":[1,2]}\u{1e}";

/// Until a node that is not heard of counts as silent, or one that is heard of again is known.
async fn moments() {
    sleep(Duration::from_secs(7)).await;
}

/// A connection by server-sent events on the second node, whose token is the first one's.
struct Events {
    line: DuplexStream,
    path: String,
}

impl Events {
    async fn open(nodes: &Nodes) -> Self {
        let path = negotiated_in_memory(nodes, 0).await;
        let mut line = nodes.all[1].line();
        let head = format!("GET {path} HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer ada\r\n");
        line.write_all(format!("{head}Accept: text/event-stream\r\n\r\n").as_bytes()).await.expect("sent");
        let mut events = Self { line, path };
        events.hear(":\r\n").await;
        let hello = "{\"protocol\":\"json\",\"version\":1}\u{1e}";
        assert_eq!(timed_post(nodes, 1, &events.path, hello).await.status, 200);
        events.hear("data: {}\u{1e}").await;
        events
    }

    /// Reads until this has come.
    async fn hear(&mut self, what: &str) {
        let mut heard = Vec::new();
        while !heard.ends_with(what.as_bytes()) {
            heard.push(self.line.read_u8().await.expect("the stream goes on"));
        }
    }

    /// Calls a method through a node, and hears its answer.
    async fn call(&mut self, nodes: &Nodes, node: usize) {
        assert_eq!(timed_post(nodes, node, &self.path, CALL).await.status, 200, "through node {node}");
        self.hear("\"result\":3}\u{1e}").await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_connection_outlives_an_outage_wherever_its_token_is_from() {
    let nodes = Nodes::new(3).await;
    let mut events = Events::open(&nodes).await;
    nodes.hall.cut();
    for _ in 0..20 {
        moments().await;
        for node in [0, 2] {
            let began = Instant::now();
            let answer = timed_post(&nodes, node, &events.path, CALL).await;
            assert_eq!(answer.status, 503, "{}", answer.body);
            assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
        }
        events.call(&nodes, 1).await;
    }
    nodes.hall.mend();
    moments().await;
    for node in [0, 1, 2] {
        events.call(&nodes, node).await;
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_not_heard_of_for_minutes_is_gone() {
    let nodes = Nodes::new(2).await;
    let events = Events::open(&nodes).await;
    nodes.silence(1);
    moments().await;
    assert_eq!(timed_post(&nodes, 0, &events.path, CALL).await.status, 503);
    sleep(Duration::from_secs(10 * 60)).await;
    assert_eq!(timed_post(&nodes, 0, &events.path, CALL).await.status, 404);
}

#[tokio::test(start_paused = true)]
async fn the_node_of_a_token_says_at_once_that_the_node_of_its_connection_is_silent() {
    let nodes = Nodes::new(3).await;
    let path = polled_in_memory(&nodes).await;
    nodes.silence(1);
    moments().await;
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
async fn a_node_that_never_heard_the_others_does_not_say_that_they_are_gone() {
    let mut nodes = Nodes::new(2).await;
    let path = polled_in_memory(&nodes).await;
    nodes.hall.cut();
    nodes.add(|builder| builder.options(brief_polls())).await;
    assert_eq!(timed_post(&nodes, 2, &path, CALL).await.status, 503);
    nodes.hall.mend();
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
    // Also by one that has never heard of it.
    nodes.add(|builder| builder.options(brief_polls())).await;
    events.call(&nodes, 3).await;
    for node in [1, 2, 3] {
        let stranger = format!("{}&access_token=eve", events.path);
        assert_eq!(crate::support::post_over(nodes.all[node].line(), &stranger, CALL).await.status, 404);
    }
    // When its node leaves too, it is nowhere.
    nodes.all[1].hub.drain(Duration::ZERO).await;
    for node in [2, 3] {
        assert_eq!(timed_post(&nodes, node, &events.path, CALL).await.status, 404);
    }
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_may_be_on_a_silent_node_is_not_said_to_be_gone() {
    let nodes = Nodes::new(3).await;
    let events = Events::open(&nodes).await;
    nodes.all[0].hub.drain(Duration::ZERO).await;
    nodes.silence(1);
    moments().await;
    assert_eq!(timed_post(&nodes, 2, &events.path, CALL).await.status, 503);
}
