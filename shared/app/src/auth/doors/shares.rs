//! An equal share for everybody, kept only as long as somebody uses it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use tokio::sync::Semaphore;

/// Keys below this number are not worth looking through for those that nobody uses.
const FEW: usize = 64;

pub(super) struct Shares {
    each: usize,
    known: Mutex<Known>,
}

struct Known {
    by_key: HashMap<[u8; 32], Weak<Semaphore>>,
    /// How many keys there are when the unused ones are thrown away next.
    crowded: usize,
}

impl Shares {
    pub(super) fn new(each: usize) -> Self {
        Self { each, known: Mutex::new(Known { by_key: HashMap::new(), crowded: FEW }) }
    }

    pub(super) fn of(&self, key: [u8; 32]) -> Arc<Semaphore> {
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
