//! A backplane within one process: for tests, and for several servers of one hub in one program.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use bytes::Bytes;
use tokio::sync::{Mutex as AsyncMutex, mpsc};

use super::{Backplane, Handoff, Recipient};

/// Messages that may wait for a node.
const QUEUE_LENGTH: usize = 4_096;

/// The longest message in bytes.
const MAX_MESSAGE: usize = 64 * 1024;

/// A network of nodes in one process. Cheap to clone.
#[derive(Clone, Default)]
pub struct MemoryNetwork(Arc<Mutex<Network>>);

#[derive(Default)]
struct Network {
    nodes: HashMap<Arc<str>, mpsc::Sender<Bytes>>,
    /// Whether every message is dropped.
    down: bool,
}

/// One node of a network; leaves it when dropped.
pub struct MemoryBackplane {
    network: MemoryNetwork,
    node: Arc<str>,
    inbox: AsyncMutex<mpsc::Receiver<Bytes>>,
}

impl MemoryNetwork {
    /// A network without nodes.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a node. No other node may have the same name.
    pub fn node(&self, name: impl Into<Arc<str>>) -> MemoryBackplane {
        let (node, (sender, inbox)) = (name.into(), mpsc::channel(QUEUE_LENGTH));
        self.lock().nodes.insert(Arc::clone(&node), sender);
        MemoryBackplane { network: self.clone(), node, inbox: AsyncMutex::new(inbox) }
    }

    /// Drops every message from now on.
    pub fn take_down(&self) {
        self.lock().down = true;
    }

    /// Delivers messages again.
    pub fn restore(&self) {
        self.lock().down = false;
    }

    fn lock(&self) -> MutexGuard<'_, Network> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Backplane for MemoryBackplane {
    fn node(&self) -> &Arc<str> {
        &self.node
    }

    fn max_message(&self) -> usize {
        MAX_MESSAGE
    }

    fn publish(&self, to: Recipient<'_>, message: Bytes) -> Handoff {
        let network = self.network.lock();
        if network.down {
            return Handoff::Dropped;
        }
        let deliver = |sender: &mpsc::Sender<Bytes>| match sender.try_send(message.clone()) {
            Ok(()) => Handoff::Sent,
            Err(_) => Handoff::Dropped,
        };
        match to {
            Recipient::Node(name) => network.nodes.get(name).map_or(Handoff::Dropped, deliver),
            Recipient::AllOthers => {
                let others = network.nodes.iter().filter(|(name, _)| **name != self.node);
                let handoffs: Vec<_> = others.map(|(_, sender)| deliver(sender)).collect();
                if handoffs.contains(&Handoff::Dropped) { Handoff::Dropped } else { Handoff::Sent }
            }
        }
    }

    async fn receive(&self) -> Option<Bytes> {
        self.inbox.lock().await.recv().await
    }
}

impl Drop for MemoryBackplane {
    fn drop(&mut self) {
        self.network.lock().nodes.remove(&self.node);
    }
}
