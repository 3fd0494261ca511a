//! What every backplane has to pass, whatever carries its bytes. Shared by the crates that have one.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use axum::Router;
use futures::{SinkExt, StreamExt};
use plenum_signalr::*;
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::{Message, client::IntoClientRequest};
use tokio_tungstenite::{WebSocketStream, client_async};

const PATIENCE: Duration = Duration::from_secs(30);

/// Where the nodes of one test meet.
#[async_trait]
pub(crate) trait Meeting: Sync {
    /// One more node.
    async fn node(&self) -> Arc<dyn Backplane>;
    /// Carries nothing from here on.
    async fn cut(&self);
    /// Carries again.
    async fn mend(&self);
}

struct Plain;

impl Hub for Plain {
    type State = ();
}

struct ByName;

#[async_trait]
impl Authenticator for ByName {
    type State = ();

    async fn authenticate(&self, request: &AuthRequest<'_>) -> Result<Identity<()>, Rejection> {
        Ok(Identity::new(()).user(request.bearer.unwrap_or("nobody")))
    }
}

/// A server on its own address.
struct Node {
    server: HubServer<Plain>,
    address: std::net::SocketAddr,
    name: Arc<str>,
    serving: JoinHandle<()>,
}

impl Drop for Node {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Node {
    async fn at(meeting: &impl Meeting) -> Self {
        let backplane = meeting.node().await;
        let name = backplane.node().clone();
        let server = HubServer::builder(Plain, ByName).backplane(backplane).build();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("bound");
        let router = Router::new().nest("/hub", server.router());
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.expect("serves") });
        Self { server, address, name, serving }
    }

    fn clients(&self) -> &Clients<()> {
        self.server.clients()
    }

    /// A client of this user, and its connection.
    async fn client(&self, user: &str) -> (Client, Connection<()>) {
        let before: BTreeSet<_> = self.ids();
        let request =
            format!("ws://{}/hub?access_token={user}", self.address).into_client_request().expect("a request");
        let stream = TcpStream::connect(self.address).await.expect("listens");
        let (socket, _) = client_async(request, stream).await.expect("an upgrade");
        let mut client = Client { socket, records: VecDeque::new() };
        client.send("{\"protocol\":\"json\",\"version\":1}\u{1e}").await;
        assert_eq!(client.record().await, Some(json!({})));
        until("it is registered", || self.ids().len() > before.len()).await;
        let id = self.ids().difference(&before).next().expect("a new one").clone();
        (client, self.clients().get(&id).expect("registered"))
    }

    fn ids(&self) -> BTreeSet<String> {
        self.clients().all().members().iter().map(|connection| connection.id().to_owned()).collect()
    }
}

struct Client {
    socket: WebSocketStream<TcpStream>,
    records: VecDeque<Value>,
}

impl Client {
    async fn send(&mut self, text: &str) {
        self.socket.send(Message::text(text)).await.expect("sent");
    }

    /// The next message that is no ping; none at the end.
    async fn record(&mut self) -> Option<Value> {
        loop {
            if let Some(record) = self.records.pop_front() {
                if record["type"] != 6 {
                    return Some(record);
                }
                continue;
            }
            match timeout(PATIENCE, self.socket.next()).await.expect("something in time") {
                Some(Ok(Message::Text(text))) => {
                    let records = text.split('\u{1e}').filter(|record| !record.is_empty());
                    self.records.extend(records.map(|record| serde_json::from_str::<Value>(record).expect("json")));
                }
                Some(Ok(_)) => {}
                _ => return None,
            }
        }
    }

    /// Answers the next question, which is this one.
    async fn answers(&mut self, target: &str, arguments: Value, answer: Value) {
        let question = self.record().await.expect("a question");
        assert_eq!((&question["target"], &question["arguments"]), (&json!(target), &arguments));
        self.complete(&question, answer).await;
    }

    async fn complete(&mut self, question: &Value, mut answer: Value) {
        answer["type"] = json!(3);
        answer["invocationId"] = question["invocationId"].clone();
        self.send(&format!("{answer}\u{1e}")).await;
    }

    /// The argument of the next message.
    async fn hears(&mut self) -> Value {
        self.record().await.expect("a message")["arguments"][0].clone()
    }
}

/// Two nodes that know each other.
async fn two(meeting: &impl Meeting) -> (Node, Node) {
    let (one, other) = (Node::at(meeting).await, Node::at(meeting).await);
    acquainted(&[&one, &other]).await;
    (one, other)
}

/// Waits until each of the nodes counts what the others have.
async fn acquainted(nodes: &[&Node]) {
    for node in nodes {
        let all = async {
            loop {
                // A probe of its own, so that nothing else is counted.
                let census = node.clients().user("nobody at all").everywhere().list().await;
                if census.missing.is_empty() && reached(node, nodes).await {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        timeout(PATIENCE, all).await.expect("nodes that meet know each other");
    }
}

/// Whether a message of one node gets to all the others.
async fn reached(from: &Node, nodes: &[&Node]) -> bool {
    let mut probes = Vec::new();
    for node in nodes {
        probes.push(node.client("probe").await);
    }
    let counted = from.clients().user("probe").everywhere().count().await;
    let all = counted.count == nodes.len();
    for ((client, _), node) in probes.into_iter().zip(nodes) {
        drop(client);
        until("the probe is gone", || node.clients().of_user("probe").is_empty()).await;
    }
    all
}

async fn until(what: &str, mut so: impl FnMut() -> bool) {
    let waiting = async {
        while !so() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    timeout(PATIENCE, waiting).await.unwrap_or_else(|_| panic!("never happened: {what}"));
}

fn said(what: impl serde::Serialize) -> Prepared {
    Prepared::new("Said", &(what,)).expect("serialises")
}

/// Everyone, groups, users and connections are reached on every node, each once, and exceptions are not.
pub(crate) async fn messages_reach_whom_they_are_for(meeting: &impl Meeting) {
    let (one, other) = two(meeting).await;
    let (mut ada, adas) = one.client("ada").await;
    let (mut ben, bens) = other.client("ben").await;
    let (mut eve, eves) = other.client("ada").await;
    for connection in [&adas, &bens] {
        connection.join("red");
        connection.join("blue");
    }
    let all = one.clients();
    assert_eq!(all.all().everywhere().send(&said("all")), Handoff::Sent);
    assert_eq!(all.group("red").everywhere().send(&said("red")), Handoff::Sent);
    assert_eq!(all.groups(["red", "blue"]).everywhere().send(&said("groups")), Handoff::Sent);
    assert_eq!(all.user("ada").everywhere().send(&said("user")), Handoff::Sent);
    assert_eq!(all.users(["ada", "ben"]).everywhere().send(&said("users")), Handoff::Sent);
    assert_eq!(all.connection(bens.id()).everywhere().send(&said("connection")), Handoff::Sent);
    assert_eq!(all.connections([adas.id(), eves.id()]).everywhere().send(&said("connections")), Handoff::Sent);
    assert_eq!(all.all().except(bens.id()).everywhere().send(&said("others")), Handoff::Sent);
    assert_eq!(all.group("red").except(adas.id()).everywhere().send(&said("others of red")), Handoff::Sent);
    assert_eq!(all.all().everywhere().send(&said("end")), Handoff::Sent);
    for (client, expected) in [
        (&mut ada, &["all", "red", "groups", "user", "users", "connections", "others"][..]),
        (&mut ben, &["all", "red", "groups", "users", "connection", "others of red"]),
        (&mut eve, &["all", "user", "users", "connections", "others"]),
    ] {
        for expected in expected.iter().chain(&["end"]) {
            assert_eq!(client.hears().await, *expected);
        }
    }
}

/// Long messages arrive whole, and many of them in the order in which they were sent.
pub(crate) async fn messages_arrive_whole_and_in_order(meeting: &impl Meeting) {
    let (one, other) = two(meeting).await;
    let (mut ben, _bens) = other.client("ben").await;
    let long = "long ".repeat(40_000);
    for number in 0..100 {
        assert_eq!(one.clients().user("ben").everywhere().send(&said(number)), Handoff::Sent);
        if number == 50 {
            assert_eq!(one.clients().user("ben").everywhere().send(&said(&long)), Handoff::Sent);
        }
    }
    for number in 0..100 {
        assert_eq!(ben.hears().await, number);
        if number == 50 {
            assert_eq!(ben.hears().await, *long);
        }
    }
}

/// Who joins or leaves a group by word of another node is in it or not.
pub(crate) async fn groups_are_joined_and_left_from_anywhere(meeting: &impl Meeting) {
    let (one, other) = two(meeting).await;
    let (_ada, adas) = one.client("ada").await;
    let (_ben, bens) = other.client("ben").await;
    assert_eq!(one.clients().connections([adas.id(), bens.id()]).everywhere().join("red"), Handoff::Sent);
    until("both are in", || one.clients().in_group("red") + other.clients().in_group("red") == 2).await;
    assert_eq!(one.clients().user("ben").everywhere().leave("red"), Handoff::Sent);
    until("one has left", || other.clients().in_group("red") == 0).await;
    assert_eq!(one.clients().in_group("red"), 1);
}

/// Counts and lists hold every node's connections, and are whole again without a node that has left.
pub(crate) async fn counting_and_listing_know_every_node(meeting: &impl Meeting) {
    let (one, other, third) = (Node::at(meeting).await, Node::at(meeting).await, Node::at(meeting).await);
    acquainted(&[&one, &other, &third]).await;
    let (_ada, adas) = one.client("ada").await;
    let (_ben, bens) = other.client("ben").await;
    let (_eve, eves) = third.client("eve").await;
    for connection in [&adas, &bens] {
        connection.join("red");
    }
    let red = || one.clients().group("red").everywhere();
    assert_eq!(red().count().await, Count { count: 2, missing: Vec::new() });
    assert_eq!(one.clients().all().except(eves.id()).everywhere().count().await.count, 2);
    let census = third.clients().group("red").everywhere().list().await;
    let member = |node: &Node, connection: &Connection<()>, user: &str| Member {
        node: Some(node.name.clone()),
        connection: Arc::from(connection.id()),
        user: Some(Arc::from(user)),
    };
    let listed: std::collections::HashSet<_> = census.members.into_iter().collect();
    assert_eq!(listed, [member(&one, &adas, "ada"), member(&other, &bens, "ben")].into());
    assert!(census.missing.is_empty());

    other.server.drain(Duration::ZERO).await;
    drop((bens, other));
    let whole = async {
        while red().count().await != (Count { count: 1, missing: Vec::new() }) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(PATIENCE, whole).await.expect("a node that has left is not missed");
}

/// A user's connections, or one connection, are closed from any node.
pub(crate) async fn connections_are_closed_from_anywhere(meeting: &impl Meeting) {
    let (one, other) = two(meeting).await;
    let (mut ada, _adas) = one.client("ada").await;
    let (mut also_ada, _also) = other.client("ada").await;
    let (mut ben, bens) = other.client("ben").await;
    assert_eq!(other.clients().user("ada").everywhere().close(CloseReason::Forbidden), Handoff::Sent);
    for client in [&mut ada, &mut also_ada] {
        let close = client.record().await.expect("a last word");
        assert_eq!(close["error"], CloseReason::Forbidden.error().expect("a text"));
        assert_eq!(client.record().await, None);
    }
    assert!(!bens.is_closed());
    assert_eq!(one.clients().connection(bens.id()).everywhere().close(CloseReason::GoingAway), Handoff::Sent);
    assert_eq!(ben.record().await, Some(json!({"type": 7, "allowReconnect": true})));
}

/// A client is asked from any node, as if it were there.
pub(crate) async fn clients_are_asked_from_anywhere(meeting: &impl Meeting) {
    let (one, other) = two(meeting).await;
    let (mut ben, bens) = other.client("ben").await;
    for (answer, expected) in [
        (json!({"result": 7}), Ok(7)),
        (json!({"error": "no idea"}), Err(InvokeError::Client("no idea".to_owned()))),
        (json!({}), Err(InvokeError::Client("Client didn't provide a result.".to_owned()))),
    ] {
        let asking = async {
            let asked = one.clients().invoke::<u32>(bens.id(), "Ask", &(1, "x")).await;
            assert_eq!(asked, expected);
        };
        tokio::join!(asking, ben.answers("Ask", json!([1, "x"]), answer));
    }
    let long = "long ".repeat(40_000);
    let asking = async {
        let asked = one.clients().invoke::<String>(bens.id(), "Ask", &(&long,)).await;
        assert_eq!(asked.as_ref().map(String::len), Ok(20_000), "an answer is bounded like any message of a client");
    };
    tokio::join!(asking, ben.answers("Ask", json!([long]), json!({"result": "x".repeat(20_000)})));

    let nobody = one.clients().invoke::<u32>("nobody", "Ask", &[0; 0]).await;
    assert_eq!(nobody, Err(InvokeError::Unknown(Arc::from("nobody"))));

    // Who loses patience is forgotten: what comes then is no answer to what is asked next.
    let id = bens.id().to_owned();
    {
        let mut impatient = std::pin::pin!(one.clients().invoke::<u32>(&id, "Ask", &[0; 0]));
        let question = tokio::select! {
            asked = &mut impatient => panic!("nobody has answered: {asked:?}"),
            question = ben.record() => question.expect("a question"),
        };
        ben.complete(&question, json!({"result": "late"})).await;
    }
    tokio::join!(
        async { assert_eq!(one.clients().invoke::<u32>(&id, "Next", &[0; 0]).await, Ok(8)) },
        ben.answers("Next", json!([]), json!({"result": 8})),
    );

    // And a client that leaves says so.
    let left = Err(InvokeError::Disconnected(Arc::from(&*id)));
    let leaving = async {
        ben.record().await.expect("a question");
        drop(ben);
    };
    let (asked, ()) = tokio::join!(one.clients().invoke::<u32>(&id, "Ask", &[0; 0]), leaving);
    assert_eq!(asked, left);
}

/// Neither a node that leaves nor one that cannot be heard keeps whoever asks waiting for ever.
pub(crate) async fn asking_ends_with_the_node_that_is_asked(meeting: &impl Meeting) {
    let (one, other) = two(meeting).await;
    let (mut ben, bens) = other.client("ben").await;
    let id: Arc<str> = Arc::from(bens.id());
    drop(bens);
    let lost = async {
        ben.record().await.expect("a question");
        meeting.cut().await;
    };
    let (asked, ()) = tokio::join!(one.clients().invoke::<u32>(&id, "Ask", &[0; 0]), lost);
    assert_eq!(asked, Err(InvokeError::Disconnected(Arc::clone(&id))));
    meeting.mend().await;
    acquainted(&[&one, &other]).await;

    // The other is still known, and not heard.
    meeting.cut().await;
    let asked = one.clients().invoke::<u32>(&id, "Ask", &[0; 0]).await;
    assert_eq!(asked, Err(InvokeError::Unreachable(id)));
}

/// Without the backplane a node serves its own, and says whom it did not reach; with it again, all are reached.
pub(crate) async fn without_it_a_node_is_alone_and_says_so(meeting: &impl Meeting) {
    let (one, other) = two(meeting).await;
    let (mut ada, _adas) = one.client("ada").await;
    let (mut ben, _bens) = other.client("ben").await;
    meeting.cut().await;
    let everyone = || one.clients().all().everywhere();
    let alone = async {
        while everyone().send(&said("alone")) == Handoff::Sent {
            // It may be heard until the node has noticed.
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(PATIENCE, alone).await.expect("what is lost is said");
    assert_eq!(ada.hears().await, "alone");
    let count = everyone().count().await;
    assert_eq!((count.count, count.missing), (1, vec![other.name.clone()]));
    meeting.mend().await;
    let together = async {
        while everyone().count().await.count < 2 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(PATIENCE, together).await.expect("all are reached again");
    assert_eq!(everyone().send(&said("together")), Handoff::Sent);
    for client in [&mut ada, &mut ben] {
        while client.hears().await != "together" {}
    }
}

/// One test for each promise, on a meeting that `$meeting` makes.
macro_rules! promises {
    ($meeting:expr) => {
        $crate::backplane::suite::promises!($meeting;
            messages_reach_whom_they_are_for,
            messages_arrive_whole_and_in_order,
            groups_are_joined_and_left_from_anywhere,
            counting_and_listing_know_every_node,
            connections_are_closed_from_anywhere,
            clients_are_asked_from_anywhere,
            asking_ends_with_the_node_that_is_asked,
            without_it_a_node_is_alone_and_says_so,
        );
    };
    ($meeting:expr; $($promise:ident,)*) => {
        $(
            #[tokio::test(flavor = "multi_thread")]
            async fn $promise() {
                let meeting = $meeting;
                $crate::backplane::suite::$promise(&meeting).await;
            }
        )*
    };
}

pub(crate) use promises;
