//! Sealing: small things we hand to a client to bring back, which it can neither read nor change.
//!
//! AES-256-GCM-SIV (RFC 8452) with a fixed nonce of zeros, so equal input gives equal text: an event's cursor can be
//! made on any node and is the same on each. A repeated nonce breaks plain GCM; SIV derives the real one from the
//! content, and gives away only that two sealed texts of one scope are equal, which is what we want of them.
//!
//! Whom and what a text is for is not inside it but bound to it as associated data: opened under any other scope it
//! is simply not authentic. The first byte is the version, so that two versions can run side by side.

use aes_gcm_siv::{
    Aes256GcmSiv, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

const NONCE: [u8; 12] = [0; 12];

/// A sealed text is forged, damaged, too long, of an unknown version, or was made for something or someone else. It
/// does not say which: that would only help who is guessing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the cursor is not one that was made for this")]
pub struct BadCursor;

#[derive(Clone)]
pub(crate) struct Sealer {
    cipher: Aes256GcmSiv,
    version: u8,
    /// No longer text is even decoded.
    longest: usize,
}

impl Sealer {
    pub(crate) fn new(key: [u8; 32], version: u8, longest: usize) -> Self {
        Self { cipher: Aes256GcmSiv::new(&key.into()), version, longest }
    }

    #[expect(clippy::expect_used, reason = "the cipher refuses only inputs beyond 64 GiB")]
    pub(crate) fn seal(&self, scope: &Scope, plain: &[u8]) -> String {
        let aad = scope.bound_to(self.version);
        let sealed = self
            .cipher
            .encrypt(&Nonce::from(NONCE), Payload { msg: plain, aad: &aad })
            .expect("the content is far below the cipher's limit");
        let mut bytes = Vec::with_capacity(1 + sealed.len());
        bytes.push(self.version);
        bytes.extend_from_slice(&sealed);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    pub(crate) fn open(&self, scope: &Scope, text: &str) -> Result<Vec<u8>, BadCursor> {
        if text.len() > self.longest {
            return Err(BadCursor);
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| BadCursor)?;
        let (version, sealed) = bytes.split_first().ok_or(BadCursor)?;
        if *version != self.version {
            return Err(BadCursor);
        }
        let aad = scope.bound_to(self.version);
        self.cipher.decrypt(&Nonce::from(NONCE), Payload { msg: sealed, aad: &aad }).map_err(|_| BadCursor)
    }
}

/// For whom and what a text is sealed. Parts are written with their length, so that no two scopes can be spelled alike.
#[derive(Default)]
pub(crate) struct Scope(Vec<u8>);

impl Scope {
    pub(crate) fn with(mut self, part: &[u8]) -> Self {
        self.0.extend_from_slice(&(part.len() as u64).to_be_bytes());
        self.0.extend_from_slice(part);
        self
    }

    fn bound_to(&self, version: u8) -> Vec<u8> {
        let mut aad = Vec::with_capacity(1 + self.0.len());
        aad.push(version);
        aad.extend_from_slice(&self.0);
        aad
    }
}
