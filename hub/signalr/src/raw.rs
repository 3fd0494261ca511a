//! Connections without the hub protocol: bytes in, bytes out, over the same three transports.
//!
//! Negotiation, transports, credentials, limits and the orderly end are those of a hub; handshake, messages and calls
//! are not there. A handler is one function per connection, which is over when it returns.
//!
//! ```no_run
//! use plenum_signalr::*;
//!
//! struct Echo;
//!
//! impl RawHandler for Echo {
//!     type State = ();
//!
//!     async fn run(&self, mut connection: RawConnection<()>) -> Result<(), HubError> {
//!         while let Some(message) = connection.receive().await {
//!             match message.text() {
//!                 Some(text) => connection.send_text(text).await?,
//!                 None => connection.send_binary(&message.bytes).await?,
//!             }
//!         }
//!         Ok(())
//!     }
//! }
//!
//! # fn mount(everyone: impl Authenticator<State = ()>) -> axum::Router {
//! let echo = RawServer::builder(Echo, everyone).name("echo").build();
//! HubRoutes::new().hub("/echo", echo.endpoint()).into_router()
//! # }
//! ```

pub(crate) mod session;

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::Router;
use bytes::Bytes;
use futures::future::BoxFuture;
use tokio::sync::mpsc;

use crate::auth::{Authenticator, RequestInfo};
use crate::close::CloseReason;
use crate::connection::Connection;
use crate::endpoint::Endpoint;
use crate::hub::{Hub, HubError};
use crate::options::{Options, TransferFormat, Transport};
use crate::server::{HubBuilder, HubServer};
use crate::transport::outbound::SendError;
use crate::transport::websocket::frame::Data;

/// The application's side of connections without a hub protocol.
pub trait RawHandler: Send + Sync + Sized + 'static {
    /// What the authenticator attaches to every connection.
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

/// What a client said at a time: a whole WebSocket message, or a piece of what was posted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawMessage {
    /// The bytes.
    pub bytes: Bytes,
    /// What a WebSocket message was sent as; a POST does not say.
    pub format: Option<TransferFormat>,
}

impl RawMessage {
    /// The text, of a message that was sent as text and of what was posted if it can be text.
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

    /// What the authenticator attached.
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

    /// What the client says next; `None` at the end. While nobody asks, the client is held back.
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

/// What a server runs in place of the hub protocol.
pub(crate) type Talk<S> = dyn Fn(RawConnection<S>) -> BoxFuture<'static, Result<(), HubError>> + Send + Sync;

/// A hub that nobody ever reaches: it lends a handler the rest of the server.
struct NoHub<R>(Arc<R>);

impl<R: RawHandler> Hub for NoHub<R> {
    type State = R::State;
}

/// A raw endpoint with everything around it, to be mounted like a hub. Cheap to clone.
pub struct RawServer<R: RawHandler>(HubServer<NoHub<R>>);

/// Collects a raw endpoint's options.
pub struct RawBuilder<R: RawHandler>(HubBuilder<NoHub<R>>);

impl<R: RawHandler> RawServer<R> {
    /// Begins a server for `handler`.
    pub fn builder(handler: R, authenticator: impl Authenticator<State = R::State>) -> RawBuilder<R> {
        let handler = Arc::new(handler);
        let hub = NoHub(Arc::clone(&handler));
        let talk = Box::new(move |connection| {
            let handler = Arc::clone(&handler);
            let running: BoxFuture<'static, _> = Box::pin(async move { handler.run(connection).await });
            running
        });
        RawBuilder(HubServer::builder(hub, authenticator).talk(talk))
    }

    /// The routes; see [`HubServer::router`].
    pub fn router(&self) -> Router {
        self.0.router()
    }

    /// The endpoint as something [`HubRoutes`](crate::HubRoutes) can mount.
    pub fn endpoint(&self) -> Endpoint {
        self.0.endpoint()
    }

    /// The handler.
    pub fn handler(&self) -> &R {
        &self.0.hub().0
    }

    /// Live connections.
    pub fn connections(&self) -> usize {
        self.0.connections()
    }

    /// Ends the server in an orderly way; see [`HubServer::drain`].
    pub async fn drain(&self, grace: Duration) {
        self.0.drain(grace).await;
    }
}

impl<R: RawHandler> Clone for RawServer<R> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<R: RawHandler> RawBuilder<R> {
    /// The endpoint's name in measures and logs.
    pub fn name(self, name: impl Into<Arc<str>>) -> Self {
        Self(self.0.name(name))
    }

    /// Limits and times. Those of calls and hub messages mean nothing here.
    pub fn options(self, options: Options) -> Self {
        Self(self.0.options(options))
    }

    /// Replaces the system's clock, by which credentials expire.
    pub fn wall_clock(self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        Self(self.0.wall_clock(now))
    }

    /// The finished server.
    pub fn build(self) -> RawServer<R> {
        RawServer(self.0.build())
    }
}
