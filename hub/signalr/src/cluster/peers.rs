//! The other nodes: who was heard of lately.

use std::collections::HashMap;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, timeout};

/// How often a node says that it is here.
pub(super) const HELLO_EVERY: Duration = Duration::from_secs(1);

/// A node that was not heard of for this long is gone.
const GONE_AFTER: Duration = Duration::from_secs(5);

/// How long to wait for the first word of a node whose token has come before it did.
const MEET: Duration = Duration::from_secs(2);

#[derive(Default)]
pub(super) struct Peers {
    heard: Mutex<HashMap<Arc<str>, Instant>>,
    changed: Notify,
}

/// Whether a node was known.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Acquaintance {
    New,
    Known,
}

impl Peers {
    pub(super) fn heard_of(&self, node: &Arc<str>) -> Acquaintance {
        if self.lock().insert(Arc::clone(node), Instant::now()).is_some() {
            return Acquaintance::Known;
        }
        self.changed.notify_waiters();
        Acquaintance::New
    }

    pub(super) fn forget(&self, node: &str) {
        self.lock().remove(node);
        self.changed.notify_waiters();
    }

    /// Forgets those who were not heard of for too long, and says who they are.
    pub(super) fn forget_silent(&self) -> Vec<Arc<str>> {
        let silent = |heard: &Instant| heard.elapsed() >= GONE_AFTER;
        let mut table = self.lock();
        let gone: Vec<_> = table.iter().filter(|(_, heard)| silent(heard)).map(|(node, _)| Arc::clone(node)).collect();
        for node in &gone {
            table.remove(node);
        }
        drop(table);
        self.changed.notify_waiters();
        gone
    }

    pub(super) fn all(&self) -> Vec<Arc<str>> {
        self.lock().keys().cloned().collect()
    }

    /// Whether a node is there, waiting a moment for one that was not heard of yet.
    pub(super) async fn meet(&self, node: &str) -> bool {
        timeout(MEET, self.until(|known| known.contains_key(node))).await.is_ok()
    }

    /// Resolves when a node is not there any more.
    pub(super) async fn gone(&self, node: &str) {
        self.until(|known| !known.contains_key(node)).await;
    }

    async fn until(&self, so: impl Fn(&HashMap<Arc<str>, Instant>) -> bool) {
        loop {
            let mut changed = pin!(self.changed.notified());
            changed.as_mut().enable();
            if so(&self.lock()) {
                return;
            }
            changed.await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Arc<str>, Instant>> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
