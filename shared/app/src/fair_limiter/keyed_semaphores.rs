//! A semaphore for each key, kept only for as long as it is in use.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use tokio::sync::Semaphore;

/// Fewer keys than this are not searched for unused ones.
const FEW: usize = 64;

/// A semaphore for each key.
pub struct KeyedSemaphores<K> {
    permits: usize,
    known: Mutex<Known<K>>,
}

struct Known<K> {
    /// With the number of permits that each has.
    by_key: HashMap<K, (Weak<Semaphore>, usize)>,
    /// The number of keys at which unused ones are removed next.
    prune_at: usize,
}

impl<K: Eq + Hash> KeyedSemaphores<K> {
    pub fn new(permits: usize) -> Self {
        Self { permits, known: Mutex::new(Known { by_key: HashMap::new(), prune_at: FEW }) }
    }

    /// The semaphore of this key: the same one for as long as it, or a permit of it, is held.
    pub fn get(&self, key: K) -> Arc<Semaphore> {
        self.get_with(key, self.permits)
    }

    /// The same, with this number of permits from now on. Permits that are held stay so.
    pub fn get_with(&self, key: K, permits: usize) -> Arc<Semaphore> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((weak, has)) = known.by_key.get_mut(&key)
            && let Some(semaphore) = weak.upgrade()
        {
            if *has < permits {
                semaphore.add_permits(permits - *has);
                *has = permits;
            } else if *has > permits {
                *has -= semaphore.forget_permits(*has - permits);
            }
            return semaphore;
        }
        if known.by_key.len() >= known.prune_at {
            known.by_key.retain(|_, (semaphore, _)| semaphore.strong_count() > 0);
            known.prune_at = FEW.max(2 * known.by_key.len());
        }
        let semaphore = Arc::new(Semaphore::new(permits));
        known.by_key.insert(key, (Arc::downgrade(&semaphore), permits));
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
    fn the_number_of_permits_of_a_key_follows_while_some_are_held() {
        let semaphores = KeyedSemaphores::new(1);
        let take = || semaphores.get_with("ada", 4).try_acquire_owned().expect("a permit");
        let held = [take(), take(), take()];
        assert_eq!(semaphores.get_with("ada", 9).available_permits(), 6);
        assert_eq!(semaphores.get_with("ada", 2).available_permits(), 0);
        drop(held);
        assert_eq!(semaphores.get_with("ada", 2).available_permits(), 2);
        assert_eq!(semaphores.get("bo").available_permits(), 1);
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
