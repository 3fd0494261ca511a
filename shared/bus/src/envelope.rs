//! Versioned, authenticated envelopes for what travels over the bus. Pure but for counting what it refuses.
//!
//! Whoever can write to the server can publish anything. A forged "next number" would displace the true entry, so
//! every message carries a MAC over its version, its channel and its payload. It does not hide the payload and it
//! does not stop a repeat: receivers drop numbers they have had.
//!
//! ```text
//! byte 0      1                33
//! ┌─────────┬────────────────┬───────────┐
//! │ version │ HMAC-SHA-256   │ payload   │   the MAC covers: version ‖ channel length (u32, big-endian) ‖ channel ‖ payload
//! └─────────┴────────────────┴───────────┘
//! ```
//!
//! Two versions of the program run side by side during a deploy. A version this program does not know is an error of
//! its own, to be skipped and counted; the gap it leaves is filled from the log.

use bytes::{BufMut, Bytes, BytesMut};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::metric;

mod key;

pub use key::{BusKey, BusKeys};

/// The largest payload, in bytes. What is larger travels as its number only.
pub const MAX_PAYLOAD: usize = 64 * 1024;
/// What an envelope adds to its payload, in bytes.
pub const OVERHEAD: usize = 1 + MAC_LENGTH;

const VERSION: u8 = 1;
const MAC_LENGTH: usize = 32;

/// Why a payload could not be sealed, or an envelope not be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// The payload is larger than [`MAX_PAYLOAD`]. A sender publishes the number only.
    #[error("a payload of {length} bytes is too large for an envelope")]
    TooLarge {
        /// The payload's length in bytes.
        length: usize,
    },
    /// There are fewer bytes than the smallest envelope has.
    #[error("the envelope is truncated")]
    Truncated,
    /// The envelope was made by a program that this one does not understand. Skip it.
    #[error("the envelope has the unknown version {0}")]
    UnknownVersion(u8),
    /// The envelope was not made for this channel by a holder of a key.
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

/// Puts a payload for `channel` into an envelope, under the current key.
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

/// Takes the payload for `channel` out of an envelope made under the current or the previous key. The payload shares
/// the memory of the envelope. Whatever is refused is counted, so a receiver only has to skip it.
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
    let made_by = |key: &BusKey| mac(key, version, channel, payload).verify_slice(tag).is_ok();
    if keys.accepted().any(made_by) { Ok(()) } else { Err(EnvelopeError::BadMac) }
}

/// The channel's length goes in before the channel, so that no part of a channel can pass for a part of a payload.
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
