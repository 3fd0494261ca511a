//! Deletes notifications that are older than anybody reads back, and lets the devices of their recipients know when
//! unread ones are gone, so that their counts hold.

use async_trait::async_trait;
use plenum_app::{
    App,
    change_set::ChangeSet,
    jobs::{Failure, Job, JobContext, Missed, Outcome, Schedule},
    worker::tenant_batches::{RoundOutcome, run_batches},
};
use plenum_shared::{
    Result,
    actor::Actor,
    caller::Origin,
    ids::{TenantId, UserId},
};
use plenum_store::{TenantTx, log, notify::notifications};
use time::OffsetDateTime;
use tokio_util::sync::CancellationToken;

use crate::read_entry;

/// The retention of notifications, a job of the platform. What one attempt has deleted, the next does not find.
pub(crate) struct Expiry;

pub(crate) const EXPIRY: Schedule =
    Schedule { name: "expiry_of_notifications", cron: "7 * * * *", missed: Missed::Once, kind: Expiry::KIND };

#[async_trait]
impl Job for Expiry {
    const KIND: &'static str = "expiry_of_notifications";
    type Payload = ();

    async fn run(&self, context: &JobContext, (): ()) -> Result<Outcome, Failure> {
        while expire(context.app(), context.stopped()).await? == RoundOutcome::More {
            context.check()?;
        }
        context.check()?;
        Ok(Outcome::done())
    }
}

/// How long a notification is kept, read or not.
const KEPT: time::Duration = time::Duration::days(90);

/// How many of one tenant are deleted in a batch, so that no statement takes long. Each may be of another recipient,
/// and one append has an entry for each recipient.
const BATCH: usize = log::MAX_APPEND;

/// Deletes a batch of the old notifications of each tenant that has any.
pub async fn expire(app: &App, stop: &CancellationToken) -> Result<RoundOutcome> {
    let before = app.source().now() - KEPT;
    let (mut deleted, mut failed) = (0, Vec::new());
    loop {
        let tenants = notifications::tenants_with_old(app.store(), before, &failed).await?;
        let batches = run_batches(Expiry::KIND, tenants, stop, |tenant| expire_some(app, tenant, before)).await;
        deleted += batches.total;
        // The list of tenants is bounded, and behind those that failed there may be others.
        if batches.failed.is_empty() || stop.is_cancelled() {
            return Ok(if deleted > 0 { RoundOutcome::More } else { RoundOutcome::Done });
        }
        failed.extend(batches.failed);
    }
}

async fn expire_some(app: &App, tenant: TenantId, before: OffsetDateTime) -> Result<usize> {
    let work = |mut tx: TenantTx| async move {
        let (deleted, unread_by) = notifications::expire(&mut tx, before, BATCH as i32).await?;
        let origin = Origin { request_id: app.source().uuid().to_string(), ..Origin::default() };
        let entry = |user: UserId| read_entry::entry(app, user, Actor::SYSTEM, origin.clone());
        let changes = ChangeSet::by(app.source(), Actor::SYSTEM, &origin, app.source().now());
        let appended = changes.with(unread_by.into_iter().map(entry)).append(&mut tx).await?;
        Ok(tx.finish((deleted, appended)))
    };
    let (deleted, appended) = app.store().write("worker.expiry", tenant, None, work).await?;
    app.publish(&appended);
    Ok(usize::try_from(deleted).unwrap_or(0))
}
