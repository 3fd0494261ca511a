//! Deletes notifications that are older than anybody reads back.

use std::time::Duration;

use plenum_store::notifications;
use tokio_util::sync::CancellationToken;

use crate::App;

/// How long a notification is kept, read or not.
const KEPT: time::Duration = time::Duration::days(90);

/// How many are deleted at a time, so that no statement takes long.
const PORTION: i32 = 1_000;

const EVERY: Duration = Duration::from_hours(1);
const AFTER_FAILURE: Duration = Duration::from_mins(1);

/// Any number of workers may do this at a time: what one has deleted, another does not find.
pub(super) async fn keep(app: App, stop: CancellationToken) {
    loop {
        let pause = match notifications::expire(app.store(), app.source().now() - KEPT, PORTION).await {
            Ok(deleted) if deleted >= i64::from(PORTION) => Duration::ZERO,
            Ok(_) => EVERY,
            Err(error) => {
                tracing::warn!(%error, "old notifications could not be deleted, trying again");
                AFTER_FAILURE
            }
        };
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}
