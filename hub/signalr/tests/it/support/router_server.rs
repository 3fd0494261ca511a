//! A server for any router, for tests of endpoints other than the test hub.

use std::net::SocketAddr;

use async_trait::async_trait;
use axum::Router;
use plenum_signalr::{AuthRequest, Authenticator, Identity, Rejection};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::{Answer, PATIENCE, serve};

pub(crate) struct RouterServer {
    pub(crate) address: SocketAddr,
    /// Serving ends when this is dropped.
    _accepting: JoinSet<()>,
}

/// An authenticator that accepts every client.
pub(crate) struct AllowAll;

#[async_trait]
impl Authenticator for AllowAll {
    type State = ();

    async fn authenticate(&self, _request: &AuthRequest<'_>) -> Result<Identity<()>, Rejection> {
        Ok(Identity::new(()))
    }
}

impl RouterServer {
    pub(crate) async fn start(router: Router) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("bound");
        let mut accepting = JoinSet::new();
        accepting.spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((socket, _)) = listener.accept().await {
                connections.spawn(serve(socket, router.clone()));
            }
        });
        Self { address, _accepting: accepting }
    }

    pub(crate) async fn socket(&self) -> TcpStream {
        TcpStream::connect(self.address).await.expect("the server listens")
    }

    /// One plain HTTP request.
    pub(crate) async fn http(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut socket = self.socket().await;
        let mut text = format!("{method} {path} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n");
        for (name, value) in headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
        socket.write_all(text.as_bytes()).await.expect("the request is sent");
        let mut answer = String::new();
        tokio::time::timeout(PATIENCE, socket.read_to_string(&mut answer)).await.expect("in time").expect("text");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        Answer { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
    }

    /// Negotiates and returns the path of the connection.
    pub(crate) async fn negotiated(&self, path: &str) -> String {
        let answer = self.http("POST", &format!("{path}/negotiate?negotiateVersion=1"), &[], "").await;
        let body: serde_json::Value = serde_json::from_str(&answer.body).expect("json");
        format!("{path}?id={}", body["connectionToken"].as_str().expect("a token"))
    }
}
