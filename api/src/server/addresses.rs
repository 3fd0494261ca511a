//! How many connections each address holds, so that one client cannot hold all of them.

use std::{
    collections::{HashMap, hash_map::Entry},
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use plenum_shared::attempts::client_network;

/// The connections by address. Cheap to clone.
#[derive(Clone)]
pub(super) struct Addresses {
    most: usize,
    held: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// One connection of an address, given back when dropped.
pub(super) struct Held {
    of: Addresses,
    address: IpAddr,
}

impl Addresses {
    pub(super) fn new(most: usize) -> Self {
        Self { most, held: Arc::default() }
    }

    /// Counts a connection, unless its address has as many as it may.
    pub(super) fn enter(&self, peer: IpAddr) -> Option<Held> {
        let address = client_network(peer);
        let mut held = self.lock();
        let count = held.get(&address).copied().unwrap_or(0);
        if count >= self.most {
            return None;
        }
        held.insert(address, count + 1);
        Some(Held { of: self.clone(), address })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Entry::Occupied(mut count) = self.of.lock().entry(self.address) {
            match count.get() {
                0 | 1 => drop(count.remove()),
                _ => *count.get_mut() -= 1,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_are_limited_per_address_and_unused_addresses_are_removed() {
        let addresses = Addresses::new(2);
        let [one, two]: [IpAddr; 2] = ["192.0.2.1", "192.0.2.2"].map(|address| address.parse().unwrap());
        let first = addresses.enter(one).unwrap();
        let _second = addresses.enter(one).unwrap();
        assert!(addresses.enter(one).is_none());
        let other = addresses.enter(two).unwrap();
        drop((first, other));
        assert_eq!(addresses.lock().len(), 1);
        assert!(addresses.enter(one).is_some());
    }
}
