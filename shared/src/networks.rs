//! Sets of network addresses, as people write them: `10.0.0.0/8, 192.0.2.7, 2001:db8::/32`.

use std::{net::IpAddr, sync::Arc};

/// Addresses that belong together. Cheap to clone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Networks(Arc<[Network]>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Network {
    /// The first address, its other bits all zero.
    first: IpAddr,
    /// How many bits are the network's.
    bits: u32,
}

impl Networks {
    /// Reads addresses and networks, separated by commas. A network whose address has bits beyond its prefix is
    /// refused, because it is most likely a mistake.
    pub fn parse(text: &str) -> Option<Self> {
        text.split(',').map(|part| Network::parse(part.trim())).collect::<Option<Vec<_>>>().map(|all| Self(all.into()))
    }

    /// Whether the address is one of these, however it is written.
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(address))
    }
}

impl Network {
    fn parse(text: &str) -> Option<Self> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let first: IpAddr = address.parse().ok()?;
        let width = width(first);
        let bits = match bits {
            None => width,
            Some(bits) => {
                let plain = !bits.is_empty() && bits.bytes().all(|byte| byte.is_ascii_digit());
                bits.parse().ok().filter(|bits| plain && *bits <= width)?
            }
        };
        let network = Self { first, bits };
        (network.start(first) == number(first) && first == first.to_canonical()).then_some(network)
    }

    fn contains(&self, address: IpAddr) -> bool {
        address.is_ipv4() == self.first.is_ipv4() && self.start(address) == number(self.first)
    }

    /// The number of an address with all bits beyond the network's taken away.
    fn start(&self, address: IpAddr) -> u128 {
        let beyond = width(address) - self.bits;
        number(address).checked_shr(beyond).and_then(|kept| kept.checked_shl(beyond)).unwrap_or(0)
    }
}

fn width(address: IpAddr) -> u32 {
    if address.is_ipv4() { 32 } else { 128 }
}

fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u128::from(address.to_bits()),
        IpAddr::V6(address) => address.to_bits(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contains(networks: &str, address: &str) -> bool {
        Networks::parse(networks).expect("networks").contains(address.parse().expect("an address"))
    }

    #[test]
    fn a_network_holds_its_addresses_and_no_other() {
        assert!(contains("10.0.0.0/8", "10.255.0.1"));
        assert!(contains("10.0.0.0/8", "::ffff:10.1.2.3"));
        assert!(!contains("10.0.0.0/8", "11.0.0.0"));
        assert!(contains("192.0.2.7, 2001:db8::/32", "2001:db8:ffff::1"));
        assert!(contains("192.0.2.7, 2001:db8::/32", "192.0.2.7"));
        assert!(!contains("192.0.2.7, 2001:db8::/32", "192.0.2.8"));
        assert!(contains("0.0.0.0/0", "203.0.113.9"));
        assert!(!contains("0.0.0.0/0", "2001:db8::1"));
        assert!(contains("::/0", "2001:db8::1"));
        assert!(!Networks::default().contains("127.0.0.1".parse().expect("an address")));
    }

    #[test]
    fn an_invalid_network_is_refused() {
        for text in
            ["", "10.0.0.0/33", "10.0.0.1/8", "::/129", "10.0.0.0/", "10.0.0.0/+8", "10/8", "host", "::ffff:1.2.3.4"]
        {
            assert_eq!(Networks::parse(text), None, "{text}");
        }
    }
}
