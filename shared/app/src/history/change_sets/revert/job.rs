//! The revert of a large change set: a job in steps, each of them one transaction of up to 500 records.
//!
//! The records are reverted as in a [revert at once](super::revert), from the last to the first, and all that the steps
//! write is one change set. Each step judges by the present access of the member who asked; when they may not revert
//! the set any more, the rest of it stays as it is, and the report says why. The progress is a row that is written in
//! the transaction of each step, so an attempt that breaks off anywhere is continued and repeats nothing.
//!
//! A record that was refused is tried once more after all others, for another may have been in its way. A rehearsal
//! undoes each step by itself: a record that could only go back after one of another step is reported as refused.

use std::{ops::RangeInclusive, time::Duration};

use async_trait::async_trait;
use plenum_shared::{
    Error, Result,
    caller::Caller,
    error::Kind,
    ids::{ChangeSetId, RecordId, UserId},
    plan::UNDO,
};
use plenum_store::{
    Savepoint, TenantTx,
    history::{change_sets as store, reverts},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    permission::require_access,
    records::{RecordChanges, put_back, targets},
    rehearsal::Rehearsal,
    report::{Report, RevertOutcome, RevertReport, RevertStop},
};
use crate::{
    App, access,
    change_set::{ChangeSet, Subject},
    history::change_sets::{ENTITY, REVERTED, entities},
    jobs::{self, Effect, Enqueue, Failure, Job, JobContext, JobOptions, JobView, Outcome},
    records::Bulk,
};
/// The most records of a step. A record has few entries, so a step writes about as many as an append takes.
const STEP: usize = 500;
/// The most bytes of images of a step, as they are stored; one record is always taken.
const STEP_BYTES: i64 = 4 << 20;
/// How many entries are read at a time.
const PART: usize = 100;
/// The most records that are tried again; of others the first refusal counts.
const MAX_AGAIN: usize = 1_000;

/// Reverts a change set that is too large for one transaction.
pub struct ChangeSetRevert;

/// What a job is to revert.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RevertTask {
    change_set: ChangeSetId,
    /// The change set of the revert.
    revert: ChangeSetId,
    dry_run: bool,
}

/// How far a job has come.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Progress {
    /// The records of the set, and those that were looked at. They are not shown: the caller may not see all.
    total: i64,
    done: i64,
    phase: Phase,
    /// The last entries of the records to come have lower numbers; nothing: no record was looked at.
    before: Option<i64>,
    /// The records that were refused.
    again: Vec<RecordId>,
    /// Whether something was written, and with it the entry that names the set.
    has_written: bool,
    report: Report,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Phase {
    /// All records.
    #[default]
    First,
    /// Those that were refused.
    Again,
    Over,
}

/// The records of a step.
struct NextRecords {
    records: Vec<Uuid>,
    /// The numbers of their entries are in this range.
    range: RangeInclusive<i64>,
}

/// Begins the job, or finds the one that reverts this set for this caller already.
pub(super) async fn begin(
    app: &App,
    tx: &mut TenantTx,
    caller: &Caller,
    change_set: ChangeSetId,
    rehearsal: Rehearsal,
) -> Result<JobView> {
    let dry_run = rehearsal == Rehearsal::Yes;
    let task = RevertTask { change_set, revert: app.source().uuid().into(), dry_run };
    // One member's job is not shown to another, who may revert other records of the set.
    let key = format!("{change_set}/{}/{}", caller.user, if dry_run { "rehearsal" } else { "revert" });
    let how = Enqueue {
        unique_key: Some(&key),
        created_by: Some(caller.user),
        origin: Some(&caller.origin),
        ..Enqueue::default()
    };
    let job = jobs::enqueue::<ChangeSetRevert>(app, tx, &task, how).await?;
    jobs::view(tx, caller, job.job()).await
}

#[async_trait]
impl Job for ChangeSetRevert {
    const KIND: &'static str = "change_set_revert";
    // Records that others hold for a moment cost an attempt, and a large set meets many.
    const OPTIONS: JobOptions =
        JobOptions { max_attempts: 20, time_limit: Duration::from_hours(1), ..JobOptions::DEFAULT };

    type Payload = RevertTask;

    async fn run(&self, context: &JobContext, task: RevertTask) -> Result<Outcome, Failure> {
        let user = context.created_by().ok_or_else(|| Failure::Permanent(Error::internal("a revert of nobody")))?;
        loop {
            context.check()?;
            let progress = read(context).await?;
            if progress.phase == Phase::Over {
                let report = &serde_json::to_value(progress.finish(&task)).map_err(Error::internal)?;
                return context.finish(|tx| async move { Ok(Effect::new(tx).with_result(report.clone())) }).await;
            }
            if progress.total > 0 {
                context.report_progress(progress.percent(), Some(100)).await?;
            }
            context.step(|tx| step(context, &task, user, tx)).await?;
        }
    }
}

async fn read(context: &JobContext) -> Result<Progress> {
    let work = |mut tx: TenantTx| async move {
        let progress = load(&mut tx, context).await?;
        Ok(tx.finish(progress))
    };
    context.app().store().read("history.revert_progress", context.tenant(), None, work).await
}

async fn load(tx: &mut TenantTx, context: &JobContext) -> Result<Progress> {
    match reverts::progress(tx, context.job()).await? {
        Some(progress) => serde_json::from_value(progress).map_err(Error::internal),
        None => Ok(Progress::default()),
    }
}

/// Reverts the next records.
async fn step(context: &JobContext, task: &RevertTask, user: UserId, mut tx: TenantTx) -> Result<Effect> {
    let app = context.app();
    let mut progress = load(&mut tx, context).await?;
    let entities = entities(app.catalogue());
    let caller = match present_caller(context, task, user, &entities, &mut tx).await {
        Ok(caller) => caller,
        Err(error) if is_denial(&error) => {
            progress.phase = Phase::Over;
            progress.report.stop(RevertStop::of(&error));
            return save(context, tx, &progress).await;
        }
        Err(error) => return Err(error),
    };
    if progress.total == 0 {
        progress.total = store::count_records_of(&mut tx, task.change_set, &entities).await?;
    }
    let is_first = progress.phase == Phase::First;
    let NextRecords { records, mut range } = progress.next_records(&mut tx, task, &entities).await?;
    let mut record_changes = RecordChanges::default();
    loop {
        let part = range.clone();
        let entries = store::entries_of_records(&mut tx, task.change_set, &entities, &records, part, PART).await?;
        record_changes.add(&mut tx, &caller, &entries).await?;
        match entries.last() {
            Some(last) if entries.len() == PART => range = last.position.seq + 1..=*range.end(),
            _ => break,
        }
    }
    let mut changes = ChangeSet::of(app.source(), &caller, app.source().now()).with_id(task.revert);
    if !progress.has_written {
        changes.note(REVERTED, Subject::new(ENTITY, task.change_set), None, None);
    }
    let nothing = changes.mark();
    if task.dry_run {
        tx.savepoint(Savepoint::Rehearsal).await?;
    }
    let mut bulk = Bulk::new(app, &mut tx, &caller, &mut changes);
    let targets = targets(&mut bulk, &caller, record_changes).await?;
    for record in put_back(&mut bulk, &caller, targets).await? {
        match record.outcome == RevertOutcome::Refused && is_first && progress.again.len() < MAX_AGAIN {
            true => progress.again.push(record.record_id),
            false => progress.report.add_left(record),
        }
    }
    progress.end_step();
    if task.dry_run {
        tx.roll_back_to(Savepoint::Rehearsal).await?;
        return save(context, tx, &progress).await;
    }
    if changes.mark() == nothing {
        return save(context, tx, &progress).await;
    }
    progress.has_written = true;
    Ok(save(context, tx, &progress).await?.with_changes(changes))
}

async fn save(context: &JobContext, mut tx: TenantTx, progress: &Progress) -> Result<Effect> {
    let progress = serde_json::to_value(progress).map_err(Error::internal)?;
    reverts::save_progress(&mut tx, context.job(), &progress).await?;
    Ok(Effect::new(tx))
}

/// The member who began the job, with their present access, if they may still revert the set and the tenant's plan has
/// reverts.
async fn present_caller(
    context: &JobContext,
    task: &RevertTask,
    user: UserId,
    entities: &[String],
    tx: &mut TenantTx,
) -> Result<Caller> {
    let app = context.app();
    let caller = access::member(app, tx, user, context.origin(), app.source().now()).await?;
    caller.entitlements.require(&UNDO)?;
    let first = store::entries_of(tx, task.change_set, entities, 1, 1).await?.entries;
    if let Some(first) = first.first() {
        require_access(&caller, first)?;
    }
    Ok(caller)
}

/// Whether it is the access of the member that is missing.
fn is_denial(error: &Error) -> bool {
    matches!(error.kind(), Kind::Unauthenticated | Kind::Forbidden | Kind::NotFound)
}

impl Progress {
    /// The records of the next step.
    async fn next_records(&mut self, tx: &mut TenantTx, task: &RevertTask, entities: &[String]) -> Result<NextRecords> {
        if self.phase == Phase::Again {
            let count = self.again.len().min(STEP);
            let records = self.again.drain(..count).map(RecordId::uuid).collect();
            return Ok(NextRecords { records, range: 0..=i64::MAX });
        }
        let before = self.before.unwrap_or(i64::MAX);
        let mut found = store::records_of(tx, task.change_set, entities, before, STEP).await?;
        let mut bytes = 0;
        let fitting = found.iter().take_while(|record| {
            let fits = bytes < STEP_BYTES;
            bytes += record.bytes;
            fits
        });
        let fitting = fitting.count();
        let was_last = found.len() < STEP && fitting == found.len();
        found.truncate(fitting);
        self.done += found.len() as i64;
        self.before = found.last().map(|record| record.last_seq).or(self.before);
        if was_last {
            self.phase = Phase::Again;
        }
        let first = found.iter().map(|record| record.first_seq).min().unwrap_or_default();
        let last = found.iter().map(|record| record.last_seq).max().unwrap_or_default();
        Ok(NextRecords { records: found.iter().map(|record| record.record.uuid()).collect(), range: first..=last })
    }

    /// Nothing is left to try again.
    fn end_step(&mut self) {
        if self.phase == Phase::Again && self.again.is_empty() {
            self.phase = Phase::Over;
        }
    }

    fn percent(&self) -> i64 {
        (self.done * 100 / self.total.max(1)).min(100)
    }

    fn finish(self, task: &RevertTask) -> RevertReport {
        let change_set = self.has_written.then_some(task.revert);
        self.report.finish(task.change_set, change_set, task.dry_run)
    }
}
