//! Time and randomness, which tests replace.

use std::sync::Arc;
use std::time::SystemTime;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

type WallClock = dyn Fn() -> SystemTime + Send + Sync;
type Randomness = dyn Fn(&mut [u8; 16]) -> bool + Send + Sync;

/// Where a server takes its time and its randomness from.
#[derive(Clone)]
pub(crate) struct Sources {
    pub(crate) wall_clock: Arc<WallClock>,
    pub(crate) randomness: Arc<Randomness>,
}

impl Sources {
    /// An id nobody can guess: 16 random bytes, base64url. `None` when the source of randomness fails.
    pub(crate) fn new_id(&self) -> Option<Arc<str>> {
        let mut bytes = [0; 16];
        (self.randomness)(&mut bytes).then(|| Arc::from(URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// A number from 0 to 1.
    pub(crate) fn fraction(&self) -> f64 {
        let mut bytes = [0; 16];
        if !(self.randomness)(&mut bytes) {
            return 0.0;
        }
        f64::from(u16::from_le_bytes([bytes[0], bytes[1]])) / f64::from(u16::MAX)
    }
}
