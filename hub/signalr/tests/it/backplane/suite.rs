//! The conformance suite that every backplane must pass. The crates that implement a backplane share it.

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

/// The network that connects the nodes of one test.
#[async_trait]
pub(crate) trait BackplaneNetwork: Sync {
    /// The backplane of one more node.
    async fn node(&self) -> Arc<dyn Backplane>;
    /// Drops all messages from here on.
    async fn cut(&self);
    /// Delivers messages again.
    async fn restore(&self);
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
    async fn at(network: &impl BackplaneNetwork) -> Self {
        let backplane = network.node().await;
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

    /// A client of a user, and its connection.
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

    /// The next message that is not a ping; `None` at the end.
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

    /// Expects an invocation and completes it.
    async fn expect_and_complete(&mut self, target: &str, arguments: Value, completion: Value) {
        let invocation = self.record().await.expect("an invocation");
        assert_eq!((&invocation["target"], &invocation["arguments"]), (&json!(target), &arguments));
        self.complete(&invocation, completion).await;
    }

    async fn complete(&mut self, invocation: &Value, mut completion: Value) {
        completion["type"] = json!(3);
        completion["invocationId"] = invocation["invocationId"].clone();
        self.send(&format!("{completion}\u{1e}")).await;
    }

    /// The argument of the next message.
    async fn next_argument(&mut self) -> Value {
        self.record().await.expect("a message")["arguments"][0].clone()
    }
}

/// Two nodes that can reach each other.
async fn two_nodes(network: &impl BackplaneNetwork) -> (Node, Node) {
    let (one, other) = (Node::at(network).await, Node::at(network).await);
    wait_until_connected(&[&one, &other]).await;
    (one, other)
}

/// Waits until each node can reach all the others.
async fn wait_until_connected(nodes: &[&Node]) {
    for node in nodes {
        let all = async {
            loop {
                // No connection has this user, so a complete answer is empty.
                let list = node.clients().user("nobody at all").on_all_nodes().list().await;
                if list.missing.is_empty() && reached(node, nodes).await {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        timeout(PATIENCE, all).await.expect("the nodes reach each other");
    }
}

/// Whether a message of one node reaches all the others.
async fn reached(from: &Node, nodes: &[&Node]) -> bool {
    let mut probes = Vec::new();
    for node in nodes {
        probes.push(node.client("probe").await);
    }
    let counted = from.clients().user("probe").on_all_nodes().count().await;
    let all = counted.count == nodes.len();
    for ((client, _), node) in probes.into_iter().zip(nodes) {
        drop(client);
        until("the probe is gone", || node.clients().of_user("probe").is_empty()).await;
    }
    all
}

async fn until(what: &str, mut condition: impl FnMut() -> bool) {
    let waiting = async {
        while !condition() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    timeout(PATIENCE, waiting).await.unwrap_or_else(|_| panic!("never happened: {what}"));
}

fn message(argument: impl serde::Serialize) -> Prepared {
    Prepared::new("Said", &(argument,)).expect("serialises")
}

/// A message reaches every addressed connection on every node exactly once, and no excluded one.
pub(crate) async fn messages_reach_every_addressed_connection_once(network: &impl BackplaneNetwork) {
    let (one, other) = two_nodes(network).await;
    let (mut ada, adas) = one.client("ada").await;
    let (mut ben, bens) = other.client("ben").await;
    let (mut eve, eves) = other.client("ada").await;
    for connection in [&adas, &bens] {
        connection.join("red");
        connection.join("blue");
    }
    let all = one.clients();
    assert_eq!(all.all().on_all_nodes().send(&message("all")), Handoff::Sent);
    assert_eq!(all.group("red").on_all_nodes().send(&message("red")), Handoff::Sent);
    assert_eq!(all.groups(["red", "blue"]).on_all_nodes().send(&message("groups")), Handoff::Sent);
    assert_eq!(all.user("ada").on_all_nodes().send(&message("user")), Handoff::Sent);
    assert_eq!(all.users(["ada", "ben"]).on_all_nodes().send(&message("users")), Handoff::Sent);
    assert_eq!(all.connection(bens.id()).on_all_nodes().send(&message("connection")), Handoff::Sent);
    assert_eq!(all.connections([adas.id(), eves.id()]).on_all_nodes().send(&message("connections")), Handoff::Sent);
    assert_eq!(all.all().except(bens.id()).on_all_nodes().send(&message("others")), Handoff::Sent);
    assert_eq!(all.group("red").except(adas.id()).on_all_nodes().send(&message("others of red")), Handoff::Sent);
    assert_eq!(all.all().on_all_nodes().send(&message("end")), Handoff::Sent);
    for (client, expected) in [
        (&mut ada, &["all", "red", "groups", "user", "users", "connections", "others"][..]),
        (&mut ben, &["all", "red", "groups", "users", "connection", "others of red"]),
        (&mut eve, &["all", "user", "users", "connections", "others"]),
    ] {
        for expected in expected.iter().chain(&["end"]) {
            assert_eq!(client.next_argument().await, *expected);
        }
    }
}

/// Long messages arrive whole, and messages arrive in the order in which they were sent.
pub(crate) async fn messages_arrive_whole_and_in_order(network: &impl BackplaneNetwork) {
    let (one, other) = two_nodes(network).await;
    let (mut ben, _bens) = other.client("ben").await;
    let long = "long ".repeat(40_000);
    for number in 0..100 {
        assert_eq!(one.clients().user("ben").on_all_nodes().send(&message(number)), Handoff::Sent);
        if number == 50 {
            assert_eq!(one.clients().user("ben").on_all_nodes().send(&message(&long)), Handoff::Sent);
        }
    }
    for number in 0..100 {
        assert_eq!(ben.next_argument().await, number);
        if number == 50 {
            assert_eq!(ben.next_argument().await, *long);
        }
    }
}

/// A node can add connections of other nodes to a group, and remove them.
pub(crate) async fn groups_are_joined_and_left_from_any_node(network: &impl BackplaneNetwork) {
    let (one, other) = two_nodes(network).await;
    let (_ada, adas) = one.client("ada").await;
    let (_ben, bens) = other.client("ben").await;
    assert_eq!(one.clients().connections([adas.id(), bens.id()]).on_all_nodes().join("red"), Handoff::Sent);
    until("both are in", || one.clients().in_group("red") + other.clients().in_group("red") == 2).await;
    assert_eq!(one.clients().user("ben").on_all_nodes().leave("red"), Handoff::Sent);
    until("one has left", || other.clients().in_group("red") == 0).await;
    assert_eq!(one.clients().in_group("red"), 1);
}

/// Counts and lists include the connections of every node, and are complete again after a node has left.
pub(crate) async fn counts_and_lists_include_every_node(network: &impl BackplaneNetwork) {
    let (one, other, third) = (Node::at(network).await, Node::at(network).await, Node::at(network).await);
    wait_until_connected(&[&one, &other, &third]).await;
    let (_ada, adas) = one.client("ada").await;
    let (_ben, bens) = other.client("ben").await;
    let (_eve, eves) = third.client("eve").await;
    for connection in [&adas, &bens] {
        connection.join("red");
    }
    let red = || one.clients().group("red").on_all_nodes();
    assert_eq!(red().count().await, ConnectionCount { count: 2, missing: Vec::new() });
    assert_eq!(one.clients().all().except(eves.id()).on_all_nodes().count().await.count, 2);
    let list = third.clients().group("red").on_all_nodes().list().await;
    let member = |node: &Node, connection: &Connection<()>, user: &str| ListedConnection {
        node: Some(node.name.clone()),
        connection: Arc::from(connection.id()),
        user: Some(Arc::from(user)),
    };
    let listed: std::collections::HashSet<_> = list.connections.into_iter().collect();
    assert_eq!(listed, [member(&one, &adas, "ada"), member(&other, &bens, "ben")].into());
    assert!(list.missing.is_empty());

    other.server.drain(Duration::ZERO).await;
    drop((bens, other));
    let complete = async {
        while red().count().await != (ConnectionCount { count: 1, missing: Vec::new() }) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(PATIENCE, complete).await.expect("a node that has left is not missing");
}

/// Any node can close a user's connections, or one connection.
pub(crate) async fn connections_are_closed_from_any_node(network: &impl BackplaneNetwork) {
    let (one, other) = two_nodes(network).await;
    let (mut ada, _adas) = one.client("ada").await;
    let (mut also_ada, _also) = other.client("ada").await;
    let (mut ben, bens) = other.client("ben").await;
    assert_eq!(other.clients().user("ada").on_all_nodes().close(CloseReason::Forbidden), Handoff::Sent);
    for client in [&mut ada, &mut also_ada] {
        let close = client.record().await.expect("a close message");
        assert_eq!(close["error"], CloseReason::Forbidden.error().expect("a text"));
        assert_eq!(client.record().await, None);
    }
    assert!(!bens.is_closed());
    assert_eq!(one.clients().connection(bens.id()).on_all_nodes().close(CloseReason::GoingAway), Handoff::Sent);
    assert_eq!(ben.record().await, Some(json!({"type": 7, "allowReconnect": true})));
}

/// Any node can invoke a client method with a result, wherever the client is connected.
pub(crate) async fn clients_are_invoked_from_any_node(network: &impl BackplaneNetwork) {
    let (one, other) = two_nodes(network).await;
    let (mut ben, bens) = other.client("ben").await;
    for (answer, expected) in [
        (json!({"result": 7}), Ok(7)),
        (json!({"error": "no idea"}), Err(InvokeError::Client("no idea".to_owned()))),
        (json!({}), Err(InvokeError::Client("Client didn't provide a result.".to_owned()))),
    ] {
        let invoking = async {
            let result = one.clients().invoke::<u32>(bens.id(), "Ask", &(1, "x")).await;
            assert_eq!(result, expected);
        };
        tokio::join!(invoking, ben.expect_and_complete("Ask", json!([1, "x"]), answer));
    }
    let long = "long ".repeat(40_000);
    let invoking = async {
        let result = one.clients().invoke::<String>(bens.id(), "Ask", &(&long,)).await;
        assert_eq!(result.as_ref().map(String::len), Ok(20_000), "a result is bounded like any message of a client");
    };
    tokio::join!(invoking, ben.expect_and_complete("Ask", json!([long]), json!({"result": "x".repeat(20_000)})));

    let nobody = one.clients().invoke::<u32>("nobody", "Ask", &[0; 0]).await;
    assert_eq!(nobody, Err(InvokeError::Unknown(Arc::from("nobody"))));

    // A dropped invocation is forgotten: a late completion is not taken for the result of the next one.
    let id = bens.id().to_owned();
    {
        let mut dropped = std::pin::pin!(one.clients().invoke::<u32>(&id, "Ask", &[0; 0]));
        let invocation = tokio::select! {
            result = &mut dropped => panic!("the client has not completed it: {result:?}"),
            invocation = ben.record() => invocation.expect("an invocation"),
        };
        ben.complete(&invocation, json!({"result": "late"})).await;
    }
    tokio::join!(
        async { assert_eq!(one.clients().invoke::<u32>(&id, "Next", &[0; 0]).await, Ok(8)) },
        ben.expect_and_complete("Next", json!([]), json!({"result": 8})),
    );

    // An invocation of a client that disconnects fails.
    let disconnected = Err(InvokeError::Disconnected(Arc::from(&*id)));
    let disconnecting = async {
        ben.record().await.expect("an invocation");
        drop(ben);
    };
    let (result, ()) = tokio::join!(one.clients().invoke::<u32>(&id, "Ask", &[0; 0]), disconnecting);
    assert_eq!(result, disconnected);
}

/// An invocation fails when the client's node is lost, and when that node is known but cannot be reached.
pub(crate) async fn an_invocation_fails_when_the_node_of_the_client_is_lost(network: &impl BackplaneNetwork) {
    let (one, other) = two_nodes(network).await;
    let (mut ben, bens) = other.client("ben").await;
    let id: Arc<str> = Arc::from(bens.id());
    drop(bens);
    let lost = async {
        ben.record().await.expect("an invocation");
        network.cut().await;
    };
    let (result, ()) = tokio::join!(one.clients().invoke::<u32>(&id, "Ask", &[0; 0]), lost);
    assert_eq!(result, Err(InvokeError::Disconnected(Arc::clone(&id))));
    network.restore().await;
    wait_until_connected(&[&one, &other]).await;

    // The other node is still known, but cannot be reached.
    network.cut().await;
    let result = one.clients().invoke::<u32>(&id, "Ask", &[0; 0]).await;
    assert_eq!(result, Err(InvokeError::Unreachable(id)));
}

/// Without the backplane a node serves its own clients and names the nodes it cannot reach; afterwards all are reached.
pub(crate) async fn a_disconnected_node_serves_its_own_clients_and_reports_the_missing_nodes(
    network: &impl BackplaneNetwork,
) {
    let (one, other) = two_nodes(network).await;
    let (mut ada, _adas) = one.client("ada").await;
    let (mut ben, _bens) = other.client("ben").await;
    network.cut().await;
    let everyone = || one.clients().all().on_all_nodes();
    let alone = async {
        while everyone().send(&message("alone")) == Handoff::Sent {
            // A send may still succeed until the node has noticed the loss.
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(PATIENCE, alone).await.expect("a lost message is reported");
    assert_eq!(ada.next_argument().await, "alone");
    let count = everyone().count().await;
    assert_eq!((count.count, count.missing), (1, vec![other.name.clone()]));
    network.restore().await;
    let together = async {
        while everyone().count().await.count < 2 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(PATIENCE, together).await.expect("all are reached again");
    assert_eq!(everyone().send(&message("together")), Handoff::Sent);
    for client in [&mut ada, &mut ben] {
        while client.next_argument().await != "together" {}
    }
}

/// One test for each function of the suite, each on a network of its own that `$network` makes.
macro_rules! backplane_tests {
    ($network:expr) => {
        $crate::backplane::suite::backplane_tests!($network;
            messages_reach_every_addressed_connection_once,
            messages_arrive_whole_and_in_order,
            groups_are_joined_and_left_from_any_node,
            counts_and_lists_include_every_node,
            connections_are_closed_from_any_node,
            clients_are_invoked_from_any_node,
            an_invocation_fails_when_the_node_of_the_client_is_lost,
            a_disconnected_node_serves_its_own_clients_and_reports_the_missing_nodes,
        );
    };
    ($network:expr; $($test:ident,)*) => {
        $(
            #[tokio::test(flavor = "multi_thread")]
            async fn $test() {
                let network = $network;
                $crate::backplane::suite::$test(&network).await;
            }
        )*
    };
}

pub(crate) use backplane_tests;
