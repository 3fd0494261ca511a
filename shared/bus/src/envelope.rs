//! Versioned, authenticated envelopes for the messages of the bus. Pure, except that refused envelopes are counted.
//!
//! A client with access to the server can publish anything. A forged "next number" would displace the true entry, so
//! every message carries a MAC over its version, its channel and its payload. The MAC does not hide the payload and
//! does not prevent a repeat: receivers drop numbers that they have received.
//!
//! ```text
//! byte 0      1                33
//! ┌─────────┬────────────────┬───────────┐
//! │ version │ HMAC-SHA-256   │ payload   │   the MAC covers: version ‖ channel length (u32, big-endian) ‖ channel ‖ payload
//! └─────────┴────────────────┴───────────┘
//! ```
//!
//! Two versions of the program run side by side during a deploy. An envelope of an unknown version is skipped and
//! counted, with an error of its own; its gap is filled from the log.

use bytes::{BufMut, Bytes, BytesMut};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::metric;

mod key;

pub use key::{BusKey, BusKeys};

/// The largest payload in bytes. The sender of a larger entry publishes only its number.
pub const MAX_PAYLOAD: usize = 64 * 1024;
/// The bytes that an envelope adds to its payload.
pub const OVERHEAD: usize = 1 + MAC_LENGTH;

const VERSION: u8 = 1;
const MAC_LENGTH: usize = 32;

/// Why a payload could not be sealed, or an envelope could not be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// The payload is larger than [`MAX_PAYLOAD`]. A sender then publishes only the number.
    #[error("a payload of {length} bytes is too large for an envelope")]
    TooLarge {
        /// The payload's length in bytes.
        length: usize,
    },
    /// There are fewer bytes than in the smallest envelope.
    #[error("the envelope is truncated")]
    Truncated,
    /// The envelope has a version that this program does not know. It must be skipped.
    #[error("the envelope has the unknown version {0}")]
    UnknownVersion(u8),
    /// The envelope was not sealed for this channel with an accepted key.
    #[error("the envelope is not authentic")]
    BadMac,
}

impl EnvelopeError {
    fn reason(self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "too_large",
            Self::Truncated => "truncated",
            Self::UnknownVersion(_) => "version",
            Self::BadMac => "mac",
        }
    }
}

/// Seals a payload for `channel` with the current key.
///
/// # Errors
/// [`EnvelopeError::TooLarge`].
pub fn seal(keys: &BusKeys, channel: &str, payload: &[u8]) -> Result<Bytes, EnvelopeError> {
    if payload.len() > MAX_PAYLOAD {
        return Err(EnvelopeError::TooLarge { length: payload.len() });
    }
    let mac = mac(keys.current(), VERSION, channel, payload).finalize().into_bytes();
    let mut sealed = BytesMut::with_capacity(OVERHEAD + payload.len());
    sealed.put_u8(VERSION);
    sealed.put_slice(&mac);
    sealed.put_slice(payload);
    Ok(sealed.freeze())
}

/// Opens an envelope for `channel` that was sealed with the current or the previous key. The payload shares the memory
/// of the envelope. A refused envelope is counted here, so a receiver only has to skip it.
///
/// # Errors
/// Every [`EnvelopeError`].
pub fn open(keys: &BusKeys, channel: &str, sealed: &Bytes) -> Result<Bytes, EnvelopeError> {
    check(keys, channel, sealed).inspect_err(|error| metric::invalid(error.reason()))?;
    Ok(sealed.slice(OVERHEAD..))
}

fn check(keys: &BusKeys, channel: &str, sealed: &[u8]) -> Result<(), EnvelopeError> {
    let (&version, rest) = sealed.split_first().ok_or(EnvelopeError::Truncated)?;
    if version != VERSION {
        return Err(EnvelopeError::UnknownVersion(version));
    }
    let (tag, payload) = rest.split_at_checked(MAC_LENGTH).ok_or(EnvelopeError::Truncated)?;
    if payload.len() > MAX_PAYLOAD {
        return Err(EnvelopeError::TooLarge { length: payload.len() });
    }
    // `verify_slice` compares in constant time.
    let sealed_with = |key: &BusKey| mac(key, version, channel, payload).verify_slice(tag).is_ok();
    if keys.accepted().any(sealed_with) { Ok(()) } else { Err(EnvelopeError::BadMac) }
}

/// The MAC covers the channel's length before the channel, so that no byte can move between channel and payload.
fn mac(key: &BusKey, version: u8, channel: &str, payload: &[u8]) -> Hmac<Sha256> {
    let mut mac = <Hmac<Sha256> as KeyInit>::new(&key.padded());
    mac.update(&[version]);
    mac.update(&(channel.len() as u32).to_be_bytes());
    mac.update(channel.as_bytes());
    mac.update(payload);
    mac
}

#[cfg(test)]
mod tests;
