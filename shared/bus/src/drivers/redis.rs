//! The bus over Redis pub/sub, by fred.
//!
//! A link is two connections: one listens, one publishes, so that a flood of messages cannot hold up an answer.
//! Neither reconnects by itself. What fred's defaults would do, and why each is set here:
//!
//! * Its broadcast channel of 32 messages loses most of a burst: it holds 65,536, and one task does nothing but move
//!   messages on. A lag is reported and the loop goes on; the obvious `while let Ok(..)` would end on it.
//! * Its `subscribe` answers when the command is *written*. A `PING` on the same connection follows; when that is
//!   answered, the subscription is in force, and if the server refused, it is the `PING` that gets the error. This
//!   needs RESP3, hence Redis 6 or later.
//! * Its check for unresponsive connections does not see a frozen server on a quiet connection. The supervisor's probe
//!   does.
//! * Its command queue has no bound; the supervisor never has more than one batch and one probe under way.

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
use crate::link::inbox::Inbox;
use crate::link::{Driver, Link, LinkError, Outgoing};

mod settings;

pub use settings::RedisSettings;

/// How many messages fred may hold for the task that moves them on.
const BURST: usize = 65_536;
/// Beyond this, fred gives up on a command. The supervisor gives up at the same time.
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

    fn client(&self) -> Result<Client, LinkError> {
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
    async fn connect(&self, inbox: Inbox) -> Result<Box<dyn Link>, LinkError> {
        let listening = self.client()?;
        let mover = tokio::spawn(move_on(room_for_a_burst(&listening), inbox.clone()));
        let mover = AbortOnDropHandle::new(mover);
        let listener = Connection::open(listening, &inbox).await?;
        let publisher = Connection::open(self.client()?, &inbox).await?;
        Ok(Box::new(RedisLink { listener, publisher, mover }))
    }
}

/// Gives a client that is not connected yet a large queue of messages.
///
/// The documented way is `PerformanceConfig::broadcast_channel_capacity`, which sizes all eight of fred's queues alike
/// and allocates them at once: 50 MB for a node that needs one of them large.
fn room_for_a_burst(client: &Client) -> Receiver<Message> {
    let (queue, messages) = broadcast::channel(BURST);
    client.inner().notifications.pubsub.store(Arc::new(queue));
    messages
}

/// One connection, closed by being dropped.
struct Connection {
    client: Client,
    watch: AbortOnDropHandle<()>,
}

impl Connection {
    /// Not `Client::init`: it hands out the task only after the connection is there, and a caller who gave up in the
    /// meantime would leave a task behind.
    async fn open(client: Client, inbox: &Inbox) -> Result<Self, LinkError> {
        let mut connected = client.reconnect_rx();
        let task = client.connect();
        let abort = AbortTask(task.abort_handle());
        let watch = AbortOnDropHandle::new(tokio::spawn(watch(task, abort, inbox.clone())));
        tokio::select! {
            _ = connected.recv() => Ok(Self { client, watch }),
            reason = inbox.until_lost() => Err(reason),
        }
    }
}

/// Reports the end of a connection, and ends it when nobody watches any more.
async fn watch(task: ConnectHandle, _abort: AbortTask, inbox: Inbox) {
    let reason = match task.await {
        Ok(Err(error)) => failed(error),
        Ok(Ok(())) | Err(_) => LinkError::new("the connection was closed"),
    };
    inbox.lost(reason);
}

struct AbortTask(tokio::task::AbortHandle);

impl Drop for AbortTask {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Moves messages from fred's queue, which loses the oldest when it is full, to ours, which says so.
async fn move_on(mut messages: Receiver<Message>, inbox: Inbox) {
    loop {
        match messages.recv().await {
            Ok(message) => {
                if let Some(payload) = message.value.into_bytes() {
                    // Copied, because fred's bytes keep the whole read buffer alive, which our bound cannot see.
                    inbox.deliver(&message.channel, Bytes::copy_from_slice(&payload));
                }
            }
            Err(RecvError::Lagged(count)) => inbox.lagged(count),
            Err(RecvError::Closed) => return inbox.lost(LinkError::new("the stream of messages ended")),
        }
    }
}

struct RedisLink {
    listener: Connection,
    publisher: Connection,
    mover: AbortOnDropHandle<()>,
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
        self.mover.abort();
        self.listener.watch.abort();
        self.publisher.watch.abort();
    }
}

/// fred's errors hold the server's words and addresses, never the credentials.
fn failed(error: fred::error::Error) -> LinkError {
    LinkError::new(format!("redis: {}: {}", error.kind().to_str(), error.details()))
}

#[cfg(test)]
mod tests;
