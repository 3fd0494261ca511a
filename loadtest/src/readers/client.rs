//! One connection to a hub: a SignalR client that does what a reader needs and nothing else.

use std::{
    io,
    time::{Duration, Instant},
};

use bytes::Bytes;
use futures::{SinkExt, StreamExt};
use plenum_signalr::protocol::Protocol;
use serde_json::Value;
use tokio::{
    net::{TcpSocket, TcpStream},
    time::timeout,
};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, client_async_tls_with_config,
    tungstenite::{self, protocol::WebSocketConfig},
};

use super::{address::HubAddress, message::Message, records::Records};

/// Buffers as small as the server's: thousands of these live in one process.
const BUFFER: usize = 4096;
/// How long a connection may take to be opened.
const PATIENCE: Duration = Duration::from_secs(30);
/// The receive buffer of a client that means to be slow: the kernel must not read on its behalf.
const NARROW: u32 = 4096;

/// An open connection, its handshake done.
pub struct Client {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    protocol: Protocol,
    records: Records,
    /// When the bytes came that the records at hand were cut from.
    arrived: Instant,
}

/// How much the kernel may take in for a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    Usual,
    /// Hardly anything: for a consumer that is slow on purpose.
    Narrow,
}

/// Why a connection was not opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("status {0}")]
    Status(u16),
    #[error("{0}")]
    Network(String),
    #[error("no answer in time")]
    Timeout,
    #[error("handshake: {0}")]
    Handshake(String),
}

/// How a connection ended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Ended {
    /// With a close frame of this code.
    #[error("closed with {0}")]
    Code(u16),
    #[error("broke off")]
    Broken,
    /// What came was no message.
    #[error("{0}")]
    Unreadable(String),
    /// Not a sign of life for too long.
    #[error("fell silent")]
    Silent,
}

impl Client {
    pub async fn open(hub: &HubAddress, token: &str, protocol: Protocol, window: Window) -> Result<Self, Refusal> {
        timeout(PATIENCE, Self::begin(hub, token, protocol, window)).await.unwrap_or(Err(Refusal::Timeout))
    }

    async fn begin(hub: &HubAddress, token: &str, protocol: Protocol, window: Window) -> Result<Self, Refusal> {
        let network = |error: &dyn std::fmt::Display| Refusal::Network(error.to_string());
        let stream = connect(hub, window).await.map_err(|error| network(&error.kind()))?;
        let request = hub.request(token).map_err(|error| network(&error))?;
        let config = WebSocketConfig::default().read_buffer_size(BUFFER).write_buffer_size(0);
        let (socket, _) = match client_async_tls_with_config(request, stream, Some(config), None).await {
            Ok(opened) => opened,
            Err(tungstenite::Error::Http(answer)) => return Err(Refusal::Status(answer.status().as_u16())),
            Err(error) => return Err(network(&error)),
        };
        let mut client = Self { socket, protocol, records: Records::default(), arrived: Instant::now() };
        client.shake_hands().await?;
        Ok(client)
    }

    async fn shake_hands(&mut self) -> Result<(), Refusal> {
        let hello = format!("{{\"protocol\":\"{}\",\"version\":1}}\u{1e}", self.protocol.name());
        let refused = |why: &dyn std::fmt::Display| Refusal::Handshake(why.to_string());
        self.socket.send(tungstenite::Message::text(hello)).await.map_err(|error| refused(&error))?;
        let answer = self.record().await.map_err(|ended| refused(&ended))?;
        let answer: Value = serde_json::from_slice(&answer).map_err(|error| refused(&error))?;
        match answer["error"].as_str() {
            Some(error) => Err(refused(&error)),
            None => {
                self.records.speak(self.protocol);
                Ok(())
            }
        }
    }

    pub fn protocol(&self) -> Protocol {
        self.protocol
    }

    /// The next message, and when it came. May be dropped while it waits, without losing anything.
    pub async fn next(&mut self) -> Result<(Message, Instant), Ended> {
        let record = self.record().await?;
        let message = super::message::read(self.protocol, record);
        let message = message.map_err(|unreadable| Ended::Unreadable(unreadable.to_string()))?;
        Ok((message, self.arrived))
    }

    /// Calls a method that answers.
    pub async fn call(&mut self, method: &str, arguments: &Value) -> Result<(), Ended> {
        let arguments = self.protocol.serialise(arguments).map_err(|error| Ended::Unreadable(error.to_string()))?;
        self.send(self.protocol.invocation_with_id("1", method, &arguments)).await
    }

    pub async fn ping(&mut self) -> Result<(), Ended> {
        self.send(self.protocol.ping()).await
    }

    /// Leaves as the protocol wants it.
    pub async fn close(mut self) {
        // A server that is gone already needs no goodbye.
        let _ = timeout(Duration::from_secs(1), self.socket.close(None)).await;
    }

    async fn send(&mut self, message: Vec<u8>) -> Result<(), Ended> {
        let message = match self.protocol {
            Protocol::Json => match String::from_utf8(message) {
                Ok(text) => tungstenite::Message::text(text),
                Err(_) => return Err(Ended::Unreadable("a message of ours is not text".to_owned())),
            },
            Protocol::MessagePack => tungstenite::Message::binary(message),
        };
        self.socket.send(message).await.map_err(|_| Ended::Broken)
    }

    async fn record(&mut self) -> Result<Bytes, Ended> {
        loop {
            if let Some(record) = self.records.pop() {
                return Ok(record);
            }
            let payload: Bytes = match self.socket.next().await {
                Some(Ok(tungstenite::Message::Text(text))) => text.into(),
                Some(Ok(tungstenite::Message::Binary(bytes))) => bytes,
                Some(Ok(tungstenite::Message::Close(frame))) => {
                    return Err(frame.map_or(Ended::Broken, |frame| Ended::Code(frame.code.into())));
                }
                Some(Ok(_)) => continue,
                Some(Err(_)) | None => return Err(Ended::Broken),
            };
            self.arrived = Instant::now();
            self.records.push(payload).map_err(|error| Ended::Unreadable(error.to_string()))?;
        }
    }
}

async fn connect(hub: &HubAddress, window: Window) -> io::Result<TcpStream> {
    let socket = if hub.socket.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    if window == Window::Narrow {
        socket.set_recv_buffer_size(NARROW)?;
    }
    let stream = socket.connect(hub.socket).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}
