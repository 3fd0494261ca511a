//! An equal share for everybody of what there is little of, kept only as long as somebody uses it.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use tokio::sync::Semaphore;

/// Keys below this number are not worth looking through for those that nobody uses.
const FEW: usize = 64;

/// A semaphore for every key, each with as many permits.
pub struct Shares<K> {
    each: usize,
    known: Mutex<Known<K>>,
}

struct Known<K> {
    by_key: HashMap<K, Weak<Semaphore>>,
    /// How many keys there are when the unused ones are thrown away next.
    crowded: usize,
}

impl<K: Eq + Hash> Shares<K> {
    pub fn new(each: usize) -> Self {
        Self { each, known: Mutex::new(Known { by_key: HashMap::new(), crowded: FEW }) }
    }

    /// The share of this key: the same one for as long as anybody has it, or a permit of it.
    pub fn of(&self, key: K) -> Arc<Semaphore> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(share) = known.by_key.get(&key).and_then(Weak::upgrade) {
            return share;
        }
        if known.by_key.len() >= known.crowded {
            known.by_key.retain(|_, share| share.strong_count() > 0);
            known.crowded = FEW.max(2 * known.by_key.len());
        }
        let share = Arc::new(Semaphore::new(self.each));
        known.by_key.insert(key, Arc::downgrade(&share));
        share
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_one_for_as_long_as_it_is_used() {
        let shares = Shares::new(1);
        let held = shares.of("ada").try_acquire_owned().expect("the only one");
        assert!(shares.of("ada").try_acquire_owned().is_err());
        assert!(shares.of("bo").try_acquire_owned().is_ok());
        drop(held);
        assert!(shares.of("ada").try_acquire_owned().is_ok());
    }

    #[test]
    fn nothing_is_kept_of_those_who_left() {
        let shares = Shares::new(1);
        let _stays = shares.of(0);
        for number in 1..10_000 {
            drop(shares.of(number));
        }
        assert!(shares.known.lock().expect("unpoisoned").by_key.len() <= FEW);
    }
}
