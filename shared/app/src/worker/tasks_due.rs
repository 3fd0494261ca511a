//! The clock of the tasks: when the day comes on which an open task is due, an entry of the log says so, once.
//!
//! That a task was noticed is written in the transaction of the entry, so neither a crash nor a second worker makes it
//! two or none. A day begins at midnight UTC. What follows from the entry is the business of consumers.

use std::time::Duration;

use plenum_shared::{
    Result,
    caller::Origin,
    entry::{Actor, NewEntry},
    ids::{RecordId, TenantId},
    notification,
};
use plenum_store::{TenantTx, log, tasks_due};
use time::OffsetDateTime;
use tokio_util::sync::CancellationToken;

use crate::App;

/// How far back the look goes: so long may all workers be away, and no task is forgotten. A task that was due before it
/// was written down is due at once, if it is not older than this.
const LOOK_BACK: time::Duration = time::Duration::days(7);

const EVERY: Duration = Duration::from_secs(10);
const TENANTS: i32 = 1_000;
const PORTION: i64 = 200;

pub(super) async fn keep(app: App, stop: CancellationToken) {
    loop {
        if let Err(error) = notice(&app).await {
            tracing::warn!(%error, "tasks that are due could not be looked for, trying again");
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

/// Notices every task that is due by now and was not noticed.
pub async fn notice(app: &App) -> Result<()> {
    let now = app.source().now();
    let (from, to) = ((now - LOOK_BACK).date(), now.date());
    for tenant in tasks_due::tenants(app.store(), from, to, TENANTS).await? {
        while notice_some(app, tenant, now).await? >= PORTION as usize {}
    }
    Ok(())
}

async fn notice_some(app: &App, tenant: TenantId, now: OffsetDateTime) -> Result<usize> {
    let (from, to) = ((now - LOOK_BACK).date(), now.date());
    let work = |mut tx: TenantTx| async move {
        let tasks = tasks_due::notice(&mut tx, from, to, PORTION, now).await?;
        let entries: Vec<_> = tasks.into_iter().map(|task| entry(app, task)).collect();
        let appended = log::append(&mut tx, &entries, now).await?;
        Ok(tx.finish(appended))
    };
    let appended = app.store().write("worker.tasks_due", tenant, None, work).await?;
    app.publish(&appended);
    Ok(appended.len())
}

/// Without images: whether somebody may see the task is asked by whoever tells them.
fn entry(app: &App, task: RecordId) -> NewEntry {
    NewEntry {
        id: app.source().uuid().into(),
        kind: notification::TASK_DUE.to_owned(),
        entity: "activity".to_owned(),
        record: task,
        actor: Actor::SYSTEM,
        recipient: None,
        before: None,
        after: None,
        origin: Origin { request_id: app.source().uuid().to_string(), ..Origin::default() },
        cause: None,
        depth: 0,
    }
}
