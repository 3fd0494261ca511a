//! A token bucket on tokio's clock, which tests can pause and advance.

use std::time::Duration;

use tokio::time::Instant;

/// Allows `burst` events at once and `per_second` in the long run.
#[derive(Debug)]
pub(crate) struct TokenBucket {
    tokens: f64,
    burst: f64,
    per_second: f64,
    refilled: Instant,
}

/// The bucket is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Exhausted;

impl TokenBucket {
    pub(crate) fn new(per_second: u32, burst: u32) -> Self {
        let burst = f64::from(burst);
        Self { tokens: burst, burst, per_second: f64::from(per_second), refilled: Instant::now() }
    }

    /// Takes one token.
    pub(crate) fn take(&mut self) -> Result<(), Exhausted> {
        let now = Instant::now();
        let elapsed: Duration = now.duration_since(self.refilled);
        self.refilled = now;
        self.tokens = (self.tokens + elapsed.as_secs_f64() * self.per_second).min(self.burst);
        if self.tokens < 1.0 {
            return Err(Exhausted);
        }
        self.tokens -= 1.0;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn refills_with_the_clock_up_to_the_burst() {
        let mut bucket = TokenBucket::new(2, 3);
        let mut taken = |times: usize| (0..times).filter(|_| bucket.take().is_ok()).count();
        assert_eq!(taken(5), 3);
        tokio::time::advance(Duration::from_secs(1)).await;
        assert_eq!(taken(5), 2);
        tokio::time::advance(Duration::from_secs(60)).await;
        assert_eq!(taken(5), 3);
    }
}
