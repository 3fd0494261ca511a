use std::panic::AssertUnwindSafe;

use futures::FutureExt;
use plenum_shared::{Error, Result};

/// A panic in a consumer is a failure of the entry that it came from, like any other.
pub(super) async fn catch_panic<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    let outcome = AssertUnwindSafe(work).catch_unwind().await;
    outcome.unwrap_or_else(|_| Err(Error::internal("the consumer panicked")))
}
