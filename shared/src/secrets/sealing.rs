//! Sealing: small texts that a client carries and sends back, and can neither read nor change.
//!
//! AES-256-GCM-SIV (RFC 8452) with a fixed nonce of zeros, so equal input gives equal text: an event's cursor can be
//! made on any node and is the same on each. A repeated nonce breaks plain GCM; SIV derives the real one from the
//! content, and reveals only that two sealed texts of one binding are equal, which is wanted here.
//!
//! The tenant and the purpose of a text are not inside it but bound to it as associated data: under any other binding
//! it is not authentic. The first byte is the version, so that two versions can run side by side.

use aes_gcm_siv::{
    Aes256GcmSiv, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

const NONCE: [u8; 12] = [0; 12];

/// A sealed text is forged, damaged, too long, of an unknown version, or bound to something else. The error does not
/// say which, because that would help an attacker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the cursor is not one that was made for this")]
pub struct InvalidCursor;

#[derive(Clone)]
pub(crate) struct Sealer {
    cipher: Aes256GcmSiv,
    version: u8,
    /// A longer text is refused before it is decoded.
    max_length: usize,
}

impl Sealer {
    pub(crate) fn new(key: [u8; 32], version: u8, max_length: usize) -> Self {
        Self { cipher: Aes256GcmSiv::new(&key.into()), version, max_length }
    }

    #[expect(clippy::expect_used, reason = "the cipher refuses only inputs beyond 64 GiB")]
    pub(crate) fn seal(&self, binding: &Binding, plain: &[u8]) -> String {
        let aad = binding.associated_data(self.version);
        let sealed = self
            .cipher
            .encrypt(&Nonce::from(NONCE), Payload { msg: plain, aad: &aad })
            .expect("the content is far below the cipher's limit");
        let mut bytes = Vec::with_capacity(1 + sealed.len());
        bytes.push(self.version);
        bytes.extend_from_slice(&sealed);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    pub(crate) fn open(&self, binding: &Binding, text: &str) -> Result<Vec<u8>, InvalidCursor> {
        if text.len() > self.max_length {
            return Err(InvalidCursor);
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| InvalidCursor)?;
        let (version, sealed) = bytes.split_first().ok_or(InvalidCursor)?;
        if *version != self.version {
            return Err(InvalidCursor);
        }
        let aad = binding.associated_data(self.version);
        self.cipher.decrypt(&Nonce::from(NONCE), Payload { msg: sealed, aad: &aad }).map_err(|_| InvalidCursor)
    }
}

/// The tenant and purpose that a text is bound to. Parts are written with their length, so that two bindings never have
/// the same bytes.
#[derive(Default)]
pub(crate) struct Binding(Vec<u8>);

impl Binding {
    pub(crate) fn with(mut self, part: &[u8]) -> Self {
        self.0.extend_from_slice(&(part.len() as u64).to_be_bytes());
        self.0.extend_from_slice(part);
        self
    }

    fn associated_data(&self, version: u8) -> Vec<u8> {
        let mut aad = Vec::with_capacity(1 + self.0.len());
        aad.push(version);
        aad.extend_from_slice(&self.0);
        aad
    }
}
