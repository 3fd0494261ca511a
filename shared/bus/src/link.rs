//! The port that a driver implements. It is small, because the semantics are above it.
//!
//! A [`Driver`] opens links; a [`Link`] is one connection to the server. A link is never repaired: it is closed and a
//! new one is opened, so there is no partly subscribed state.

use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;

pub(crate) mod error;
pub(crate) mod events;

pub use error::LinkError;
use events::LinkEvents;

/// Opens connections to one kind of server.
#[async_trait]
pub trait Driver: Send + Sync + 'static {
    /// Opens new connections, and reports their messages and their end to `events`. It needs no timeout of its own: the
    /// caller drops the future after 2 s, and no task or connection may remain then.
    async fn connect(&self, events: LinkEvents) -> Result<Box<dyn Link>, LinkError>;
}

/// One connection to the server. Every channel name is complete, with its namespace.
///
/// The methods may be called concurrently. Any error ends the link.
#[async_trait]
pub trait Link: Send + Sync {
    /// Publishes a batch in its order, and returns when the server has accepted all of it.
    async fn publish(&self, batch: &[Outgoing]) -> Result<(), LinkError>;

    /// Subscribes to channels. It returns when the server has confirmed, not when the command is written.
    async fn subscribe(&self, channels: &[Arc<str>]) -> Result<(), LinkError>;

    /// Unsubscribes from channels. Messages on their way may still arrive.
    async fn unsubscribe(&self, channels: &[Arc<str>]) -> Result<(), LinkError>;

    /// Closes the connection at once, without waiting for the server, which may be frozen. Dropping must do the same.
    fn close(&self);
}

/// A message to publish.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// The complete channel name.
    pub channel: Arc<str>,
    /// The bytes.
    pub payload: Bytes,
}
