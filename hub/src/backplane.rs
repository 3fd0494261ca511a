//! The backplane of the hubs over Plenum's bus: how one hub node reaches another.
//!
//! Each hub has one channel that all nodes subscribe to, and one channel for each node. Every message is sealed like
//! any other on the bus, so an attacker with access to Redis can neither forge nor alter one; the SignalR server drops
//! repeats. Nothing waits: a message that does not fit into the bus' queue or the node's is dropped and counted.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use async_trait::async_trait;
use bytes::Bytes;
use plenum_bus::{
    Bus,
    envelope::{self, BusKeys},
};
use plenum_signalr::{Backplane, Handoff, Recipient};
use tokio::sync::{Mutex, mpsc};

/// The capacity of the queue of received messages, in messages and bytes.
const QUEUE: usize = 8_192;
const QUEUE_BYTES: usize = 16 << 20;

/// The prefix of the hubs' channels.
const PREFIX: &str = "hub:";

/// Connects one hub with the same hub on other nodes.
pub(crate) struct BusBackplane {
    bus: Bus,
    keys: BusKeys,
    node: Arc<str>,
    /// `hub:{name}:`, followed by a node's name or by [`ALL_NODES`].
    channels: String,
    queue: mpsc::Sender<(Channel, Bytes)>,
    queued_bytes: AtomicUsize,
    received: Mutex<mpsc::Receiver<(Channel, Bytes)>>,
}

/// Not the name of a node: those have 32 characters.
const ALL_NODES: &str = "all";

/// The channel that a message came on.
#[derive(Debug, Clone, Copy)]
enum Channel {
    AllNodes,
    ThisNode,
}

/// The backplanes of a node's hubs.
#[derive(Clone)]
pub(crate) struct HubBackplanes(Vec<Arc<BusBackplane>>);

impl BusBackplane {
    /// The backplane of the hub of this name. It receives nothing before [`HubBackplanes::subscribe`].
    pub(crate) fn new(bus: Bus, keys: BusKeys, node: Arc<str>, hub: &str) -> Arc<Self> {
        let (queue, received) = mpsc::channel(QUEUE);
        let (queued_bytes, received) = (AtomicUsize::new(0), Mutex::new(received));
        Arc::new(Self { bus, keys, node, channels: format!("{PREFIX}{hub}:"), queue, queued_bytes, received })
    }

    fn channel_name(&self, of: &str) -> String {
        format!("{}{of}", self.channels)
    }

    /// The channel of this backplane that has this name.
    fn channel(&self, name: &str) -> Option<Channel> {
        match name.strip_prefix(&self.channels)? {
            ALL_NODES => Some(Channel::AllNodes),
            node if *node == *self.node => Some(Channel::ThisNode),
            _ => None,
        }
    }

    fn push(&self, channel: Channel, sealed: Bytes) {
        let len = sealed.len();
        let fits = self.queued_bytes.fetch_add(len, Ordering::Relaxed) + len <= QUEUE_BYTES;
        if !fits || self.queue.try_send((channel, sealed)).is_err() {
            self.queued_bytes.fetch_sub(len, Ordering::Relaxed);
            metrics::counter!("hub.backplane.dropped", "reason" => "full").increment(1);
        }
    }
}

#[async_trait]
impl Backplane for BusBackplane {
    fn node(&self) -> &Arc<str> {
        &self.node
    }

    fn max_message(&self) -> usize {
        envelope::MAX_PAYLOAD
    }

    fn publish(&self, to: Recipient<'_>, message: Bytes) -> Handoff {
        let channel = self.channel_name(match to {
            Recipient::AllOthers => ALL_NODES,
            Recipient::Node(node) => node,
        });
        let Ok(sealed) = envelope::seal(&self.keys, &channel, &message) else { return Handoff::Dropped };
        match self.bus.publish(&channel, sealed) {
            plenum_bus::Handoff::Queued => Handoff::Sent,
            plenum_bus::Handoff::Dropped => Handoff::Dropped,
        }
    }

    async fn receive(&self) -> Option<Bytes> {
        let mut received = self.received.lock().await;
        loop {
            let (channel, sealed) = received.recv().await?;
            self.queued_bytes.fetch_sub(sealed.len(), Ordering::Relaxed);
            let name = self.channel_name(match channel {
                Channel::AllNodes => ALL_NODES,
                Channel::ThisNode => &self.node,
            });
            // The envelope counts the messages that it refuses.
            if let Ok(message) = envelope::open(&self.keys, &name, &sealed) {
                return Some(message);
            }
        }
    }
}

impl HubBackplanes {
    pub(crate) fn new(backplanes: Vec<Arc<BusBackplane>>) -> Self {
        Self(backplanes)
    }

    /// Subscribes to the channels of all backplanes. The bus retries a subscription that is not confirmed in time.
    pub(crate) async fn subscribe(self) {
        for backplane in &self.0 {
            for channel in [backplane.channel_name(ALL_NODES), backplane.channel_name(&backplane.node)] {
                if let Err(error) = backplane.bus.subscribe(&channel).await {
                    tracing::warn!(channel, %error, "the bus did not confirm a subscription");
                }
            }
        }
    }

    /// Queues a message for the backplane whose channel it came on. The answer says whether there is one.
    pub(crate) fn route(&self, channel: &str, sealed: &Bytes) -> bool {
        let queued = |backplane: &Arc<BusBackplane>| {
            backplane.channel(channel).map(|channel| backplane.push(channel, sealed.clone()))
        };
        channel.starts_with(PREFIX) && self.0.iter().any(|backplane| queued(backplane).is_some())
    }
}

impl Drop for BusBackplane {
    fn drop(&mut self) {
        for channel in [self.channel_name(ALL_NODES), self.channel_name(&self.node)] {
            self.bus.unsubscribe(&channel);
        }
    }
}

#[cfg(test)]
#[path = "../signalr/tests/it/backplane/suite.rs"]
mod suite;

#[cfg(test)]
mod tests;
