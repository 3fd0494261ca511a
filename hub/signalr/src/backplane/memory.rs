//! A backplane within one process: for tests, and for several servers of one hub in one program.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use bytes::Bytes;
use tokio::sync::{Mutex as AsyncMutex, mpsc};

use super::{Backplane, Handoff, Whom};

/// Messages that may wait for a node.
const WAITING: usize = 4_096;

/// The longest message.
const LONGEST: usize = 64 * 1024;

/// Where nodes meet. Cheap to clone.
#[derive(Clone, Default)]
pub struct MemoryHall(Arc<Mutex<Hall>>);

#[derive(Default)]
struct Hall {
    nodes: HashMap<Arc<str>, mpsc::Sender<Bytes>>,
    shut: bool,
}

/// One node's place in a hall; left when dropped.
pub struct MemoryBackplane {
    hall: MemoryHall,
    node: Arc<str>,
    inbox: AsyncMutex<mpsc::Receiver<Bytes>>,
}

impl MemoryHall {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Lets a node in. Its name must be unlike any other's.
    pub fn node(&self, name: impl Into<Arc<str>>) -> MemoryBackplane {
        let (node, (sender, inbox)) = (name.into(), mpsc::channel(WAITING));
        self.lock().nodes.insert(Arc::clone(&node), sender);
        MemoryBackplane { hall: self.clone(), node, inbox: AsyncMutex::new(inbox) }
    }

    /// Carries nothing until it is mended.
    pub fn cut(&self) {
        self.lock().shut = true;
    }

    /// Carries again.
    pub fn mend(&self) {
        self.lock().shut = false;
    }

    fn lock(&self) -> MutexGuard<'_, Hall> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Backplane for MemoryBackplane {
    fn node(&self) -> &Arc<str> {
        &self.node
    }

    fn max_message(&self) -> usize {
        LONGEST
    }

    fn publish(&self, to: Whom<'_>, message: Bytes) -> Handoff {
        let hall = self.hall.lock();
        if hall.shut {
            return Handoff::Dropped;
        }
        let pass = |sender: &mpsc::Sender<Bytes>| match sender.try_send(message.clone()) {
            Ok(()) => Handoff::Sent,
            Err(_) => Handoff::Dropped,
        };
        match to {
            Whom::Node(name) => hall.nodes.get(name).map_or(Handoff::Dropped, pass),
            Whom::Everyone => {
                let others = hall.nodes.iter().filter(|(name, _)| **name != self.node);
                let passed: Vec<_> = others.map(|(_, sender)| pass(sender)).collect();
                if passed.contains(&Handoff::Dropped) { Handoff::Dropped } else { Handoff::Sent }
            }
        }
    }

    async fn receive(&self) -> Option<Bytes> {
        self.inbox.lock().await.recv().await
    }
}

impl Drop for MemoryBackplane {
    fn drop(&mut self) {
        self.hall.lock().nodes.remove(&self.node);
    }
}
