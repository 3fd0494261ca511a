//! Subscribers by something that they have, such as a team. A key without subscribers is removed.

use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
};

use crate::connection_state::SubscriberId;

pub(super) struct SubscriberIndex<K>(HashMap<K, HashSet<SubscriberId>>);

impl<K> Default for SubscriberIndex<K> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Hash + Eq> SubscriberIndex<K> {
    pub(super) fn add(&mut self, key: K, id: SubscriberId) {
        self.0.entry(key).or_default().insert(id);
    }

    pub(super) fn remove(&mut self, key: K, id: SubscriberId) {
        if let Some(subscribers) = self.0.get_mut(&key) {
            subscribers.remove(&id);
            if subscribers.is_empty() {
                self.0.remove(&key);
            }
        }
    }

    pub(super) fn get(&self, key: K) -> impl Iterator<Item = SubscriberId> {
        self.0.get(&key).into_iter().flatten().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_without_subscribers_is_removed() {
        let mut index = SubscriberIndex::default();
        index.add("sales", 1);
        index.add("sales", 2);
        index.remove("sales", 1);
        assert_eq!(index.get("sales").collect::<Vec<_>>(), [2]);
        index.remove("sales", 2);
        index.remove("sales", 2);
        assert!(index.0.is_empty());
    }
}
