//! Connections without the hub protocol: bytes in, bytes out, over the same three transports.
//!
//! Negotiation, transports, credentials, limits and the orderly end are those of a hub; there is no handshake, and
//! there are no messages and calls. A handler is one function per connection, and the connection ends when it returns.

pub(crate) mod session;

use std::future::Future;
use std::sync::Arc;

use bytes::Bytes;
use futures::future::BoxFuture;
use tokio::sync::mpsc;

use crate::auth::RequestInfo;
use crate::close::CloseReason;
use crate::connection::Connection;
use crate::hub::HubError;
use crate::options::{TransferFormat, Transport};
use crate::transport::outbound::SendError;
use crate::transport::websocket::frame::Data;

/// The application's side of connections without a hub protocol.
pub trait RawHandler: Send + Sync + Sized + 'static {
    /// The authenticator's value for each connection.
    type State: Send + Sync + 'static;

    /// Talks to one client. Returning ends the connection, with an error as a failure of the server (1011). May be
    /// written as `async fn`; a panic ends this connection only.
    fn run(&self, connection: RawConnection<Self::State>) -> impl Future<Output = Result<(), HubError>> + Send;
}

/// One client's connection, without a hub protocol.
pub struct RawConnection<S> {
    connection: Connection<S>,
    incoming: mpsc::Receiver<RawMessage>,
}

/// One piece of a client's bytes: a whole WebSocket message, or a part of a POST.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawMessage {
    /// The bytes.
    pub bytes: Bytes,
    /// The format of a WebSocket message; `None` for a POST, which does not say.
    pub format: Option<TransferFormat>,
}

impl RawMessage {
    /// The text of a message that was sent as text, or of a POST that is valid text.
    pub fn text(&self) -> Option<&str> {
        match self.format {
            Some(TransferFormat::Binary) => None,
            Some(TransferFormat::Text) | None => std::str::from_utf8(&self.bytes).ok(),
        }
    }
}

/// Why bytes were not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RawSendError {
    /// The connection is closed or closing.
    #[error("the connection is closed")]
    Closed,
    /// Server-sent events carry text only.
    #[error("the transport carries text only")]
    TextOnly,
}

impl<S> RawConnection<S> {
    /// The public id; not the secret token a client connects with.
    pub fn id(&self) -> &str {
        self.connection.id()
    }

    /// The user, unless anonymous.
    pub fn user(&self) -> Option<&Arc<str>> {
        self.connection.user()
    }

    /// The authenticator's value for this connection.
    pub fn state(&self) -> &S {
        self.connection.state()
    }

    /// The request that became this connection.
    pub fn request(&self) -> &RequestInfo {
        self.connection.request()
    }

    /// How its bytes travel.
    pub fn transport(&self) -> Transport {
        self.connection.transport()
    }

    /// The next message of the client; `None` at the end. No more bytes are read until this is called.
    pub async fn receive(&mut self) -> Option<RawMessage> {
        self.incoming.recv().await
    }

    /// Sends text once there is room for it: one WebSocket message, one event, or a part of a poll's answer.
    pub async fn send_text(&self, text: &str) -> Result<(), RawSendError> {
        self.send(Data::Text, text.as_bytes()).await
    }

    /// Sends bytes once there is room for them. Server-sent events refuse them.
    pub async fn send_binary(&self, bytes: &[u8]) -> Result<(), RawSendError> {
        if self.transport() == Transport::ServerSentEvents {
            return Err(RawSendError::TextOnly);
        }
        self.send(Data::Binary, bytes).await
    }

    /// Ends the connection; what was sent before is written first.
    pub fn close(&self, reason: CloseReason) {
        self.connection.close(reason);
    }

    async fn send(&self, kind: Data, bytes: &[u8]) -> Result<(), RawSendError> {
        self.connection.push_raw(kind, bytes).await.map_err(|_: SendError| RawSendError::Closed)
    }
}

impl<S> std::fmt::Debug for RawConnection<S> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.connection.fmt(formatter)
    }
}

/// The handler of a connection, run in place of the hub protocol.
pub(crate) type RawSession<S> = dyn Fn(RawConnection<S>) -> BoxFuture<'static, Result<(), HubError>> + Send + Sync;
