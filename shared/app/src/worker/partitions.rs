//! Keeps partitions of the change log ready ahead of time. A partition that is missing is no loss, for a default one
//! takes its entries, but it would have to be emptied by hand before the month's own can be made.

use std::time::Duration;

use plenum_store::log;
use tokio_util::sync::CancellationToken;

use crate::App;

/// Partitions are made months ahead, so looking a few times a day is plenty.
const EVERY: Duration = Duration::from_hours(6);
const AFTER_FAILURE: Duration = Duration::from_mins(1);

pub(super) async fn keep(app: App, stop: CancellationToken) {
    loop {
        let pause = match log::ensure_partitions(app.store(), app.source().now()).await {
            Ok(0) => EVERY,
            Ok(made) => {
                tracing::info!(made, "made partitions of the change log");
                EVERY
            }
            Err(error) => {
                tracing::warn!(%error, "partitions of the change log could not be made, trying again");
                AFTER_FAILURE
            }
        };
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}
