//! Keeps partitions of the change log ready ahead of time. Without its partition an entry is not lost, for a default
//! one takes it, but that would have to be emptied by hand before the month's own can be made.

use std::time::Duration;

use plenum_shared::Result;
use plenum_store::log;

use crate::{
    App,
    worker::periodic::{Periodic, RoundOutcome},
};

/// Partitions are made months ahead, so a few times a day is often enough.
pub(crate) const PARTITIONS: Periodic = Periodic {
    name: "partitions",
    interval: Duration::from_hours(6),
    pause_after_failure: Duration::from_mins(1),
    run: |app, _| Box::pin(make(app)),
};

async fn make(app: &App) -> Result<RoundOutcome> {
    let made = log::ensure_partitions(app.store(), app.source().now()).await?;
    if made > 0 {
        tracing::info!(made, "made partitions of the change log");
    }
    Ok(RoundOutcome::Done)
}
