//! A SignalR client that shows every byte: the JSON protocol over a WebSocket, with nothing hidden and nothing mended.
//!
//! For what the official client would not do: odd handshakes, odd messages, and a look at every frame as it came.

use std::{collections::VecDeque, net::SocketAddr, time::Duration};

use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Error as SocketError, Message, client::IntoClientRequest, http::StatusCode},
};

use crate::wait::PATIENCE;

/// The end of every message of the JSON protocol.
pub const END: char = '\u{1e}';

/// An open connection.
pub struct HubClient {
    socket: WebSocketStream<TcpStream>,
    buffer: String,
    waiting: VecDeque<Value>,
    /// Every frame of text that came in, as it came.
    pub frames: Vec<String>,
    invocations: u32,
}

/// A message or the end from the server.
#[derive(Debug, Clone, PartialEq)]
pub enum Incoming {
    /// A message of the protocol.
    Message(Value),
    /// The WebSocket's end, with its code, or without one when it just broke off.
    Closed(Option<u16>),
}

impl HubClient {
    /// Opens a WebSocket without a handshake, with a token in the query as browsers do it. The error is the status of a
    /// refusal.
    pub async fn open(address: SocketAddr, path: &str, token: Option<&str>) -> Result<Self, StatusCode> {
        let separator = if path.contains('?') { '&' } else { '?' };
        let token = token.map(|token| format!("{separator}access_token={token}")).unwrap_or_default();
        Self::open_with(address, &format!("{path}{token}"), &[]).await
    }

    /// Opens a WebSocket with these headers.
    pub async fn open_with(address: SocketAddr, path: &str, headers: &[(&str, &str)]) -> Result<Self, StatusCode> {
        let stream = TcpStream::connect(address).await.expect("the hub listens");
        let mut request = format!("ws://{address}{path}").into_client_request().expect("an address");
        for (name, value) in headers {
            let name = http::HeaderName::from_bytes(name.as_bytes()).expect("a header's name");
            request.headers_mut().insert(name, value.parse().expect("a header's value"));
        }
        match timeout(PATIENCE, client_async(request, stream)).await.expect("an answer to the upgrade") {
            Ok((socket, _)) => {
                Ok(Self { socket, buffer: String::new(), waiting: VecDeque::new(), frames: Vec::new(), invocations: 0 })
            }
            Err(SocketError::Http(answer)) => Err(answer.status()),
            Err(error) => panic!("the upgrade failed: {error}"),
        }
    }

    /// Opens a connection and shakes hands.
    pub async fn connect(address: SocketAddr, path: &str, token: &str) -> Result<Self, StatusCode> {
        let mut client = Self::open(address, path, Some(token)).await?;
        client.send_text(&format!("{{\"protocol\":\"json\",\"version\":1}}{END}")).await;
        let answer = client.next().await;
        assert_eq!(answer, Incoming::Message(json!({})), "the answer to the handshake");
        Ok(client)
    }

    /// Sends text as it is. A connection that the server has closed already takes nothing, which shows on reading.
    pub async fn send_text(&mut self, text: &str) {
        let _ = self.socket.send(Message::text(text)).await;
    }

    pub async fn send_binary(&mut self, bytes: &[u8]) {
        let _ = self.socket.send(Message::binary(bytes.to_vec())).await;
    }

    pub async fn send(&mut self, message: &Value) {
        self.send_text(&format!("{message}{END}")).await;
    }

    /// Calls a method and gives its completion. Other messages that come meanwhile are kept for [`next`](Self::next).
    pub async fn invoke(&mut self, method: &str, arguments: Value) -> Value {
        self.invocations += 1;
        let id = self.invocations.to_string();
        self.send(&json!({ "type": 1, "invocationId": id, "target": method, "arguments": arguments })).await;
        let mut aside = VecDeque::new();
        let completion = loop {
            match self.next().await {
                Incoming::Message(message) if message["type"] == 3 && message["invocationId"] == id.as_str() => {
                    break message;
                }
                Incoming::Message(message) => aside.push_back(message),
                Incoming::Closed(code) => panic!("closed ({code:?}) while waiting for the answer to {method}"),
            }
        };
        aside.append(&mut self.waiting);
        self.waiting = aside;
        completion
    }

    /// The next thing that is not a ping.
    ///
    /// # Panics
    /// When there is none for a long time.
    pub async fn next(&mut self) -> Incoming {
        self.next_within(PATIENCE).await.expect("something from the server")
    }

    /// The next thing that is not a ping, if it comes in time.
    pub async fn next_within(&mut self, within: Duration) -> Option<Incoming> {
        timeout(within, self.read()).await.ok()
    }

    /// Reads until the server has closed the connection, and gives the code and the error of its `Close` message.
    pub async fn closed(&mut self) -> (Option<u16>, Option<Value>) {
        let mut close = None;
        loop {
            match self.next().await {
                Incoming::Closed(code) => return (code, close),
                Incoming::Message(message) if message["type"] == 7 => close = Some(message),
                Incoming::Message(_) => {}
            }
        }
    }

    /// The next call of a client target of this name, skipping others.
    pub async fn event(&mut self, target: &str) -> Value {
        loop {
            match self.next().await {
                Incoming::Message(message) if message["target"] == target => return message["arguments"][0].clone(),
                Incoming::Message(_) => {}
                Incoming::Closed(code) => panic!("closed ({code:?}) while waiting for {target}"),
            }
        }
    }

    async fn read(&mut self) -> Incoming {
        loop {
            if let Some(message) = self.waiting.pop_front() {
                return Incoming::Message(message);
            }
            match self.socket.next().await {
                None | Some(Err(_)) => return Incoming::Closed(None),
                Some(Ok(Message::Close(frame))) => return Incoming::Closed(frame.map(|frame| frame.code.into())),
                Some(Ok(Message::Text(text))) => self.take(&text),
                Some(Ok(_)) => {}
            }
        }
    }

    fn take(&mut self, text: &str) {
        self.frames.push(text.to_owned());
        self.buffer.push_str(text);
        while let Some(end) = self.buffer.find(END) {
            let message: String = self.buffer.drain(..=end).collect();
            let message: Value = serde_json::from_str(message.trim_end_matches(END)).expect("a message is JSON");
            if message["type"] != 6 {
                self.waiting.push_back(message);
            }
        }
    }
}
