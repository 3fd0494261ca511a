//! The test harness: a hub that records its calls, a server on a port of its own, and a client that uses JSON.
//!
//! Tests with a paused clock use an in-memory stream instead of a socket, because a paused clock advances while a
//! socket is awaited.

mod client;
mod cutting_proxy;
mod hub;
mod official_client;
#[expect(unreachable_pub, reason = "the harness of the whole product offers it to others")]
#[path = "../../../../testkit/src/program/round_robin_proxy.rs"]
mod round_robin_proxy;
mod router_server;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use plenum_signalr::{HubBuilder, HubRoutes, HubServer, Options};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, DuplexStream};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

pub(crate) use client::{ByteStream, Client, connect_refused};
pub(crate) use cutting_proxy::{CuttingProxy, Direction};
pub(crate) use hub::TestHub;
pub(crate) use official_client::OfficialClient;
pub(crate) use round_robin_proxy::RoundRobinProxy;
pub(crate) use router_server::{AllowAll, RouterServer};

/// Longer than anything a test waits for on a healthy server.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct TestServer {
    pub(crate) hub: HubServer<TestHub>,
    pub(crate) address: SocketAddr,
    router: Router,
    connections: Arc<Mutex<JoinSet<()>>>,
}

impl TestServer {
    pub(crate) async fn start() -> Self {
        Self::start_with(|builder| builder).await
    }

    pub(crate) async fn with_options(options: Options) -> Self {
        Self::start_with(|builder| builder.options(options)).await
    }

    pub(crate) async fn start_with(configure: impl FnOnce(HubBuilder<TestHub>) -> HubBuilder<TestHub>) -> Self {
        let hub = configure(hub::builder()).build();
        // The second address ignores case.
        let router = Router::new()
            .nest("/hub", hub.router())
            .nest("/any", HubRoutes::new().hub("/Case", hub.endpoint()).into_router());
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("bound");
        let connections = Arc::new(Mutex::new(JoinSet::new()));
        let accept = {
            let (router, connections) = (router.clone(), Arc::downgrade(&connections));
            async move {
                while let Ok((socket, _)) = listener.accept().await {
                    let Some(connections) = connections.upgrade() else { break };
                    connections.lock().expect("not poisoned").spawn(serve(socket, router.clone()));
                }
            }
        };
        connections.lock().expect("not poisoned").spawn(accept);
        Self { hub, address, router, connections }
    }

    /// An in-memory stream to the server, for tests with a paused clock.
    pub(crate) fn duplex(&self) -> DuplexStream {
        self.duplex_of(64 * 1024)
    }

    /// An in-memory stream to the server with a buffer of this many bytes in each direction.
    pub(crate) fn duplex_of(&self, bytes: usize) -> DuplexStream {
        let (ours, theirs) = tokio::io::duplex(bytes);
        self.connections.lock().expect("not poisoned").spawn(serve(theirs, self.router.clone()));
        ours
    }

    pub(crate) async fn socket(&self) -> TcpStream {
        TcpStream::connect(self.address).await.expect("the server listens")
    }

    /// A client that has finished its handshake.
    pub(crate) async fn client(&self) -> Client {
        self.client_at("/hub").await
    }

    pub(crate) async fn client_at(&self, path: &str) -> Client {
        let mut client = Client::open(self.socket().await, path, &[]).await;
        client.shake_hands().await;
        client
    }

    /// A client of a user that has finished its handshake.
    pub(crate) async fn client_of(&self, user: &str) -> Client {
        self.client_at(&format!("/hub?access_token={user}")).await
    }

    /// A client that has finished its handshake, on an in-memory stream.
    pub(crate) async fn timed_client(&self, path: &str) -> Client {
        let mut client = Client::open(self.duplex(), path, &[]).await;
        client.shake_hands().await;
        client
    }

    /// One plain HTTP request: status, headers in lower case, body.
    pub(crate) async fn http(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        request(self.socket().await, method, path, headers).await
    }

    /// Negotiates and returns the parsed body.
    pub(crate) async fn negotiate(&self, query: &str) -> serde_json::Value {
        let answer = self.http("POST", &format!("/hub/negotiate{query}"), &[]).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        serde_json::from_str(&answer.body).expect("json")
    }

    pub(crate) fn test_hub(&self) -> &TestHub {
        self.hub.hub()
    }
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

pub(crate) async fn request(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
) -> Answer {
    let mut text = format!("{method} {path} HTTP/1.1\r\nHost: here\r\n");
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("connection")) {
        text.push_str("Connection: close\r\n");
    }
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    text.push_str("Content-Length: 0\r\n\r\n");
    stream.write_all(text.as_bytes()).await.expect("the request is sent");
    let mut answer = Vec::new();
    tokio::time::timeout(PATIENCE, stream.read_to_end(&mut answer)).await.expect("in time").expect("an answer");
    let answer = String::from_utf8(answer).expect("text");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    Answer { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
}

/// One POST with a body.
pub(crate) async fn post(server: &TestServer, path: &str, body: &str) -> Answer {
    post_over(server.socket().await, path, body).await
}

/// One POST with a body, over a given stream.
pub(crate) async fn post_over(mut stream: impl AsyncRead + AsyncWrite + Unpin, path: &str, body: &str) -> Answer {
    let head =
        format!("POST {path} HTTP/1.1\r\nHost: here\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len());
    stream.write_all(&[head.as_bytes(), body.as_bytes()].concat()).await.expect("sent");
    let mut answer = String::new();
    tokio::time::timeout(PATIENCE, stream.read_to_string(&mut answer)).await.expect("in time").expect("text");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    Answer { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
}

/// Negotiates and returns the path of the connection.
pub(crate) async fn negotiated(server: &TestServer) -> String {
    let token = server.negotiate("?negotiateVersion=1").await["connectionToken"].as_str().expect("token").to_owned();
    format!("/hub?id={token}")
}

/// Waits until a condition holds; fails the test when it does not hold in time.
pub(crate) async fn wait_until(what: &str, mut condition: impl FnMut() -> bool) {
    let wait = async {
        while !condition() {
            tokio::task::yield_now().await;
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    if tokio::time::timeout(PATIENCE, wait).await.is_err() {
        panic!("never happened: {what}");
    }
}

async fn serve(stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static, router: Router) {
    let service = TowerToHyperService::new(router);
    // An error is ignored, because a client that disconnects is not a fault of the server.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).with_upgrades().await;
}
