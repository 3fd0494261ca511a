//! Several nodes in one process, whose messages can be held up on their way.

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

/// Polls that end before a test loses its patience.
pub(crate) fn brief_polls() -> Options {
    Options { poll_timeout: Duration::from_secs(10), ..Options::default() }
}

pub(crate) struct Nodes {
    pub(crate) hall: MemoryHall,
    pub(crate) all: Vec<TestServer>,
    /// Whether each hears what is said to it.
    hearing: Vec<watch::Sender<bool>>,
    /// Whether each is heard by the others.
    heard: Vec<Arc<AtomicBool>>,
    /// How much each has said to single ones.
    said: Vec<Arc<AtomicUsize>>,
    /// The longest message between them.
    longest: usize,
}

impl Nodes {
    pub(crate) async fn new(count: usize) -> Self {
        Self::with(count, |builder| builder.options(brief_polls())).await
    }

    pub(crate) async fn with(count: usize, configure: impl Fn(HubBuilder<TestHub>) -> HubBuilder<TestHub>) -> Self {
        Self::over(64 * 1024, count, configure).await
    }

    /// Nodes whose messages to each other are no longer than so many bytes.
    pub(crate) async fn over(
        longest: usize,
        count: usize,
        configure: impl Fn(HubBuilder<TestHub>) -> HubBuilder<TestHub>,
    ) -> Self {
        let (all, hearing, heard, said) = Default::default();
        let mut nodes = Self { hall: MemoryHall::new(), all, hearing, heard, said, longest };
        for _ in 0..count {
            nodes.add(&configure).await;
        }
        nodes
    }

    /// One more node.
    pub(crate) async fn add(&mut self, configure: impl Fn(HubBuilder<TestHub>) -> HubBuilder<TestHub>) {
        let (hears, hearing) = watch::channel(true);
        let heard = Arc::new(AtomicBool::new(true));
        let plane = self.hall.node(format!("node-{}", self.all.len()));
        let said = Arc::<AtomicUsize>::default();
        let node = Held { plane, hearing, heard: Arc::clone(&heard), said: Arc::clone(&said), longest: self.longest };
        self.all.push(TestServer::start_with(|builder| configure(builder.backplane(Arc::new(node)))).await);
        self.hearing.push(hears);
        self.heard.push(heard);
        self.said.push(said);
    }

    /// Holds up what is said to a node from here on.
    pub(crate) fn hold(&self, node: usize) {
        self.hearing[node].send_replace(false);
    }

    /// Loses what a node says from here on, though it hears the others.
    pub(crate) fn silence(&self, node: usize) {
        self.heard[node].store(false, Ordering::SeqCst);
    }

    /// Lets it be heard again.
    pub(crate) fn let_speak(&self, node: usize) {
        self.heard[node].store(true, Ordering::SeqCst);
    }

    /// How much a node has said to single ones by now.
    pub(crate) fn said_by(&self, node: usize) -> usize {
        self.said[node].load(Ordering::SeqCst)
    }

    /// Lets it hear all of it.
    pub(crate) fn let_go(&self, node: usize) {
        self.hearing[node].send_replace(true);
    }

    pub(crate) async fn spread(&self) -> RoundRobinProxy {
        RoundRobinProxy::over(self.all.iter().map(|node| node.address).collect()).await
    }

    /// How many connections live on each node.
    pub(crate) fn living(&self) -> Vec<usize> {
        self.all.iter().map(|node| node.hub.connections()).collect()
    }

    pub(crate) fn living_sum(&self) -> usize {
        self.living().into_iter().sum()
    }

    /// The connection there is, wherever it is.
    pub(crate) fn only(&self) -> Connection<String> {
        self.all.iter().find_map(|node| node.hub.clients().all().members().pop()).expect("one connection")
    }

    /// Negotiates on a node and gives back the path of the connection.
    pub(crate) async fn negotiated(&self, node: usize, token: &str) -> String {
        let answer = self.ask(node, "POST", "/hub/negotiate?negotiateVersion=1", token).await;
        let answer: Value = serde_json::from_str(&answer.body).expect("json");
        format!("/hub?id={}", answer["connectionToken"].as_str().expect("a token"))
    }

    pub(crate) async fn ask(&self, node: usize, method: &str, path: &str, token: &str) -> Answer {
        let authorization = format!("Bearer {token}");
        request(self.all[node].socket().await, method, path, &[("Authorization", &authorization)]).await
    }

    pub(crate) async fn post(&self, node: usize, path: &str, body: &str) -> Answer {
        crate::support::post(&self.all[node], &format!("{path}&access_token=ada"), body).await
    }
}

/// One request over a line in memory, for tests that drive the clock.
pub(crate) async fn timed(nodes: &Nodes, node: usize, method: &str, path: &str) -> Answer {
    request(nodes.all[node].line(), method, path, &[("Authorization", "Bearer ada")]).await
}

/// Negotiates on a node and gives back the path of the connection.
pub(crate) async fn negotiated_in_memory(nodes: &Nodes, node: usize) -> String {
    let answer = timed(nodes, node, "POST", "/hub/negotiate?negotiateVersion=1").await;
    let answer: Value = serde_json::from_str(&answer.body).expect("json");
    format!("/hub?id={}", answer["connectionToken"].as_str().expect("a token"))
}

/// A polled connection on the second node whose token is the first one's, with its handshake done.
pub(crate) async fn polled_in_memory(nodes: &Nodes) -> String {
    let path = negotiated_in_memory(nodes, 0).await;
    assert_eq!(timed(nodes, 1, "GET", &path).await.status, 200);
    let hello = "{\"protocol\":\"json\",\"version\":1}\u{1e}";
    assert_eq!(timed_post(nodes, 1, &path, hello).await.status, 200);
    assert_eq!(timed(nodes, 1, "GET", &path).await.body, "{}\u{1e}");
    path
}

/// A POST over a line in memory.
pub(crate) async fn timed_post(nodes: &Nodes, node: usize, path: &str, body: &str) -> Answer {
    crate::support::post_over(nodes.all[node].line(), &format!("{path}&access_token=ada"), body).await
}

/// Begins a poll on the other node, and waits until nothing more happens: with a clock that stands still, a moment
/// passes when everybody waits.
pub(crate) async fn begin_poll(nodes: &Nodes, path: &str) -> JoinHandle<Answer> {
    let (line, path) = (nodes.all[0].line(), path.to_owned());
    let polling = tokio::spawn(async move { request(line, "GET", &path, &[("Authorization", "Bearer ada")]).await });
    all_wait().await;
    polling
}

pub(crate) async fn all_wait() {
    tokio::time::sleep(Duration::from_millis(1)).await;
}

/// A backplane that can be held up.
struct Held {
    plane: MemoryBackplane,
    hearing: watch::Receiver<bool>,
    heard: Arc<AtomicBool>,
    said: Arc<AtomicUsize>,
    longest: usize,
}

#[async_trait]
impl Backplane for Held {
    fn node(&self) -> &Arc<str> {
        self.plane.node()
    }

    fn max_message(&self) -> usize {
        self.longest
    }

    fn publish(&self, to: Whom<'_>, message: Bytes) -> Handoff {
        if matches!(to, Whom::Node(_)) {
            self.said.fetch_add(1, Ordering::SeqCst);
        }
        match self.heard.load(Ordering::SeqCst) {
            true => self.plane.publish(to, message),
            false => Handoff::Sent,
        }
    }

    async fn receive(&self) -> Option<Bytes> {
        let mut hearing = self.hearing.clone();
        loop {
            hearing.wait_for(|hears| *hears).await.ok()?;
            tokio::select! {
                biased;
                _ = hearing.changed() => {}
                message = self.plane.receive() => return message,
            }
        }
    }
}
