//! The harness: a hub that can be observed, a server on a port of its own, and a client that speaks JSON.
//!
//! Tests of time use an in-memory line instead of a socket, because a paused clock runs ahead while a socket is
//! awaited.

mod client;
mod cuts;
mod hub;
mod official;
#[expect(unreachable_pub, reason = "the harness of the whole product offers it to others")]
#[path = "../../../../testkit/src/program/round_robin_proxy.rs"]
mod round_robin_proxy;
mod site;

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

pub(crate) use client::{Client, Line, connect_refused};
pub(crate) use cuts::{Cuts, Way};
pub(crate) use hub::TestHub;
pub(crate) use official::Official;
pub(crate) use round_robin_proxy::RoundRobinProxy;
pub(crate) use site::{Everyone, Site};

/// Longer than anything a test waits for on a healthy server.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct TestServer {
    pub(crate) hub: HubServer<TestHub>,
    pub(crate) address: SocketAddr,
    router: Router,
    lines: Arc<Mutex<JoinSet<()>>>,
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
        // The second address ignores case, as a whole router does.
        let router = Router::new()
            .nest("/hub", hub.router())
            .nest("/any", HubRoutes::new().hub("/Case", hub.endpoint()).into_router());
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("bound");
        let lines = Arc::new(Mutex::new(JoinSet::new()));
        let accept = {
            let (router, lines) = (router.clone(), Arc::downgrade(&lines));
            async move {
                while let Ok((socket, _)) = listener.accept().await {
                    let Some(lines) = lines.upgrade() else { break };
                    lines.lock().expect("not poisoned").spawn(serve(socket, router.clone()));
                }
            }
        };
        lines.lock().expect("not poisoned").spawn(accept);
        Self { hub, address, router, lines }
    }

    /// A line in memory, for tests that drive the clock.
    pub(crate) fn line(&self) -> DuplexStream {
        self.line_of(64 * 1024)
    }

    /// A line in memory that holds so many bytes each way.
    pub(crate) fn line_of(&self, bytes: usize) -> DuplexStream {
        let (ours, theirs) = tokio::io::duplex(bytes);
        self.lines.lock().expect("not poisoned").spawn(serve(theirs, self.router.clone()));
        ours
    }

    pub(crate) async fn socket(&self) -> TcpStream {
        TcpStream::connect(self.address).await.expect("the server listens")
    }

    /// A client past its handshake.
    pub(crate) async fn client(&self) -> Client {
        self.client_at("/hub").await
    }

    pub(crate) async fn client_at(&self, path: &str) -> Client {
        let mut client = Client::open(self.socket().await, path, &[]).await;
        client.shake_hands().await;
        client
    }

    /// A client of a user, past its handshake.
    pub(crate) async fn client_of(&self, user: &str) -> Client {
        self.client_at(&format!("/hub?access_token={user}")).await
    }

    /// A client past its handshake on a line in memory.
    pub(crate) async fn timed_client(&self, path: &str) -> Client {
        let mut client = Client::open(self.line(), path, &[]).await;
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

    pub(crate) fn observed(&self) -> &TestHub {
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
    mut line: impl AsyncRead + AsyncWrite + Unpin,
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
    line.write_all(text.as_bytes()).await.expect("the request is sent");
    let mut answer = Vec::new();
    tokio::time::timeout(PATIENCE, line.read_to_end(&mut answer)).await.expect("in time").expect("an answer");
    let answer = String::from_utf8(answer).expect("text");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    Answer { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
}

/// One POST with a body.
pub(crate) async fn post(server: &TestServer, path: &str, body: &str) -> Answer {
    post_over(server.socket().await, path, body).await
}

/// The same over some line.
pub(crate) async fn post_over(mut line: impl AsyncRead + AsyncWrite + Unpin, path: &str, body: &str) -> Answer {
    let head =
        format!("POST {path} HTTP/1.1\r\nHost: here\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len());
    line.write_all(&[head.as_bytes(), body.as_bytes()].concat()).await.expect("sent");
    let mut answer = String::new();
    tokio::time::timeout(PATIENCE, line.read_to_string(&mut answer)).await.expect("in time").expect("text");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    Answer { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
}

/// Negotiates and returns where the connection then is.
pub(crate) async fn negotiated(server: &TestServer) -> String {
    let token = server.negotiate("?negotiateVersion=1").await["connectionToken"].as_str().expect("token").to_owned();
    format!("/hub?id={token}")
}

/// Waits until something is so; fails the test when it never is.
pub(crate) async fn wait_until(what: &str, mut so: impl FnMut() -> bool) {
    let wait = async {
        while !so() {
            tokio::task::yield_now().await;
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    if tokio::time::timeout(PATIENCE, wait).await.is_err() {
        panic!("never happened: {what}");
    }
}

async fn serve(line: impl AsyncRead + AsyncWrite + Send + Unpin + 'static, router: Router) {
    let service = TowerToHyperService::new(router);
    // A client that goes away is no fault of the server under test.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(line), service).with_upgrades().await;
}
