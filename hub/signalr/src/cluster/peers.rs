//! The other nodes: which of them are present, and what became of the others.
//!
//! A silent node may be isolated, with all its connections alive, or dead; the others cannot tell. So it does not count
//! as present after some seconds, but the knowledge about its connections is kept for minutes.

use std::collections::HashMap;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, timeout};

/// How often a node says hello.
pub(super) const HELLO_INTERVAL: Duration = Duration::from_secs(1);

/// A node without a message for this long is silent.
const SILENT_AFTER: Duration = Duration::from_secs(5);

/// How long an absent node is remembered.
const FORGET_AFTER: Duration = Duration::from_secs(10 * 60);

/// How long to wait for the first message of a node whose token has come before it.
const FIRST_CONTACT_TIMEOUT: Duration = Duration::from_secs(2);

#[derive(Default)]
pub(super) struct Peers {
    known: Mutex<Known>,
    changed: Notify,
}

#[derive(Default)]
struct Known {
    /// The time of each present node's last message.
    present: HashMap<Arc<str>, Instant>,
    /// Nodes that were present before, and since when they are not.
    absent: HashMap<Arc<str>, (Absence, Instant)>,
}

/// Whether a message is the first one of a node since it was absent or unknown.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Contact {
    First,
    Repeated,
}

/// The state of a node, as far as this one knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    Present,
    Absent(Absence),
    /// It has sent no message, or is forgotten.
    Unknown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Absence {
    /// It sent no more messages.
    Silent,
    /// It said goodbye: its connections have ended.
    Left,
}

impl Known {
    fn presence(&self, node: &str) -> Presence {
        match self.absent.get(node) {
            _ if self.present.contains_key(node) => Presence::Present,
            Some((absence, _)) => Presence::Absent(*absence),
            None => Presence::Unknown,
        }
    }
}

impl Peers {
    /// Notes a message of a node.
    pub(super) fn record_contact(&self, node: &Arc<str>) -> Contact {
        let mut known = self.lock();
        // The message was sent before the goodbye, and came late: no run of a node has the name of an earlier one.
        if known.presence(node) == Presence::Absent(Absence::Left) {
            return Contact::Repeated;
        }
        if known.present.insert(Arc::clone(node), Instant::now()).is_some() {
            return Contact::Repeated;
        }
        known.absent.remove(node);
        drop(known);
        self.changed.notify_waiters();
        Contact::First
    }

    /// A node has said goodbye.
    pub(super) fn left(&self, node: &Arc<str>) {
        let mut known = self.lock();
        known.present.remove(node);
        known.absent.insert(Arc::clone(node), (Absence::Left, Instant::now()));
        drop(known);
        self.changed.notify_waiters();
    }

    /// Marks nodes without a message for too long as absent, and returns their names.
    pub(super) fn expire_silent(&self) -> Vec<Arc<str>> {
        let mut known = self.lock();
        let silent: Vec<_> =
            known.present.extract_if(|_, last_contact| last_contact.elapsed() >= SILENT_AFTER).collect();
        let silent: Vec<_> = silent.into_iter().map(|(node, _)| node).collect();
        let now = Instant::now();
        known.absent.extend(silent.iter().map(|node| (Arc::clone(node), (Absence::Silent, now))));
        drop(known);
        if !silent.is_empty() {
            self.changed.notify_waiters();
        }
        silent
    }

    /// Forgets nodes that have been absent for long, and returns their names.
    pub(super) fn forget_absent(&self) -> Vec<Arc<str>> {
        let mut known = self.lock();
        let forgotten = known.absent.extract_if(|_, (_, since)| since.elapsed() >= FORGET_AFTER);
        forgotten.map(|(node, _)| node).collect()
    }

    /// The names of the nodes that are present.
    pub(super) fn present(&self) -> Vec<Arc<str>> {
        self.lock().present.keys().cloned().collect()
    }

    pub(super) fn is_present(&self, node: &str) -> bool {
        self.lock().present.contains_key(node)
    }

    /// Whether there are silent nodes.
    pub(super) fn any_silent(&self) -> bool {
        self.lock().absent.values().any(|(absence, _)| *absence == Absence::Silent)
    }

    /// The state of a node, after a moment's wait for the first message of an unknown one.
    pub(super) async fn wait_for(&self, node: &str) -> Presence {
        let known = self.until(|known| known.presence(node) != Presence::Unknown);
        let _ = timeout(FIRST_CONTACT_TIMEOUT, known).await;
        self.lock().presence(node)
    }

    /// Resolves when a node is no longer present.
    pub(super) async fn until_absent(&self, node: &str) {
        self.until(|known| !known.present.contains_key(node)).await;
    }

    async fn until(&self, condition: impl Fn(&Known) -> bool) {
        loop {
            let mut changed = pin!(self.changed.notified());
            changed.as_mut().enable();
            if condition(&self.lock()) {
                return;
            }
            changed.await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn silent_and_departed_nodes_are_remembered_for_a_while() {
        let peers = Peers::default();
        let (silent, leaving): (Arc<str>, Arc<str>) = (Arc::from("silent"), Arc::from("leaving"));
        assert_eq!(peers.wait_for("silent").await, Presence::Unknown);
        assert_eq!(peers.record_contact(&silent), Contact::First);
        assert_eq!(peers.record_contact(&silent), Contact::Repeated);
        peers.record_contact(&leaving);
        peers.left(&leaving);
        assert_eq!(peers.record_contact(&leaving), Contact::Repeated);
        assert_eq!((peers.present(), peers.any_silent()), (vec![Arc::clone(&silent)], false));
        advance(SILENT_AFTER).await;
        assert_eq!(peers.expire_silent(), [Arc::clone(&silent)]);
        assert!(peers.expire_silent().is_empty() && peers.present().is_empty() && peers.any_silent());
        assert_eq!(peers.wait_for("silent").await, Presence::Absent(Absence::Silent));
        assert_eq!(peers.wait_for("leaving").await, Presence::Absent(Absence::Left));
        // The node was only isolated.
        assert_eq!(peers.record_contact(&silent), Contact::First);
        assert_eq!(peers.wait_for("silent").await, Presence::Present);
        advance(FORGET_AFTER).await;
        peers.expire_silent();
        assert_eq!(peers.forget_absent(), [leaving]);
        advance(FORGET_AFTER).await;
        assert_eq!(peers.forget_absent(), [silent]);
        assert_eq!(peers.wait_for("silent").await, Presence::Unknown);
    }

    #[tokio::test(start_paused = true)]
    async fn a_late_node_is_waited_for() {
        let peers = Peers::default();
        let coming = async {
            tokio::time::sleep(FIRST_CONTACT_TIMEOUT / 2).await;
            peers.record_contact(&Arc::from("late"));
        };
        assert_eq!(tokio::join!(peers.wait_for("late"), coming).0, Presence::Present);
    }
}
