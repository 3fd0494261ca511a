//! A semaphore for each key, kept only for as long as it is in use.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use tokio::sync::Semaphore;

/// Fewer keys than this are not searched for unused ones.
const FEW: usize = 64;

/// A semaphore for each key, all with the same number of permits.
pub struct KeyedSemaphores<K> {
    permits: usize,
    known: Mutex<Known<K>>,
}

struct Known<K> {
    by_key: HashMap<K, Weak<Semaphore>>,
    /// The number of keys at which unused ones are removed next.
    prune_at: usize,
}

impl<K: Eq + Hash> KeyedSemaphores<K> {
    pub fn new(permits: usize) -> Self {
        Self { permits, known: Mutex::new(Known { by_key: HashMap::new(), prune_at: FEW }) }
    }

    /// The semaphore of this key: the same one for as long as it, or a permit of it, is held.
    pub fn get(&self, key: K) -> Arc<Semaphore> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(semaphore) = known.by_key.get(&key).and_then(Weak::upgrade) {
            return semaphore;
        }
        if known.by_key.len() >= known.prune_at {
            known.by_key.retain(|_, semaphore| semaphore.strong_count() > 0);
            known.prune_at = FEW.max(2 * known.by_key.len());
        }
        let semaphore = Arc::new(Semaphore::new(self.permits));
        known.by_key.insert(key, Arc::downgrade(&semaphore));
        semaphore
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_one_semaphore_for_as_long_as_it_is_used() {
        let semaphores = KeyedSemaphores::new(1);
        let held = semaphores.get("ada").try_acquire_owned().expect("the only one");
        assert!(semaphores.get("ada").try_acquire_owned().is_err());
        assert!(semaphores.get("bo").try_acquire_owned().is_ok());
        drop(held);
        assert!(semaphores.get("ada").try_acquire_owned().is_ok());
    }

    #[test]
    fn unused_semaphores_are_removed() {
        let semaphores = KeyedSemaphores::new(1);
        let _stays = semaphores.get(0);
        for number in 1..10_000 {
            drop(semaphores.get(number));
        }
        assert!(semaphores.known.lock().expect("unpoisoned").by_key.len() <= FEW);
    }
}
