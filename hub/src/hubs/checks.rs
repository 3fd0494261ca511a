//! How many ask the database who they are at the same time: few, and each person once, so that those who knock do not keep
//! it from those who are in.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use plenum_shared::ids::UserId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// On one node, over all hubs.
const AT_ONCE: usize = 8;

/// How long one waits for a turn.
const PATIENCE: Duration = Duration::from_secs(1);

/// The turns of a node. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Checks(Arc<Inner>);

struct Inner {
    node: Arc<Semaphore>,
    people: Mutex<HashMap<UserId, Person>>,
}

struct Person {
    turn: Arc<Semaphore>,
    /// Who has the turn or waits for it.
    here: usize,
}

/// A turn, given back when dropped.
pub(crate) struct Turn {
    // In this order: the person's is given back last.
    _node: OwnedSemaphorePermit,
    _person: OwnedSemaphorePermit,
    _entry: Entry,
}

/// A place in the table of people; left when dropped.
struct Entry {
    checks: Checks,
    user: UserId,
}

impl Checks {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Inner { node: Arc::new(Semaphore::new(AT_ONCE)), people: Mutex::default() }))
    }

    /// Waits a moment for this person's turn; none when it does not come.
    pub(crate) async fn turn_of(&self, user: UserId) -> Option<Turn> {
        let entry = self.enter(user);
        let own = self.people().get(&user).map(|person| person.turn.clone())?;
        let turns = async {
            let person = own.acquire_owned().await.ok()?;
            let node = self.0.node.clone().acquire_owned().await.ok()?;
            Some(Turn { _node: node, _person: person, _entry: entry })
        };
        timeout(PATIENCE, turns).await.ok().flatten()
    }

    fn enter(&self, user: UserId) -> Entry {
        let mut people = self.people();
        let person = people.entry(user).or_insert_with(|| Person { turn: Arc::new(Semaphore::new(1)), here: 0 });
        person.here += 1;
        Entry { checks: self.clone(), user }
    }

    fn people(&self) -> MutexGuard<'_, HashMap<UserId, Person>> {
        self.0.people.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        let mut people = self.checks.people();
        if let Some(person) = people.get_mut(&self.user) {
            person.here -= 1;
            if person.here == 0 {
                people.remove(&self.user);
            }
        }
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
        let again = checks.turn_of(ada).await.expect("her turn again");
        drop((again, others));
        assert!(checks.people().is_empty());
    }
}
