//! Secrets: the master key, the keys derived from it, and settings that hold a password.
//!
//! One [`MasterKey`] is read at the start; every purpose gets a key of its own by [`MasterKey::derive`], so that a
//! weakness in one use says nothing about another. The labels in use are listed in [`label`]. Nothing here prints:
//! `Debug` of a secret says only that it is one, and keys are wiped when they are dropped.

use std::fmt;

use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::clock::Source;

pub(crate) mod sealing;

/// The labels keys are derived under. A label is never given a second purpose.
pub mod label {
    /// Cursors into a tenant's log: [`crate::cursor::CursorSealer`].
    pub const CURSOR: &str = "cursor";
    /// Cursors into a list: [`crate::page::PageSealer`].
    pub const PAGE: &str = "page";
    /// Rotated refresh tokens: [`crate::tokens::RefreshToken::child`].
    pub const REFRESH: &str = "refresh";
    /// The message authentication code on bus messages.
    pub const BUS: &str = "bus";
    /// What attempts to sign in are counted under: [`crate::attempts::AttemptKeys`].
    pub const ATTEMPTS: &str = "attempts";
    /// Connection tokens a hub hands out when a connection is negotiated.
    pub const NEGOTIATE: &str = "negotiate";
}

/// People paste keys with and without padding; both are read, and nothing looser.
const ANY_PADDING: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, ANY_PADDING);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, ANY_PADDING);

/// The 32 bytes from which every symmetric key of an installation is derived; the same on all nodes.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct MasterKey([u8; 32]);

/// The content of a key file is not a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidMasterKey {
    #[error("the master key is not base64; make one with `openssl rand -base64 32`")]
    NotBase64,
    #[error("the master key must be 32 bytes, these are {0}; make one with `openssl rand -base64 32`")]
    WrongLength(usize),
    #[error("the master key is one byte repeated, which is no key; make one with `openssl rand -base64 32`")]
    NotRandom,
}

impl MasterKey {
    /// Reads the content of a key file: 32 bytes in base64, standard or URL-safe, with or without a line break after.
    pub fn from_base64(text: &str) -> Result<Self, InvalidMasterKey> {
        let text = text.trim();
        let bytes = Zeroizing::new(
            STANDARD.decode(text).or_else(|_| URL_SAFE.decode(text)).map_err(|_| InvalidMasterKey::NotBase64)?,
        );
        let key: [u8; 32] = bytes.as_slice().try_into().map_err(|_| InvalidMasterKey::WrongLength(bytes.len()))?;
        if key.iter().all(|byte| *byte == key[0]) {
            return Err(InvalidMasterKey::NotRandom);
        }
        Ok(Self(key))
    }

    /// A new key, for a first start and for tests.
    pub fn generate(source: &Source) -> Self {
        Self(source.random())
    }

    /// The content of a key file that [`Self::from_base64`] reads back.
    pub fn to_base64(&self) -> Zeroizing<String> {
        Zeroizing::new(base64::engine::general_purpose::STANDARD.encode(self.0))
    }

    /// The key for one purpose (HKDF-SHA-256, RFC 5869, with the label as `info`).
    #[expect(clippy::expect_used, reason = "HKDF refuses only outputs beyond 8,160 bytes; this is 32")]
    pub fn derive(&self, label: &str) -> [u8; 32] {
        let mut key = [0; 32];
        Hkdf::<Sha256>::new(Some(b"plenum/v1"), &self.0)
            .expand(label.as_bytes(), &mut key)
            .expect("32 bytes are within what HKDF can give");
        key
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey([redacted])")
    }
}

/// A piece of text that is used but never shown, such as a database address with its password.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Secret(String);

impl Secret {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself. The caller is responsible for where it goes.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    fn key() -> MasterKey {
        MasterKey::from_base64(TEXT).unwrap()
    }

    #[test]
    fn a_key_reads_with_and_without_padding_line_break_and_in_both_alphabets() {
        let derived = key().derive(label::CURSOR);
        assert_eq!(MasterKey::from_base64(&format!("{TEXT}\n")).unwrap().derive(label::CURSOR), derived);
        assert_eq!(MasterKey::from_base64(TEXT.trim_end_matches('=')).unwrap().derive(label::CURSOR), derived);
        let bytes: [u8; 32] = std::array::from_fn(|at| 255 - at as u8);
        let url = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes);
        let standard = base64::engine::general_purpose::STANDARD.encode(bytes);
        assert_ne!(url, standard.trim_end_matches('='));
        assert_eq!(
            MasterKey::from_base64(&url).unwrap().derive("x"),
            MasterKey::from_base64(&standard).unwrap().derive("x")
        );
    }

    #[test]
    fn an_invalid_key_is_refused_with_the_command_that_makes_one() {
        assert_eq!(MasterKey::from_base64("not a key").unwrap_err(), InvalidMasterKey::NotBase64);
        assert_eq!(MasterKey::from_base64("").unwrap_err(), InvalidMasterKey::WrongLength(0));
        assert_eq!(MasterKey::from_base64("AAEC").unwrap_err(), InvalidMasterKey::WrongLength(3));
        assert_eq!(MasterKey::from_base64(&"A".repeat(43)).unwrap_err(), InvalidMasterKey::NotRandom);
        assert!(InvalidMasterKey::NotRandom.to_string().contains("openssl rand -base64 32"));
    }

    #[test]
    fn every_label_has_a_key_of_its_own_and_keeps_it() {
        let labels = [label::CURSOR, label::PAGE, label::REFRESH, label::BUS, label::NEGOTIATE];
        let keys: std::collections::HashSet<_> = labels.iter().map(|label| key().derive(label)).collect();
        assert_eq!(keys.len(), labels.len());
        assert!(!keys.contains(&key().0));
        assert_eq!(key().derive(label::BUS), key().derive(label::BUS));
    }

    #[test]
    fn a_generated_key_survives_its_file() {
        let made = MasterKey::generate(&Source::system());
        let read = MasterKey::from_base64(&made.to_base64()).unwrap();
        assert_eq!(read.derive("x"), made.derive("x"));
        assert_ne!(MasterKey::generate(&Source::system()).derive("x"), made.derive("x"));
    }

    #[test]
    fn secrets_are_not_printed() {
        assert_eq!(format!("{:?}", key()), "MasterKey([redacted])");
        assert_eq!(format!("{:?}", Some(Secret::new("hunter2"))), "Some(Secret([redacted]))");
    }
}
