//! The port: what a driver must be able to do. It is small because the semantics live above it.
//!
//! A [`Driver`] makes links, a [`Link`] is one life of the connection to the server. A link is never repaired; it is
//! thrown away and a new one is made, so there is no half-subscribed state to reason about.

use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;

pub(crate) mod inbox;

use inbox::Inbox;

/// Makes connections to one kind of server.
#[async_trait]
pub trait Driver: Send + Sync + 'static {
    /// Opens fresh connections and reports what they hear to `inbox`. It need not limit the time it takes: the caller
    /// drops the future after 2 s, and nothing may stay behind when it does.
    async fn connect(&self, inbox: Inbox) -> Result<Box<dyn Link>, LinkError>;
}

/// One life of the connection. Every channel name is complete, with its namespace.
///
/// The methods may be called concurrently. Any error ends the link.
#[async_trait]
pub trait Link: Send + Sync {
    /// Publishes in the order given, and answers when the server has taken all of it.
    async fn publish(&self, batch: &[Outgoing]) -> Result<(), LinkError>;

    /// Hears these channels from now on. Answers when the server has confirmed, not when the command is written.
    async fn subscribe(&self, channels: &[Arc<str>]) -> Result<(), LinkError>;

    /// Stops hearing these channels. Messages on their way may still come.
    async fn unsubscribe(&self, channels: &[Arc<str>]) -> Result<(), LinkError>;

    /// Ends the connection at once and without a farewell, for the other side may be frozen. Dropping must do the
    /// same.
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

/// A link could not be made, or has ended. The text goes to the log and must hold no credentials.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct LinkError(String);

impl LinkError {
    /// An error with its reason, in lower case.
    pub fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}
