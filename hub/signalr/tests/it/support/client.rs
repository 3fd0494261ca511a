//! A minimal SignalR client for tests.

use std::collections::VecDeque;

use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::{HeaderName, HeaderValue};
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{Error, Message};

use super::PATIENCE;

pub(crate) trait ByteStream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> ByteStream for T {}

pub(crate) struct Client {
    pub(crate) socket: WebSocketStream<Box<dyn ByteStream>>,
    records: VecDeque<Value>,
    closed: Option<Option<CloseFrame>>,
}

async fn connect(
    stream: impl ByteStream + 'static,
    path: &str,
    headers: &[(&str, &str)],
) -> Result<WebSocketStream<Box<dyn ByteStream>>, Error> {
    let mut request = format!("ws://here{path}").into_client_request().expect("a valid request");
    for (name, value) in headers {
        let name = HeaderName::try_from(*name).expect("a valid header");
        request.headers_mut().insert(name, HeaderValue::from_str(value).expect("a valid header"));
    }
    let stream: Box<dyn ByteStream> = Box::new(stream);
    let upgrade = tokio_tungstenite::client_async(request, stream);
    timeout(PATIENCE, upgrade).await.expect("in time").map(|(socket, _)| socket)
}

/// Sends an upgrade that must be refused, and returns the status and the body of the refusal.
pub(crate) async fn connect_refused(
    stream: impl ByteStream + 'static,
    path: &str,
    headers: &[(&str, &str)],
) -> (u16, String) {
    match connect(stream, path, headers).await {
        Err(Error::Http(response)) => {
            let body = response.body().clone().unwrap_or_default();
            (response.status().as_u16(), String::from_utf8_lossy(&body).into_owned())
        }
        Err(other) => panic!("not an answer: {other}"),
        Ok(_) => panic!("not refused"),
    }
}

impl Client {
    /// A WebSocket before its handshake.
    pub(crate) async fn open(stream: impl ByteStream + 'static, path: &str, headers: &[(&str, &str)]) -> Self {
        let socket = connect(stream, path, headers).await.expect("an upgrade");
        Self { socket, records: VecDeque::new(), closed: None }
    }

    pub(crate) async fn shake_hands(&mut self) {
        self.send_text("{\"protocol\":\"json\",\"version\":1}\u{1e}").await;
        assert_eq!(self.record().await, json!({}));
    }

    pub(crate) async fn send_text(&mut self, text: &str) {
        self.socket.send(Message::text(text)).await.expect("sent");
    }

    pub(crate) async fn send(&mut self, message: Value) {
        self.send_text(&format!("{message}\u{1e}")).await;
    }

    /// Calls and returns the completion.
    pub(crate) async fn call(&mut self, target: &str, arguments: Value) -> Value {
        self.send(json!({"type": 1, "invocationId": "c", "target": target, "arguments": arguments})).await;
        let answer = self.record().await;
        assert_eq!((&answer["type"], &answer["invocationId"]), (&json!(3), &json!("c")), "{answer}");
        answer
    }

    /// Calls and returns the result.
    pub(crate) async fn result(&mut self, target: &str, arguments: Value) -> Value {
        let answer = self.call(target, arguments).await;
        assert!(answer.get("error").is_none(), "{answer}");
        answer.get("result").expect("a result").clone()
    }

    /// Calls and returns the error.
    pub(crate) async fn error(&mut self, target: &str, arguments: Value) -> String {
        let answer = self.call(target, arguments).await;
        assert!(answer.get("result").is_none(), "{answer}");
        answer["error"].as_str().expect("an error").to_owned()
    }

    /// The next hub message. Every WebSocket message must be text and consist of whole hub messages.
    pub(crate) async fn record(&mut self) -> Value {
        let record = self.record_or_end().await;
        record.expect("a message, not the end")
    }

    /// The next hub message, or `None` at the end.
    pub(crate) async fn record_or_end(&mut self) -> Option<Value> {
        loop {
            if let Some(record) = self.records.pop_front() {
                return Some(record);
            }
            if self.closed.is_some() {
                return None;
            }
            match timeout(PATIENCE, self.socket.next()).await.expect("in time") {
                Some(Ok(Message::Text(text))) => {
                    let whole = text.as_str().strip_suffix('\u{1e}').expect("whole messages only");
                    for record in whole.split('\u{1e}') {
                        self.records.push_back(serde_json::from_str(record).expect("json"));
                    }
                }
                Some(Ok(Message::Close(frame))) => self.closed = Some(frame),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                Some(Ok(other)) => panic!("unexpected {other:?}"),
                Some(Err(_)) | None => self.closed = Some(None),
            }
        }
    }

    /// Reads to the end, ignoring pings: the last SignalR message (if any) and the close code (if any).
    pub(crate) async fn end(&mut self) -> (Option<Value>, Option<u16>) {
        let mut last = None;
        while let Some(record) = self.record_or_end().await {
            if record["type"] != json!(6) {
                last = Some(record);
            }
        }
        let code = self.closed.clone().flatten().map(|frame| frame.code.into());
        // Lets the library answer the close frame, so that the server does not wait for the answer.
        while let Some(Ok(_)) = self.socket.next().await {}
        (last, code)
    }
}
