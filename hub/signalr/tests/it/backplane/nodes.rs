//! Several nodes in one process, whose messages to each other can be delayed or dropped.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use plenum_signalr::*;
use serde_json::Value;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::support::{Answer, RoundRobinProxy, TestHub, TestServer, request};

/// Options with polls that end before the timeout of a test.
pub(crate) fn brief_polls() -> Options {
    Options { poll_timeout: Duration::from_secs(10), ..Options::default() }
}

pub(crate) struct Nodes {
    pub(crate) network: MemoryNetwork,
    pub(crate) all: Vec<TestServer>,
    /// For each node, whether it receives messages.
    receiving: Vec<watch::Sender<bool>>,
    /// For each node, whether its messages are delivered.
    sending: Vec<Arc<AtomicBool>>,
    /// For each node, the number of messages that it has sent to a single node.
    sent: Vec<Arc<AtomicUsize>>,
    /// The longest message between nodes, in bytes.
    max_message: usize,
}

impl Nodes {
    pub(crate) async fn new(count: usize) -> Self {
        Self::with(count, |builder| builder.options(brief_polls())).await
    }

    pub(crate) async fn with(count: usize, configure: impl Fn(HubBuilder<TestHub>) -> HubBuilder<TestHub>) -> Self {
        Self::with_max_message(64 * 1024, count, configure).await
    }

    /// Nodes whose messages to each other have at most `max_message` bytes.
    pub(crate) async fn with_max_message(
        max_message: usize,
        count: usize,
        configure: impl Fn(HubBuilder<TestHub>) -> HubBuilder<TestHub>,
    ) -> Self {
        let (all, receiving, sending, sent) = Default::default();
        let mut nodes = Self { network: MemoryNetwork::new(), all, receiving, sending, sent, max_message };
        for _ in 0..count {
            nodes.add(&configure).await;
        }
        nodes
    }

    /// Adds one more node.
    pub(crate) async fn add(&mut self, configure: impl Fn(HubBuilder<TestHub>) -> HubBuilder<TestHub>) {
        let (receiving, receiver) = watch::channel(true);
        let sending = Arc::new(AtomicBool::new(true));
        let sent = Arc::<AtomicUsize>::default();
        let node = ControlledBackplane {
            backplane: self.network.node(format!("node-{}", self.all.len())),
            receiving: receiver,
            sending: Arc::clone(&sending),
            sent: Arc::clone(&sent),
            max_message: self.max_message,
        };
        self.all.push(TestServer::start_with(|builder| configure(builder.backplane(Arc::new(node)))).await);
        self.receiving.push(receiving);
        self.sending.push(sending);
        self.sent.push(sent);
    }

    /// Delays the messages to a node from here on.
    pub(crate) fn pause_receiving(&self, node: usize) {
        self.receiving[node].send_replace(false);
    }

    /// Delivers the delayed messages to a node, and all further ones.
    pub(crate) fn resume_receiving(&self, node: usize) {
        self.receiving[node].send_replace(true);
    }

    /// Drops the messages of a node from here on. The node still receives messages.
    pub(crate) fn drop_sent(&self, node: usize) {
        self.sending[node].store(false, Ordering::SeqCst);
    }

    /// Delivers the messages of a node again.
    pub(crate) fn resume_sending(&self, node: usize) {
        self.sending[node].store(true, Ordering::SeqCst);
    }

    /// The number of messages that a node has sent to a single node.
    pub(crate) fn sent_by(&self, node: usize) -> usize {
        self.sent[node].load(Ordering::SeqCst)
    }

    pub(crate) async fn spread(&self) -> RoundRobinProxy {
        RoundRobinProxy::over(self.all.iter().map(|node| node.address).collect()).await
    }

    /// The number of connections of each node.
    pub(crate) fn connection_counts(&self) -> Vec<usize> {
        self.all.iter().map(|node| node.hub.connections()).collect()
    }

    pub(crate) fn connection_count(&self) -> usize {
        self.connection_counts().into_iter().sum()
    }

    /// The only connection, on whichever node it is.
    pub(crate) fn only_connection(&self) -> Connection<String> {
        self.all.iter().find_map(|node| node.hub.clients().all().members().pop()).expect("one connection")
    }

    /// Negotiates on a node and returns the path of the connection.
    pub(crate) async fn negotiated(&self, node: usize, token: &str) -> String {
        let answer = self.request(node, "POST", "/hub/negotiate?negotiateVersion=1", token).await;
        let answer: Value = serde_json::from_str(&answer.body).expect("json");
        format!("/hub?id={}", answer["connectionToken"].as_str().expect("a token"))
    }

    pub(crate) async fn request(&self, node: usize, method: &str, path: &str, token: &str) -> Answer {
        let authorization = format!("Bearer {token}");
        request(self.all[node].socket().await, method, path, &[("Authorization", &authorization)]).await
    }

    pub(crate) async fn post(&self, node: usize, path: &str, body: &str) -> Answer {
        crate::support::post(&self.all[node], &format!("{path}&access_token=ada"), body).await
    }
}

/// One request over an in-memory stream, for tests with a paused clock.
pub(crate) async fn timed(nodes: &Nodes, node: usize, method: &str, path: &str) -> Answer {
    request(nodes.all[node].duplex(), method, path, &[("Authorization", "Bearer ada")]).await
}

/// Negotiates on a node over an in-memory stream and returns the path of the connection.
pub(crate) async fn negotiated_in_memory(nodes: &Nodes, node: usize) -> String {
    let answer = timed(nodes, node, "POST", "/hub/negotiate?negotiateVersion=1").await;
    let answer: Value = serde_json::from_str(&answer.body).expect("json");
    format!("/hub?id={}", answer["connectionToken"].as_str().expect("a token"))
}

/// A polled connection on the second node with a token of the first node; its handshake is finished.
pub(crate) async fn polled_in_memory(nodes: &Nodes) -> String {
    let path = negotiated_in_memory(nodes, 0).await;
    assert_eq!(timed(nodes, 1, "GET", &path).await.status, 200);
    let handshake = "{\"protocol\":\"json\",\"version\":1}\u{1e}";
    assert_eq!(timed_post(nodes, 1, &path, handshake).await.status, 200);
    assert_eq!(timed(nodes, 1, "GET", &path).await.body, "{}\u{1e}");
    path
}

/// One POST over an in-memory stream.
pub(crate) async fn timed_post(nodes: &Nodes, node: usize, path: &str, body: &str) -> Answer {
    crate::support::post_over(nodes.all[node].duplex(), &format!("{path}&access_token=ada"), body).await
}

/// Begins a poll on the first node, and waits until every task waits.
pub(crate) async fn begin_poll(nodes: &Nodes, path: &str) -> JoinHandle<Answer> {
    let (stream, path) = (nodes.all[0].duplex(), path.to_owned());
    let polling = tokio::spawn(async move { request(stream, "GET", &path, &[("Authorization", "Bearer ada")]).await });
    let_tasks_run().await;
    polling
}

/// Waits until every task waits: a paused clock advances only then.
pub(crate) async fn let_tasks_run() {
    tokio::time::sleep(Duration::from_millis(1)).await;
}

/// A backplane whose messages can be delayed or dropped.
struct ControlledBackplane {
    backplane: MemoryBackplane,
    receiving: watch::Receiver<bool>,
    sending: Arc<AtomicBool>,
    sent: Arc<AtomicUsize>,
    max_message: usize,
}

#[async_trait]
impl Backplane for ControlledBackplane {
    fn node(&self) -> &Arc<str> {
        self.backplane.node()
    }

    fn max_message(&self) -> usize {
        self.max_message
    }

    fn publish(&self, to: Recipient<'_>, message: Bytes) -> Handoff {
        if matches!(to, Recipient::Node(_)) {
            self.sent.fetch_add(1, Ordering::SeqCst);
        }
        match self.sending.load(Ordering::SeqCst) {
            true => self.backplane.publish(to, message),
            false => Handoff::Sent,
        }
    }

    async fn receive(&self) -> Option<Bytes> {
        let mut receiving = self.receiving.clone();
        loop {
            receiving.wait_for(|receiving| *receiving).await.ok()?;
            tokio::select! {
                biased;
                _ = receiving.changed() => {}
                message = self.backplane.receive() => return message,
            }
        }
    }
}
