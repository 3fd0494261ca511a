//! The pauses between attempts to connect: exponential, jittered, at most 2 s.

use std::time::Duration;

const FIRST: Duration = Duration::from_millis(100);
const MOST: Duration = Duration::from_secs(2);

/// The pauses of one node. Nodes with different seeds spread their attempts.
#[derive(Debug)]
pub(crate) struct Backoff {
    attempt: u32,
    random: u64,
}

impl Backoff {
    pub(crate) fn new(seed: u128) -> Self {
        // Both halves of the seed are used, because the first half of a time-ordered id is mostly time.
        Self { attempt: 0, random: (seed >> 64) as u64 ^ seed as u64 }
    }

    /// The next pause: between half and all of the ceiling, which doubles with each attempt.
    pub(crate) fn next(&mut self) -> Duration {
        let ceiling = FIRST.saturating_mul(1 << self.attempt.min(10)).min(MOST);
        self.attempt = self.attempt.saturating_add(1);
        ceiling / 2 + ceiling.mul_f64(self.fraction()) / 2
    }

    /// Resets the ceiling after a success.
    pub(crate) fn reset(&mut self) {
        self.attempt = 0;
    }

    /// Between 0 and 1, by SplitMix64 (Steele, Lea and Flood, 2014). Jitter needs spread, not secrecy.
    fn fraction(&mut self) -> f64 {
        self.random = self.random.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.random;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        f64::from((z ^ (z >> 31)) as u32) / f64::from(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_grows_and_stays_within_its_bounds() {
        for seed in 0..100 {
            let mut backoff = Backoff::new(seed);
            assert!((FIRST / 2..=FIRST).contains(&backoff.next()));
            for _ in 0..50 {
                assert!((FIRST / 2..=MOST).contains(&backoff.next()));
            }
            assert!((MOST / 2..=MOST).contains(&backoff.next()));
            backoff.reset();
            assert!((FIRST / 2..=FIRST).contains(&backoff.next()));
        }
    }

    #[test]
    fn nodes_with_different_seeds_have_different_pauses() {
        let waits: std::collections::BTreeSet<_> = (0..50).map(|seed| Backoff::new(seed).next()).collect();
        assert!(waits.len() > 40, "{}", waits.len());
    }
}
