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
use plenum_store::{TenantTx, log, records::tasks_due};
use time::OffsetDateTime;
use tokio_util::sync::CancellationToken;

use crate::App;
use crate::worker::Round;

/// How far back the look goes: so long may all workers be away, and no task is forgotten. A task that was due before it
/// was written down is due at once, if it is not older than this.
const LOOK_BACK: time::Duration = time::Duration::days(7);

const EVERY: Duration = Duration::from_secs(10);
const TENANTS: i32 = 1_000;

/// How many tasks of one tenant are noticed before the next tenant has its turn.
pub const PORTION: usize = 200;

pub(crate) async fn keep(app: App, stop: CancellationToken) {
    loop {
        let pause = match round(&app, &stop).await {
            Ok(Round::More) => Duration::ZERO,
            Ok(Round::Done) => EVERY,
            Err(error) => {
                tracing::warn!(%error, "tasks that are due could not be looked for, trying again");
                EVERY
            }
        };
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Notices every task that is due by now and was not noticed.
pub async fn notice(app: &App) -> Result<()> {
    while round(app, &CancellationToken::new()).await? == Round::More {}
    Ok(())
}

/// Gives each tenant with tasks that are due a turn, in which a portion of them is noticed. Where that fails it is
/// tried again in the next round, and everybody else has their turn all the same. It ends early when it is asked to
/// stop.
pub async fn round(app: &App, stop: &CancellationToken) -> Result<Round> {
    let now = app.source().now();
    let (from, to) = ((now - LOOK_BACK).date(), now.date());
    let mut round = Round::Done;
    for tenant in tasks_due::tenants(app.store(), from, to, TENANTS).await? {
        if stop.is_cancelled() {
            break;
        }
        match notice_some(app, tenant, now).await {
            Ok(noticed) if noticed >= PORTION => round = Round::More,
            Ok(_) => {}
            Err(error) => tracing::warn!(%tenant, %error, "the tasks of a tenant could not be noticed, trying again"),
        }
    }
    Ok(round)
}

async fn notice_some(app: &App, tenant: TenantId, now: OffsetDateTime) -> Result<usize> {
    let (from, to) = ((now - LOOK_BACK).date(), now.date());
    let work = |mut tx: TenantTx| async move {
        let tasks = tasks_due::notice(&mut tx, from, to, PORTION as i64, now).await?;
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
    let origin = Origin { request_id: app.source().uuid().to_string(), ..Origin::default() };
    NewEntry::new(app.source().uuid(), notification::TASK_DUE, "activity", task, Actor::SYSTEM, origin)
}
