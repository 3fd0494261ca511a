//! One connection to a hub: a SignalR client with only the functions that a reader needs.

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

/// The size of a client's buffers, as small as the server's, because one process has thousands of clients.
const BUFFER: usize = 4096;
/// The timeout for opening a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(30);
/// The receive buffer of a deliberately slow client: the kernel should buffer as little as possible for it.
const MINIMAL_BUFFER: u32 = 4096;

/// An open connection that has finished its handshake.
pub struct Client {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    protocol: Protocol,
    records: Records,
    /// When the bytes of the present records arrived.
    arrived: Instant,
}

/// The size of a connection's receive buffer in the kernel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceiveBuffer {
    Usual,
    /// Nearly nothing, for a deliberately slow consumer.
    Minimal,
}

/// Why a connection could not be opened.
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
    /// By a close frame with this code.
    #[error("closed with {0}")]
    Code(u16),
    #[error("broke off")]
    Broken,
    /// The server sent bytes that are not a message.
    #[error("{0}")]
    Unreadable(String),
    /// The server sent nothing for too long.
    #[error("fell silent")]
    Silent,
}

impl Client {
    pub async fn open(
        hub: &HubAddress,
        token: &str,
        protocol: Protocol,
        window: ReceiveBuffer,
    ) -> Result<Self, Refusal> {
        timeout(CONNECT_TIMEOUT, Self::begin(hub, token, protocol, window)).await.unwrap_or(Err(Refusal::Timeout))
    }

    async fn begin(hub: &HubAddress, token: &str, protocol: Protocol, window: ReceiveBuffer) -> Result<Self, Refusal> {
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
        let handshake = format!("{{\"protocol\":\"{}\",\"version\":1}}\u{1e}", self.protocol.name());
        let refused = |why: &dyn std::fmt::Display| Refusal::Handshake(why.to_string());
        self.socket.send(tungstenite::Message::text(handshake)).await.map_err(|error| refused(&error))?;
        let answer = self.record().await.map_err(|ended| refused(&ended))?;
        let answer: Value = serde_json::from_slice(&answer).map_err(|error| refused(&error))?;
        match answer["error"].as_str() {
            Some(error) => Err(refused(&error)),
            None => {
                self.records.use_protocol(self.protocol);
                Ok(())
            }
        }
    }

    pub fn protocol(&self) -> Protocol {
        self.protocol
    }

    /// The next message, and when it arrived. Safe to cancel.
    pub async fn next(&mut self) -> Result<(Message, Instant), Ended> {
        let record = self.record().await?;
        let message = super::message::read(self.protocol, record);
        let message = message.map_err(|unreadable| Ended::Unreadable(unreadable.to_string()))?;
        Ok((message, self.arrived))
    }

    /// Calls a method whose completion is awaited.
    pub async fn call(&mut self, method: &str, arguments: &Value) -> Result<(), Ended> {
        let arguments = self.protocol.serialise(arguments).map_err(|error| Ended::Unreadable(error.to_string()))?;
        self.send(self.protocol.invocation_with_id("1", method, &arguments)).await
    }

    pub async fn ping(&mut self) -> Result<(), Ended> {
        self.send(self.protocol.ping()).await
    }

    /// Closes the connection with a close frame.
    pub async fn close(mut self) {
        // An error is ignored: the server may have closed the connection already.
        let _ = timeout(Duration::from_secs(1), self.socket.close(None)).await;
    }

    async fn send(&mut self, message: Vec<u8>) -> Result<(), Ended> {
        let message = match self.protocol {
            Protocol::Json => match String::from_utf8(message) {
                Ok(text) => tungstenite::Message::text(text),
                Err(_) => return Err(Ended::Unreadable("an outgoing message is not text".to_owned())),
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

async fn connect(hub: &HubAddress, window: ReceiveBuffer) -> io::Result<TcpStream> {
    let socket = if hub.socket.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    if window == ReceiveBuffer::Minimal {
        socket.set_recv_buffer_size(MINIMAL_BUFFER)?;
    }
    let stream = socket.connect(hub.socket).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}
