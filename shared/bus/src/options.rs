//! The options of a node: its id, its namespace, its limits.

use std::time::Duration;

use crate::BusError;

/// The settings of one node's [`Bus`](crate::Bus). They are the same for every driver.
#[derive(Debug, Clone)]
pub struct BusOptions {
    pub(crate) node: u128,
    pub(crate) namespace: String,
    pub(crate) probe_every: Duration,
    pub(crate) limits: Limits,
}

impl BusOptions {
    /// The defaults for a node. `node` must be random and unlike that of every other running [`Bus`](crate::Bus): it
    /// names the private probe channel, and it seeds the jitter of reconnects, so the bus needs no randomness of its
    /// own.
    pub fn new(node: u128) -> Self {
        Self { node, namespace: "plenum".to_owned(), probe_every: Duration::from_secs(1), limits: Limits::default() }
    }

    /// Sets the prefix that separates installations on one server. The default is `plenum`; 1 to 64 characters of `a-z`,
    /// `0-9`, `_` and `-` are allowed, so that no namespace can contain another.
    #[must_use]
    pub fn namespace(mut self, namespace: impl Into<String>) -> Self {
        self.namespace = namespace.into();
        self
    }

    /// Sets the time between two probes. The default is 1 s. A connection is dead after three lost probes.
    #[must_use]
    pub fn probe_every(mut self, interval: Duration) -> Self {
        self.probe_every = interval.max(Duration::from_millis(1));
        self
    }

    /// Sets the bounds of the queues.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    pub(crate) fn check(&self) -> Result<(), BusError> {
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-';
        let length = self.namespace.len();
        if (1..=64).contains(&length) && self.namespace.bytes().all(allowed) {
            Ok(())
        } else {
            Err(BusError::InvalidNamespace)
        }
    }
}

/// The bounds of a node's two queues, in messages and in bytes. The bound that is reached first counts.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Messages that wait for the driver. Default 16,384.
    pub outgoing_messages: usize,
    /// Bytes that wait for the driver. Default 32 MiB.
    pub outgoing_bytes: usize,
    /// Messages that wait for the consumer. Default 65,536.
    pub incoming_messages: usize,
    /// Bytes that wait for the consumer. Default 64 MiB.
    pub incoming_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            outgoing_messages: 16_384,
            outgoing_bytes: 32 << 20,
            incoming_messages: 65_536,
            incoming_bytes: 64 << 20,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_namespace_cannot_reach_into_another() {
        for good in ["plenum", "a", "eu-1_test", &"x".repeat(64)] {
            assert!(BusOptions::new(1).namespace(good).check().is_ok(), "{good}");
        }
        for bad in ["", "a:b", "A", "ä", "a*", "a b", &"x".repeat(65)] {
            assert!(BusOptions::new(1).namespace(bad).check().is_err(), "{bad}");
        }
    }
}
