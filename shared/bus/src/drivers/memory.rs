//! The bus within one process: for an installation of a single node, and for tests with several.
//!
//! A [`MemoryBroker`] connects the nodes. It uses the same supervisor and probes as every other driver, so that the bus
//! behaves in tests as in production; only the network is missing.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;

use crate::link::events::LinkEvents;
use crate::link::{Driver, Link, LinkError, Outgoing};

/// The broker of nodes in one process. Clones are the same broker.
#[derive(Debug, Clone, Default)]
pub struct MemoryBroker(Arc<Mutex<Broker>>);

/// The driver of one node at a [`MemoryBroker`].
#[derive(Debug)]
pub struct MemoryDriver(MemoryBroker);

#[derive(Debug, Default)]
struct Broker {
    cut: bool,
    next: u64,
    links: HashMap<u64, LinkEvents>,
    listeners: HashMap<Arc<str>, HashSet<u64>>,
}

impl MemoryBroker {
    /// A new broker.
    pub fn new() -> Self {
        Self::default()
    }

    /// A driver for one more node.
    pub fn driver(&self) -> MemoryDriver {
        MemoryDriver(self.clone())
    }

    /// Cuts every link and refuses new ones, like a server that is down.
    pub fn cut(&self) {
        let links = {
            let mut broker = self.lock();
            broker.cut = true;
            broker.listeners.clear();
            std::mem::take(&mut broker.links)
        };
        for events in links.into_values() {
            events.lost(LinkError::new("the broker has been cut"));
        }
    }

    /// Accepts links again.
    pub fn restore(&self) {
        self.lock().cut = false;
    }

    /// A poisoned lock is ignored, because a panic under it leaves a valid state.
    fn lock(&self) -> MutexGuard<'_, Broker> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Driver for MemoryDriver {
    async fn connect(&self, events: LinkEvents) -> Result<Box<dyn Link>, LinkError> {
        let mut broker = self.0.lock();
        if broker.cut {
            return Err(LinkError::new("the broker is cut"));
        }
        broker.next += 1;
        let id = broker.next;
        broker.links.insert(id, events);
        Ok(Box::new(MemoryLink { broker: self.0.clone(), id }))
    }
}

/// One link of a node to the broker.
struct MemoryLink {
    broker: MemoryBroker,
    id: u64,
}

impl MemoryLink {
    fn attached(&self) -> Result<MutexGuard<'_, Broker>, LinkError> {
        let broker = self.broker.lock();
        if broker.links.contains_key(&self.id) { Ok(broker) } else { Err(LinkError::new("the link was cut")) }
    }
}

#[async_trait]
impl Link for MemoryLink {
    async fn publish(&self, batch: &[Outgoing]) -> Result<(), LinkError> {
        // Delivering never waits, so it happens under the lock, which gives all nodes the same order.
        let broker = self.attached()?;
        for message in batch {
            let listeners = broker.listeners.get(&message.channel).into_iter().flatten();
            for events in listeners.filter_map(|id| broker.links.get(id)) {
                events.deliver(&message.channel, message.payload.clone());
            }
        }
        Ok(())
    }

    async fn subscribe(&self, channels: &[Arc<str>]) -> Result<(), LinkError> {
        let mut broker = self.attached()?;
        for channel in channels {
            broker.listeners.entry(Arc::clone(channel)).or_default().insert(self.id);
        }
        Ok(())
    }

    async fn unsubscribe(&self, channels: &[Arc<str>]) -> Result<(), LinkError> {
        let mut broker = self.attached()?;
        for channel in channels {
            if let Some(listeners) = broker.listeners.get_mut(channel) {
                listeners.remove(&self.id);
                if listeners.is_empty() {
                    broker.listeners.remove(channel);
                }
            }
        }
        Ok(())
    }

    fn close(&self) {
        let mut broker = self.broker.lock();
        if broker.links.remove(&self.id).is_some() {
            broker.listeners.retain(|_, listeners| {
                listeners.remove(&self.id);
                !listeners.is_empty()
            });
        }
    }
}

impl Drop for MemoryLink {
    fn drop(&mut self) {
        self.close();
    }
}
