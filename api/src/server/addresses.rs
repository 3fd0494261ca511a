//! How many connections each address holds, so that one client cannot hold all of them.

use std::{
    collections::{HashMap, hash_map::Entry},
    net::{IpAddr, Ipv6Addr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The bits of an IPv6 address that say whose it is. A single customer is usually given all that follow.
const NETWORK: u128 = !0 << 64;

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
        let address = holder(peer);
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

/// Who counts as one: an IPv4 address, however it is written, or an IPv6 network.
fn holder(peer: IpAddr) -> IpAddr {
    match peer.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & NETWORK)),
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_has_its_share_and_nothing_is_kept_of_those_who_left() {
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

    #[test]
    fn another_way_to_write_an_address_or_another_one_of_the_same_network_is_no_other_client() {
        let same = |one: &str, two: &str| holder(one.parse().unwrap()) == holder(two.parse().unwrap());
        assert!(same("192.0.2.1", "::ffff:192.0.2.1"));
        assert!(same("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"));
        assert!(!same("2001:db8:1:2::1", "2001:db8:1:3::1"));
        assert!(!same("192.0.2.1", "192.0.2.2"));
    }
}
