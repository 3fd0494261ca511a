//! The keys of the MAC, and their rotation.

use std::fmt;

/// A secret of 32 bytes that all nodes of an installation share.
#[derive(Clone, PartialEq, Eq)]
pub struct BusKey([u8; 32]);

impl BusKey {
    /// A key from its bytes, which should come from a key derivation and be used for nothing else.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The key as HMAC-SHA-256 uses it, padded with zeros to the length of a block (RFC 2104, section 2). That length is
    /// always accepted, so creating a MAC cannot fail.
    pub(super) fn padded(&self) -> hmac::digest::Key<hmac::Hmac<sha2::Sha256>> {
        let mut block = hmac::digest::Key::<hmac::Hmac<sha2::Sha256>>::default();
        block[..32].copy_from_slice(&self.0);
        block
    }
}

impl fmt::Debug for BusKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BusKey(redacted)")
    }
}

/// The accepted keys. A rotation takes three deploys, because a node must accept a key before another node uses it:
/// 1. current old, previous new; 2. current new, previous old; 3. current new.
#[derive(Debug, Clone)]
pub struct BusKeys {
    current: BusKey,
    previous: Option<BusKey>,
}

impl BusKeys {
    /// One key, for sealing and opening.
    pub fn new(current: BusKey) -> Self {
        Self { current, previous: None }
    }

    /// Adds a key that is used only for opening.
    #[must_use]
    pub fn with_previous(mut self, previous: BusKey) -> Self {
        self.previous = Some(previous);
        self
    }

    pub(super) fn current(&self) -> &BusKey {
        &self.current
    }

    pub(super) fn accepted(&self) -> impl Iterator<Item = &BusKey> {
        std::iter::once(&self.current).chain(&self.previous)
    }
}
