//! The keys under which attempts to sign in are counted: an account, a network address, and both together.
//!
//! Each key is a MAC under a key of the installation, so that the counters hold neither e-mail addresses nor a list of
//! who signed in from where. The account is the e-mail address as typed, whether an account exists or not, so that the
//! counters do not reveal which accounts exist.

use std::net::{IpAddr, Ipv6Addr};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::address::email_key;

/// The bits of an IPv6 address that name a customer's network. A customer is usually given all addresses within it.
const NETWORK: u128 = !0 << 64;

/// The three keys under which one attempt is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttemptKeys {
    pub account: [u8; 32],
    pub address: [u8; 32],
    pub both: [u8; 32],
}

impl AttemptKeys {
    /// The keys of an attempt at the account of an e-mail address, however it is spelt, from a peer's address. Peers
    /// without a known address share one key.
    pub fn new(key: &[u8; 32], email: &str, peer: Option<IpAddr>) -> Self {
        let (email, address) = (email_key(email), address_key(key, peer));
        Self {
            account: mac(key, b"account", &[email.as_bytes()]),
            address,
            both: mac(key, b"both", &[&address, email.as_bytes()]),
        }
    }
}

/// The key of a peer's address alone.
pub fn address_key(key: &[u8; 32], peer: Option<IpAddr>) -> [u8; 32] {
    mac(key, b"address", &[peer.map(|peer| client_network(peer).to_string()).unwrap_or_default().as_bytes()])
}

/// The address that all requests of one client share: an IPv4 address in its canonical form, or an IPv6 network.
pub fn client_network(peer: IpAddr) -> IpAddr {
    match peer.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & NETWORK)),
        address => address,
    }
}

/// All parts but the last are of a fixed length, so two different attempts never have the same input.
#[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
fn mac(key: &[u8; 32], kind: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(kind);
    mac.update(&[0]);
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_are_counted_by_account_by_address_and_by_both() {
        let key = [7; 32];
        let peer = |text: &str| Some(text.parse().unwrap());
        let one = AttemptKeys::new(&key, "Ada@Example.com", peer("192.0.2.1"));
        assert_eq!(one, AttemptKeys::new(&key, "ada@example.com", peer("::ffff:192.0.2.1")));
        let elsewhere = AttemptKeys::new(&key, "ada@example.com", peer("192.0.2.2"));
        assert_eq!(one.account, elsewhere.account);
        assert!(one.address != elsewhere.address && one.both != elsewhere.both);
        let other = AttemptKeys::new(&key, "eve@example.com", peer("192.0.2.1"));
        assert_eq!(one.address, other.address);
        assert_eq!(one.address, address_key(&key, peer("192.0.2.1")));
        assert!(one.account != other.account && one.both != other.both);
        assert_ne!(one, AttemptKeys::new(&[8; 32], "ada@example.com", peer("192.0.2.1")));
    }

    #[test]
    fn spellings_of_an_address_and_addresses_of_one_network_are_one_client() {
        let same = |one: &str, two: &str| client_network(one.parse().unwrap()) == client_network(two.parse().unwrap());
        assert!(same("192.0.2.1", "::ffff:192.0.2.1"));
        assert!(same("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"));
        assert!(!same("2001:db8:1:2::1", "2001:db8:1:3::1"));
        assert!(!same("192.0.2.1", "192.0.2.2"));
    }
}
