//! The bus over Redis pub/sub, with the client library fred.
//!
//! A link has two connections: one for subscriptions and one for publishing, so that a flood of messages cannot delay
//! the answers to commands. Neither reconnects by itself. These defaults of fred are changed:
//!
//! * Its broadcast channel of 32 messages loses most of a burst. Here it holds 65,536, and one task only forwards
//!   messages. A lag is reported and the loop continues; a simple `while let Ok(..)` would end at a lag.
//! * Its `subscribe` answers when the command is *written*. A `PING` on the same connection follows; when that is
//!   answered, the subscription is active; if the server refused it, the `PING` returns the error. This needs RESP3,
//!   hence Redis 6 or later.
//! * Its check for unresponsive connections does not detect a frozen server on an idle connection. The supervisor's
//!   probe detects it.
//! * Its command queue has no bound; the supervisor has at most one batch and one probe in flight.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use fred::prelude::{Builder, Client, ClientLike, EventInterface, PubsubInterface, TcpConfig, Value};
use fred::types::{ConnectHandle, Message};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::broadcast::{self, Receiver};
use tokio_util::task::AbortOnDropHandle;

use crate::error::BusError;
use crate::link::events::LinkEvents;
use crate::link::{Driver, Link, LinkError, Outgoing};

mod settings;

pub use settings::RedisSettings;

/// The length of fred's queue before the forwarding task.
const BURST: usize = 65_536;
/// The time limit of fred for one command, the same as that of the supervisor.
const TIMEOUT: Duration = Duration::from_secs(2);

/// The driver for one Redis server.
pub struct RedisDriver(fred::types::config::Config);

impl RedisDriver {
    /// A driver for the server in the settings. Nothing is connected yet.
    ///
    /// # Errors
    /// [`BusError::InvalidUrl`], [`BusError::InvalidCertificates`].
    pub fn new(settings: &RedisSettings) -> Result<Self, BusError> {
        settings.to_config().map(Self)
    }

    /// A client that is not connected yet.
    pub(crate) fn client(&self) -> Result<Client, LinkError> {
        Builder::from_config(self.0.clone())
            .with_performance_config(|performance| {
                performance.default_command_timeout = TIMEOUT;
            })
            .with_connection_config(|connection| {
                connection.connection_timeout = TIMEOUT;
                connection.internal_command_timeout = TIMEOUT;
                connection.max_command_attempts = 1;
                connection.auto_client_setname = true;
                connection.tcp = TcpConfig { nodelay: Some(true), ..TcpConfig::default() };
            })
            .build()
            .map_err(failed)
    }
}

impl std::fmt::Debug for RedisDriver {
    /// The configuration holds the password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RedisDriver").finish_non_exhaustive()
    }
}

#[async_trait]
impl Driver for RedisDriver {
    async fn connect(&self, events: LinkEvents) -> Result<Box<dyn Link>, LinkError> {
        let listening = self.client()?;
        let forwarder = tokio::spawn(forward(enlarge_queue(&listening), events.clone()));
        let forwarder = AbortOnDropHandle::new(forwarder);
        let listener = Connection::open(listening, &events).await?;
        let publisher = Connection::open(self.client()?, &events).await?;
        Ok(Box::new(RedisLink { listener, publisher, forwarder }))
    }
}

/// Replaces the message queue of a client that is not connected yet by a larger one.
///
/// The documented way is `PerformanceConfig::broadcast_channel_capacity`, which sizes all eight of fred's queues alike
/// and allocates them at once: 50 MB for a node that needs one of them large.
fn enlarge_queue(client: &Client) -> Receiver<Message> {
    let (queue, messages) = broadcast::channel(BURST);
    client.inner().notifications.pubsub.store(Arc::new(queue));
    messages
}

/// One connection. Dropping it closes it.
struct Connection {
    client: Client,
    watch: AbortOnDropHandle<()>,
}

impl Connection {
    /// Opens a connection. `Client::init` is not used, because it returns the task only after the connection is
    /// established: a caller that is cancelled before that would leak a task.
    async fn open(client: Client, events: &LinkEvents) -> Result<Self, LinkError> {
        let mut connected = client.reconnect_rx();
        let task = client.connect();
        let abort = AbortTask(task.abort_handle());
        let watch = AbortOnDropHandle::new(tokio::spawn(watch(task, abort, events.clone())));
        tokio::select! {
            _ = connected.recv() => Ok(Self { client, watch }),
            reason = events.until_lost() => Err(reason),
        }
    }
}

/// Reports the end of a connection. Dropping the future ends the connection.
async fn watch(task: ConnectHandle, _abort: AbortTask, events: LinkEvents) {
    let reason = match task.await {
        Ok(Err(error)) => failed(error),
        Ok(Ok(())) | Err(_) => LinkError::new("the connection was closed"),
    };
    events.lost(reason);
}

struct AbortTask(tokio::task::AbortHandle);

impl Drop for AbortTask {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Forwards messages from fred's queue, which drops the oldest ones when it is full, and reports such a lag.
async fn forward(mut messages: Receiver<Message>, events: LinkEvents) {
    loop {
        match messages.recv().await {
            Ok(message) => {
                if let Some(payload) = message.value.into_bytes() {
                    // Copied, because fred's bytes keep the whole read buffer alive, which the bound does not count.
                    events.deliver(&message.channel, Bytes::copy_from_slice(&payload));
                }
            }
            Err(RecvError::Lagged(count)) => events.lagged(count),
            Err(RecvError::Closed) => return events.lost(LinkError::new("the stream of messages ended")),
        }
    }
}

struct RedisLink {
    listener: Connection,
    publisher: Connection,
    forwarder: AbortOnDropHandle<()>,
}

impl RedisLink {
    async fn confirmed(&self) -> Result<(), LinkError> {
        self.listener.client.ping::<Value>(None).await.map_err(failed)?;
        Ok(())
    }
}

#[async_trait]
impl Link for RedisLink {
    async fn publish(&self, batch: &[Outgoing]) -> Result<(), LinkError> {
        let pipeline = self.publisher.client.pipeline();
        for Outgoing { channel, payload } in batch {
            let () = pipeline.publish(&**channel, Value::Bytes(payload.clone())).await.map_err(failed)?;
        }
        pipeline.all::<Value>().await.map_err(failed)?;
        Ok(())
    }

    async fn subscribe(&self, channels: &[Arc<str>]) -> Result<(), LinkError> {
        let names: Vec<String> = channels.iter().map(ToString::to_string).collect();
        self.listener.client.subscribe(names).await.map_err(failed)?;
        self.confirmed().await
    }

    async fn unsubscribe(&self, channels: &[Arc<str>]) -> Result<(), LinkError> {
        let names: Vec<String> = channels.iter().map(ToString::to_string).collect();
        self.listener.client.unsubscribe(names).await.map_err(failed)?;
        self.confirmed().await
    }

    fn close(&self) {
        self.forwarder.abort();
        self.listener.watch.abort();
        self.publisher.watch.abort();
    }
}

/// The errors of fred contain the server's message and address, never the credentials.
pub(crate) fn failed(error: fred::error::Error) -> LinkError {
    LinkError::new(format!("redis: {}: {}", error.kind().to_str(), error.details()))
}

#[cfg(test)]
mod tests;
