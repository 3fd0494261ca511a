//! Deletes notifications that are older than anybody reads back, and tells those who had not read them, so that what
//! their devices count is what is there.

use std::time::Duration;

use plenum_shared::{
    Result,
    caller::Origin,
    entry::Actor,
    ids::{TenantId, UserId},
};
use plenum_store::{TenantTx, log, notify::notifications};
use time::OffsetDateTime;
use tokio_util::sync::CancellationToken;

use crate::worker::Round;
use crate::{App, notify::read_entry};

/// How long a notification is kept, read or not.
const KEPT: time::Duration = time::Duration::days(90);

/// How many of one tenant are deleted before the next has its turn, so that no statement takes long. Each may be
/// another person's, and all of these are told in one append.
const PORTION: usize = log::MAX_APPEND;

const EVERY: Duration = Duration::from_hours(1);
const AFTER_FAILURE: Duration = Duration::from_mins(1);

/// Any number of workers may do this at a time: what one has deleted, another does not find.
pub(crate) async fn keep(app: App, stop: CancellationToken) {
    loop {
        let pause = match round(&app, &stop).await {
            Ok(Round::More) => Duration::ZERO,
            Ok(Round::Done) => EVERY,
            Err(error) => {
                tracing::warn!(%error, "old notifications could not be looked for, trying again");
                AFTER_FAILURE
            }
        };
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Deletes a portion of the old notifications of each tenant that has any. Where that fails it is tried again in a
/// later round, and everybody else has their turn all the same. It ends early when it is asked to stop.
pub async fn round(app: &App, stop: &CancellationToken) -> Result<Round> {
    let before = app.source().now() - KEPT;
    let (mut deleted, mut failed) = (0, Vec::new());
    loop {
        let known = failed.len();
        for tenant in notifications::tenants_with_old(app.store(), before, &failed).await? {
            if stop.is_cancelled() {
                return Ok(Round::Done);
            }
            match expire_some(app, tenant, before).await {
                Ok(some) => deleted += some,
                Err(error) => {
                    tracing::warn!(%tenant, %error, "old notifications could not be deleted, trying again");
                    failed.push(tenant);
                }
            }
        }
        // Behind those of whom it failed there may be others.
        if failed.len() == known {
            return Ok(if deleted > 0 { Round::More } else { Round::Done });
        }
    }
}

async fn expire_some(app: &App, tenant: TenantId, before: OffsetDateTime) -> Result<i64> {
    let work = |mut tx: TenantTx| async move {
        let (deleted, unread_by) = notifications::expire(&mut tx, before, PORTION as i32).await?;
        let entry = |user: UserId| {
            let origin = Origin { request_id: app.source().uuid().to_string(), ..Origin::default() };
            read_entry(app, user, Actor::SYSTEM, origin)
        };
        let entries: Vec<_> = unread_by.into_iter().map(entry).collect();
        let appended = log::append(&mut tx, &entries, app.source().now()).await?;
        Ok(tx.finish((deleted, appended)))
    };
    let (deleted, appended) = app.store().write("worker.expiry", tenant, None, work).await?;
    app.publish(&appended);
    Ok(deleted)
}
