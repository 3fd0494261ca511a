//! A server of raw connections, mounted like a hub: a [`HubServer`] whose sessions run a [`RawHandler`].
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

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::Router;
use futures::future::BoxFuture;

use crate::auth::Authenticator;
use crate::endpoint::Endpoint;
use crate::hub::Hub;
use crate::options::Options;
use crate::raw::RawHandler;
use crate::server::{HubBuilder, HubServer};

/// A hub without methods, which gives a handler the rest of the server.
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
        let session = Box::new(move |connection| {
            let handler = Arc::clone(&handler);
            let running: BoxFuture<'static, _> = Box::pin(async move { handler.run(connection).await });
            running
        });
        RawBuilder(HubServer::builder(hub, authenticator).raw_session(session))
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
