//! The way from hub node to hub node: the backplane of a SignalR server over Plenum's bus.
//!
//! Each hub has one channel that all its nodes hear, and each node one of its own. Every message is sealed like any
//! other on the bus, so who can write to Redis can neither forge nor alter one; repeats are dropped above. Nothing on
//! the way waits: what the bus does not take, and what a node does not come to handle, is dropped and counted.

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

/// Messages, and bytes of them, that may wait to be handled.
const WAITING: usize = 8_192;
const WAITING_BYTES: usize = 16 << 20;

/// What the channels of hubs begin with.
const PREFIX: &str = "hub:";

/// One hub's way to the same hub on other nodes.
pub(crate) struct BusBackplane {
    bus: Bus,
    keys: BusKeys,
    node: Arc<str>,
    /// `hub:{name}:`, followed by a node's name or by [`EVERYONE`].
    channels: String,
    waiting: mpsc::Sender<(To, Bytes)>,
    waiting_bytes: AtomicUsize,
    inbox: Mutex<mpsc::Receiver<(To, Bytes)>>,
}

/// What no node is called: their names have 32 characters.
const EVERYONE: &str = "all";

/// On which channel something came.
#[derive(Debug, Clone, Copy)]
enum To {
    Everyone,
    Us,
}

/// The backplanes of a node's hubs.
#[derive(Clone)]
pub(crate) struct Planes(Vec<Arc<BusBackplane>>);

impl BusBackplane {
    /// The backplane of the hub of this name. It hears nothing before [`Planes::listen`].
    pub(crate) fn new(bus: Bus, keys: BusKeys, node: Arc<str>, hub: &str) -> Arc<Self> {
        let (waiting, inbox) = mpsc::channel(WAITING);
        let (waiting_bytes, inbox) = (AtomicUsize::new(0), Mutex::new(inbox));
        Arc::new(Self { bus, keys, node, channels: format!("{PREFIX}{hub}:"), waiting, waiting_bytes, inbox })
    }

    fn channel(&self, of: &str) -> String {
        format!("{}{of}", self.channels)
    }

    fn ours(&self, channel: &str) -> Option<To> {
        match channel.strip_prefix(&self.channels)? {
            EVERYONE => Some(To::Everyone),
            node if *node == *self.node => Some(To::Us),
            _ => None,
        }
    }

    fn pass(&self, to: To, sealed: Bytes) {
        let len = sealed.len();
        let fits = self.waiting_bytes.fetch_add(len, Ordering::Relaxed) + len <= WAITING_BYTES;
        if !fits || self.waiting.try_send((to, sealed)).is_err() {
            self.waiting_bytes.fetch_sub(len, Ordering::Relaxed);
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
        let channel = self.channel(match to {
            Recipient::AllOthers => EVERYONE,
            Recipient::Node(node) => node,
        });
        let Ok(sealed) = envelope::seal(&self.keys, &channel, &message) else { return Handoff::Dropped };
        match self.bus.publish(&channel, sealed) {
            plenum_bus::Handoff::Queued => Handoff::Sent,
            plenum_bus::Handoff::Dropped => Handoff::Dropped,
        }
    }

    async fn receive(&self) -> Option<Bytes> {
        let mut inbox = self.inbox.lock().await;
        loop {
            let (to, sealed) = inbox.recv().await?;
            self.waiting_bytes.fetch_sub(sealed.len(), Ordering::Relaxed);
            let channel = self.channel(match to {
                To::Everyone => EVERYONE,
                To::Us => &self.node,
            });
            // The envelope counts what it refuses.
            if let Ok(message) = envelope::open(&self.keys, &channel, &sealed) {
                return Some(message);
            }
        }
    }
}

impl Planes {
    pub(crate) fn new(planes: Vec<Arc<BusBackplane>>) -> Self {
        Self(planes)
    }

    /// Begins to hear the channels of all of them. What is not confirmed in time is established later.
    pub(crate) async fn listen(self) {
        for plane in &self.0 {
            for channel in [plane.channel(EVERYONE), plane.channel(&plane.node)] {
                if let Err(error) = plane.bus.subscribe(&channel).await {
                    tracing::warn!(channel, %error, "the bus did not confirm a subscription");
                }
            }
        }
    }

    /// Passes on what came on a channel of one of them; whether it did.
    pub(crate) fn pass(&self, channel: &str, sealed: &Bytes) -> bool {
        let ours = |plane: &Arc<BusBackplane>| plane.ours(channel).map(|to| plane.pass(to, sealed.clone()));
        channel.starts_with(PREFIX) && self.0.iter().any(|plane| ours(plane).is_some())
    }
}

impl Drop for BusBackplane {
    fn drop(&mut self) {
        for channel in [self.channel(EVERYONE), self.channel(&self.node)] {
            self.bus.unsubscribe(&channel);
        }
    }
}

#[cfg(test)]
#[path = "../signalr/tests/it/backplane/suite.rs"]
mod suite;

#[cfg(test)]
mod tests;
