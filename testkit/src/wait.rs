//! Waiting for a condition, never for a time.

use std::time::Duration;

use tokio::time::{Instant, sleep};

/// How long anything may take that has no promise of its own. Generous, because it is only spent on failure.
pub const PATIENCE: Duration = Duration::from_secs(20);

const LOOK_EVERY: Duration = Duration::from_millis(5);

/// Waits until the condition holds, and says how long that took.
///
/// # Panics
/// With `what` when it does not hold within the time.
#[track_caller]
pub fn wait_until<F>(what: &str, within: Duration, mut holds: F) -> impl Future<Output = Duration>
where
    F: AsyncFnMut() -> bool,
{
    let caller = std::panic::Location::caller();
    async move {
        let start = Instant::now();
        while !holds().await {
            assert!(start.elapsed() < within, "waited {within:?} in vain until {what} (at {caller})");
            sleep(LOOK_EVERY).await;
        }
        start.elapsed()
    }
}

/// Waits until there is something.
///
/// # Panics
/// With `what` when there is nothing within the time.
#[track_caller]
pub fn wait_for<T, F>(what: &str, within: Duration, mut look: F) -> impl Future<Output = T>
where
    F: AsyncFnMut() -> Option<T>,
{
    let caller = std::panic::Location::caller();
    async move {
        let start = Instant::now();
        loop {
            if let Some(found) = look().await {
                return found;
            }
            assert!(start.elapsed() < within, "waited {within:?} in vain for {what} (at {caller})");
            sleep(LOOK_EVERY).await;
        }
    }
}
