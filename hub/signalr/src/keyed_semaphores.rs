//! Counting semaphores by key: each user (or account, or address) may hold only so many permits, so that none of them
//! can hold all of a resource.

use std::{collections::HashMap, sync::Arc};

/// The permits that each key holds. A request without a key always gets its permit and is not counted.
#[derive(Debug, Default)]
pub(crate) struct KeyedSemaphores(HashMap<Arc<str>, usize>);

impl KeyedSemaphores {
    /// Acquires one permit, unless the key holds `max` already.
    pub(crate) fn try_acquire(&mut self, key: Option<&Arc<str>>, max: usize) -> bool {
        self.try_acquire_many(key, 1, max)
    }

    /// Acquires a number of permits, unless the key would then hold more than `max`.
    pub(crate) fn try_acquire_many(&mut self, key: Option<&Arc<str>>, permits: usize, max: usize) -> bool {
        let Some(key) = key else { return true };
        let held = self.0.entry(Arc::clone(key)).or_default();
        let acquired = held.checked_add(permits).is_some_and(|total| total <= max);
        *held += if acquired { permits } else { 0 };
        if *held == 0 {
            self.0.remove(key);
        }
        acquired
    }

    /// Releases one permit.
    pub(crate) fn release(&mut self, key: Option<&Arc<str>>) {
        self.release_many(key, 1);
    }

    /// Releases a number of permits.
    pub(crate) fn release_many(&mut self, key: Option<&Arc<str>>, permits: usize) {
        let Some(key) = key else { return };
        if let Some(held) = self.0.get_mut(key) {
            *held = held.saturating_sub(permits);
            if *held == 0 {
                self.0.remove(key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_has_its_own_permits_and_an_idle_key_is_removed() {
        let (ada, ben) = (Arc::from("ada"), Arc::from("ben"));
        let mut semaphores = KeyedSemaphores::default();
        assert!(semaphores.try_acquire(Some(&ada), 2) && semaphores.try_acquire(Some(&ada), 2));
        assert!(!semaphores.try_acquire(Some(&ada), 2));
        assert!(semaphores.try_acquire(Some(&ben), 2) && semaphores.try_acquire(None, 0));
        semaphores.release(Some(&ada));
        assert!(semaphores.try_acquire(Some(&ada), 2));
        for user in [&ada, &ada, &ben, &ben] {
            semaphores.release(Some(user));
        }
        assert!(!semaphores.try_acquire(Some(&ada), 0));
        assert!(semaphores.0.is_empty());
        assert!(semaphores.try_acquire_many(Some(&ada), 3, 4) && !semaphores.try_acquire_many(Some(&ada), 2, 4));
        assert!(
            !semaphores.try_acquire_many(Some(&ada), usize::MAX, usize::MAX)
                && semaphores.try_acquire_many(Some(&ada), 1, 4)
        );
        semaphores.release_many(Some(&ada), 4);
        assert!(semaphores.try_acquire_many(Some(&ada), 0, 0) && semaphores.0.is_empty());
    }
}
