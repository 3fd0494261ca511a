//! The other nodes: who was heard of lately, and what became of the others.
//!
//! A node that is silent may be cut off, with all its connections alive, or dead; nobody can tell. So it does not count
//! any more after some seconds, but what is known about its connections is kept for minutes.

use std::collections::HashMap;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, timeout};

/// How often a node says that it is here.
pub(super) const HELLO_EVERY: Duration = Duration::from_secs(1);

/// A node that was not heard of for this long is silent.
const SILENT_AFTER: Duration = Duration::from_secs(5);

/// How long one that is not here any more is remembered.
const AWAY: Duration = Duration::from_secs(10 * 60);

/// How long to wait for the first word of a node whose token has come before it did.
const MEET: Duration = Duration::from_secs(2);

#[derive(Default)]
pub(super) struct Peers {
    known: Mutex<Known>,
    changed: Notify,
}

#[derive(Default)]
struct Known {
    /// When each was heard of last.
    here: HashMap<Arc<str>, Instant>,
    /// Those who were here, and since when they are not.
    away: HashMap<Arc<str>, (Absence, Instant)>,
}

/// Whether a node was known.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Acquaintance {
    New,
    Known,
}

/// Where a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    Here,
    Away(Absence),
    /// Never heard of, or forgotten.
    Unknown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Absence {
    /// It was not heard of any more.
    Silent,
    /// It said goodbye: its connections have ended.
    Left,
}

impl Known {
    fn about(&self, node: &str) -> Presence {
        match self.away.get(node) {
            _ if self.here.contains_key(node) => Presence::Here,
            Some((absence, _)) => Presence::Away(*absence),
            None => Presence::Unknown,
        }
    }
}

impl Peers {
    pub(super) fn heard_of(&self, node: &Arc<str>) -> Acquaintance {
        let mut known = self.lock();
        // What is heard of it now was said before, and came late: no run of a node has the name of an earlier one.
        if known.about(node) == Presence::Away(Absence::Left) {
            return Acquaintance::Known;
        }
        if known.here.insert(Arc::clone(node), Instant::now()).is_some() {
            return Acquaintance::Known;
        }
        known.away.remove(node);
        drop(known);
        self.changed.notify_waiters();
        Acquaintance::New
    }

    /// A node has said goodbye.
    pub(super) fn left(&self, node: &Arc<str>) {
        let mut known = self.lock();
        known.here.remove(node);
        known.away.insert(Arc::clone(node), (Absence::Left, Instant::now()));
        drop(known);
        self.changed.notify_waiters();
    }

    /// Those who were not heard of for too long are away from here on. Says who they are.
    pub(super) fn fall_silent(&self) -> Vec<Arc<str>> {
        let mut known = self.lock();
        let silent: Vec<_> = known.here.extract_if(|_, heard| heard.elapsed() >= SILENT_AFTER).collect();
        let silent: Vec<_> = silent.into_iter().map(|(node, _)| node).collect();
        let now = Instant::now();
        known.away.extend(silent.iter().map(|node| (Arc::clone(node), (Absence::Silent, now))));
        drop(known);
        if !silent.is_empty() {
            self.changed.notify_waiters();
        }
        silent
    }

    /// Forgets those who have been away for long. Says who they are.
    pub(super) fn forget_away(&self) -> Vec<Arc<str>> {
        let mut known = self.lock();
        let long = known.away.extract_if(|_, (_, since)| since.elapsed() >= AWAY);
        long.map(|(node, _)| node).collect()
    }

    /// Those who are here.
    pub(super) fn all(&self) -> Vec<Arc<str>> {
        self.lock().here.keys().cloned().collect()
    }

    pub(super) fn is_here(&self, node: &str) -> bool {
        self.lock().here.contains_key(node)
    }

    /// Whether there are nodes that are silent.
    pub(super) fn some_are_silent(&self) -> bool {
        self.lock().away.values().any(|(absence, _)| *absence == Absence::Silent)
    }

    /// Where a node is, waiting a moment for one that was not heard of yet.
    pub(super) async fn meet(&self, node: &str) -> Presence {
        let known = self.until(|known| known.about(node) != Presence::Unknown);
        let _ = timeout(MEET, known).await;
        self.lock().about(node)
    }

    /// Resolves when a node is not here any more.
    pub(super) async fn gone(&self, node: &str) {
        self.until(|known| !known.here.contains_key(node)).await;
    }

    async fn until(&self, so: impl Fn(&Known) -> bool) {
        loop {
            let mut changed = pin!(self.changed.notified());
            changed.as_mut().enable();
            if so(&self.lock()) {
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
    async fn whoever_is_silent_or_has_left_is_remembered_for_a_while() {
        let peers = Peers::default();
        let (silent, leaving): (Arc<str>, Arc<str>) = (Arc::from("silent"), Arc::from("leaving"));
        assert_eq!(peers.meet("silent").await, Presence::Unknown);
        assert_eq!(peers.heard_of(&silent), Acquaintance::New);
        assert_eq!(peers.heard_of(&silent), Acquaintance::Known);
        peers.heard_of(&leaving);
        peers.left(&leaving);
        assert_eq!(peers.heard_of(&leaving), Acquaintance::Known);
        assert_eq!((peers.all(), peers.some_are_silent()), (vec![Arc::clone(&silent)], false));
        advance(SILENT_AFTER).await;
        assert_eq!(peers.fall_silent(), [Arc::clone(&silent)]);
        assert!(peers.fall_silent().is_empty() && peers.all().is_empty() && peers.some_are_silent());
        assert_eq!(peers.meet("silent").await, Presence::Away(Absence::Silent));
        assert_eq!(peers.meet("leaving").await, Presence::Away(Absence::Left));
        // It was only out of hearing.
        assert_eq!(peers.heard_of(&silent), Acquaintance::New);
        assert_eq!(peers.meet("silent").await, Presence::Here);
        advance(AWAY).await;
        peers.fall_silent();
        assert_eq!(peers.forget_away(), [leaving]);
        advance(AWAY).await;
        assert_eq!(peers.forget_away(), [silent]);
        assert_eq!(peers.meet("silent").await, Presence::Unknown);
    }

    #[tokio::test(start_paused = true)]
    async fn one_that_comes_late_is_waited_for() {
        let peers = Peers::default();
        let coming = async {
            tokio::time::sleep(MEET / 2).await;
            peers.heard_of(&Arc::from("late"));
        };
        assert_eq!(tokio::join!(peers.meet("late"), coming).0, Presence::Here);
    }
}
