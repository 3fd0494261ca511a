//! How many ask the database who they are at the same time: few, and each person once, so that those who knock do not
//! keep it from those who are in.

use std::{sync::Arc, time::Duration};

use plenum_app::fair_limiter::KeyedSemaphores;
use plenum_shared::ids::UserId;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

/// On one node, over all hubs.
const AT_ONCE: usize = 8;

/// How long one waits for a turn.
const PATIENCE: Duration = Duration::from_secs(1);

/// The turns of a node. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Checks {
    node: Arc<Semaphore>,
    people: Arc<KeyedSemaphores<UserId>>,
}

/// A turn, given back when dropped.
pub(crate) struct Turn {
    _node: OwnedSemaphorePermit,
    _person: OwnedSemaphorePermit,
}

impl Checks {
    pub(crate) fn new() -> Self {
        Self { node: Arc::new(Semaphore::new(AT_ONCE)), people: Arc::new(KeyedSemaphores::new(1)) }
    }

    /// Waits a moment for this person's turn; none when it does not come.
    pub(crate) async fn turn_of(&self, user: UserId) -> Option<Turn> {
        // First the person's own, so that those who wait for that hold none of the others'.
        let turn = async {
            let person = self.people.get(user).acquire_owned().await.ok()?;
            let node = self.node.clone().acquire_owned().await.ok()?;
            Some(Turn { _node: node, _person: person })
        };
        timeout(PATIENCE, turn).await.ok().flatten()
    }
}

#[cfg(test)]
mod tests {
    use plenum_shared::clock::Source;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn one_person_has_one_turn_and_the_node_a_few() {
        let (checks, source) = (Checks::new(), Source::system());
        let person = || UserId::from(source.uuid());
        let ada = person();
        let turn = checks.turn_of(ada).await.expect("her turn");
        assert!(checks.turn_of(ada).await.is_none());
        let mut others = Vec::new();
        for _ in 1..AT_ONCE {
            others.push(checks.turn_of(person()).await.expect("a turn"));
        }
        assert!(checks.turn_of(person()).await.is_none());
        drop(turn);
        assert!(checks.turn_of(ada).await.is_some());
    }
}
