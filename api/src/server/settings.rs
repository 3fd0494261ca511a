//! The limits on connections.

use std::time::Duration;

use plenum_shared::networks::Networks;

/// The limits on connections.
#[derive(Debug, Clone)]
pub struct ServerSettings {
    /// How long a client may take for the head of a request, counted from when one could begin.
    pub head_timeout: Duration,
    /// The most header fields in a request.
    pub max_headers: usize,
    /// The largest head of a request, in bytes.
    pub max_head_bytes: usize,
    /// How long a client may take nothing of an answer.
    pub write_timeout: Duration,
    /// How many connections are served at once. Beyond, clients wait to be accepted.
    pub max_connections: usize,
    /// How many of them one address may hold; one more is closed at once. Of IPv6, a /64 counts as one address, and
    /// connections that were upgraded count no more.
    ///
    /// The client is known by its socket alone, since anybody can write a header. A proxy or load balancer opens the
    /// connections of all its clients, so it is not counted when it is one of `trusted_proxies`: limits per client are
    /// then the proxy's task.
    pub max_connections_per_address: usize,
    /// Addresses that connect for many clients.
    pub trusted_proxies: Networks,
    /// How long requests may go on after the shutdown began.
    pub grace: Duration,
}

impl Default for ServerSettings {
    fn default() -> Self {
        Self {
            head_timeout: Duration::from_secs(5),
            max_headers: 64,
            max_head_bytes: 16 * 1024,
            write_timeout: Duration::from_secs(30),
            max_connections: 20_000,
            max_connections_per_address: 1_024,
            trusted_proxies: Networks::default(),
            grace: Duration::from_secs(20),
        }
    }
}
