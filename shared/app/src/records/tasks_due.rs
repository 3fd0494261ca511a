//! Tasks that become due: when the due day of an open task comes, an entry of the log says so, once.
//!
//! That a task was noticed is written in the transaction of the entry, so neither a crash nor a second worker makes it
//! two entries or none. A day begins at midnight UTC. What follows from the entry is the business of consumers.

use async_trait::async_trait;
use plenum_shared::{
    Result,
    actor::Actor,
    caller::Origin,
    ids::TenantId,
    notification::{self, CategoryText, NotificationCategory, Recipient, TextArgument, Trigger},
};
use plenum_store::{TenantTx, records::tasks_due};
use time::OffsetDateTime;
use tokio_util::sync::CancellationToken;

use crate::{
    App,
    change_set::{ChangeSet, Subject},
    jobs::{Failure, Job, JobContext, JobOptions, Missed, Outcome, Schedule},
    worker::tenant_batches::{RoundOutcome, run_batches},
};

/// The look for tasks that have become due, a job of the platform. One query finds the tenants that have any.
pub(crate) struct TasksDue;

pub(crate) const TASKS_DUE: Schedule =
    Schedule { name: TasksDue::KIND, cron: "* * * * *", missed: Missed::Once, kind: TasksDue::KIND };

#[async_trait]
impl Job for TasksDue {
    const KIND: &'static str = "tasks_due";
    /// The next minute tries again anyway.
    const OPTIONS: JobOptions = JobOptions { max_attempts: 3, ..JobOptions::DEFAULT };
    type Payload = ();

    async fn run(&self, context: &JobContext, (): ()) -> Result<Outcome, Failure> {
        while round(context.app(), context.stopped()).await? == RoundOutcome::More {
            context.check()?;
        }
        context.check()?;
        Ok(Outcome::done())
    }
}

/// An open task is to be done today: for its assignee, its owner and its followers.
pub(crate) const TASK_DUE: NotificationCategory = NotificationCategory {
    name: "task_due",
    precedence: 200,
    trigger: Trigger::Reminder {
        kind: notification::TASK_DUE,
        recipients: &[Recipient::Field("assigneeId"), Recipient::Field("ownerId"), Recipient::Followers],
        condition: |task| task.get("completedAt").is_null(),
    },
    revealing: &["dueDate"],
    referenced: None,
    text: CategoryText::Record(&[TextArgument::Record, TextArgument::Day("dueDate")]),
};

/// The automation that reminds people of their tasks.
const REMINDERS: &str = "reminders";

/// How far back the look goes: all workers may be away for so long, and no task is forgotten. A new task with an
/// earlier due day is due at once, if that day is not further back than this.
const LOOK_BACK: time::Duration = time::Duration::days(7);

const TENANTS: i32 = 1_000;

/// How many tasks of one tenant are noticed in a round.
pub const BATCH: usize = 200;

/// Notices every task that is due by now and was not noticed.
pub async fn notice(app: &App) -> Result<()> {
    while round(app, &CancellationToken::new()).await? == RoundOutcome::More {}
    Ok(())
}

/// Notices a batch of the tasks of each tenant that has any that are due.
pub async fn round(app: &App, stop: &CancellationToken) -> Result<RoundOutcome> {
    let now = app.source().now();
    let tenants = tasks_due::tenants(app.store(), (now - LOOK_BACK).date(), now.date(), TENANTS).await?;
    let batches = run_batches(TasksDue::KIND, tenants, stop, |tenant| notice_some(app, tenant, now)).await;
    Ok(if batches.largest >= BATCH { RoundOutcome::More } else { RoundOutcome::Done })
}

async fn notice_some(app: &App, tenant: TenantId, now: OffsetDateTime) -> Result<usize> {
    let (from, to) = ((now - LOOK_BACK).date(), now.date());
    let work = |mut tx: TenantTx| async move {
        let tasks = tasks_due::notice(&mut tx, from, to, BATCH as i64, now).await?;
        // Without images: a consumer reads the task itself, and judges who may see it.
        let origin = Origin { request_id: app.source().uuid().to_string(), ..Origin::default() };
        let mut changes = ChangeSet::by(app.source(), Actor::automation(REMINDERS), &origin, now);
        for task in tasks {
            changes.note(notification::TASK_DUE, Subject::new("activity", task), None, None);
        }
        let appended = changes.append(&mut tx).await?;
        Ok(tx.finish(appended))
    };
    let appended = app.store().write("worker.tasks_due", tenant, None, work).await?;
    app.publish(&appended);
    Ok(appended.len())
}
