//! The address of a client: that of the socket or, behind trusted proxies, the one that they report.
//!
//! Any client can send `X-Forwarded-For`, and every proxy appends the address that it was called from. So the header is
//! read from its end as long as the addresses are trusted proxies; the first other address is the client's, and the
//! addresses before it cannot be trusted.

use std::net::{IpAddr, SocketAddr};

use http::HeaderMap;
use plenum_shared::networks::Networks;

const FORWARDED_FOR: &str = "x-forwarded-for";

pub(super) fn of(peer: IpAddr, headers: &HeaderMap, proxies: &Networks) -> IpAddr {
    let mut client = peer.to_canonical();
    // A repeated header is one list, in the order of its lines.
    let lines = headers.get_all(FORWARDED_FOR).iter().rev();
    let mut hops = lines.flat_map(|line| line.as_bytes().rsplit(|byte| *byte == b','));
    while proxies.contains(client) {
        // At the end of the list, or at an unreadable address, it is the last known proxy.
        let Some(hop) = hops.next().and_then(read) else { break };
        client = hop;
    }
    client
}

/// `192.0.2.1`, `2001:db8::1`, or either with a port, as some proxies write it.
fn read(hop: &[u8]) -> Option<IpAddr> {
    let text = str::from_utf8(hop).ok()?.trim();
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let address = bare.parse().or_else(|_| text.parse::<SocketAddr>().map(|address| address.ip()));
    address.ok().map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn client(peer: &str, lines: &[&str]) -> String {
        let proxies = Networks::parse("10.0.0.0/8, 2001:db8:1::/48").expect("networks");
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED_FOR, HeaderValue::from_str(line).expect("a value"));
        }
        of(peer.parse().expect("an address"), &headers, &proxies).to_string()
    }

    #[test]
    fn an_untrusted_client_cannot_change_its_address() {
        assert_eq!(client("203.0.113.9", &["192.0.2.1"]), "203.0.113.9");
        assert_eq!(client("::ffff:203.0.113.9", &[]), "203.0.113.9");
    }

    #[test]
    fn behind_trusted_proxies_the_client_is_the_last_other_address() {
        assert_eq!(client("10.0.0.1", &["192.0.2.1"]), "192.0.2.1");
        assert_eq!(client("10.0.0.1", &["8.8.8.8, 192.0.2.1"]), "192.0.2.1", "what the client says of itself");
        assert_eq!(client("10.0.0.1", &["8.8.8.8", "192.0.2.1, 10.0.0.2"]), "192.0.2.1");
        assert_eq!(client("10.0.0.1", &["192.0.2.1:4711 , 2001:db8:1::7"]), "192.0.2.1");
        assert_eq!(client("2001:db8:1::7", &["[2001:db8:2::1]:443"]), "2001:db8:2::1");
        assert_eq!(client("2001:db8:1::7", &["[2001:db8:2::1]"]), "2001:db8:2::1");
    }

    #[test]
    fn the_proxy_that_sent_an_unreadable_address_counts_as_the_client() {
        for odd in ["", "unknown", "192.0.2.1,", "_hidden", "192.0.2.1, x"] {
            assert_eq!(client("10.0.0.1", &[odd]), "10.0.0.1", "{odd}");
        }
        assert_eq!(client("10.0.0.1", &["unknown, 10.0.0.2"]), "10.0.0.2");
        assert_eq!(client("10.0.0.1", &["10.0.0.3, 10.0.0.2"]), "10.0.0.3", "a client among the proxies");
    }
}
