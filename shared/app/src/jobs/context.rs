//! What the handler of a job works with.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use plenum_shared::{
    Error, Result,
    caller::{Caller, Origin},
    entry::NewEntry,
    ids::{JobId, TenantId, UserId},
};
use plenum_store::{
    Finished, TenantTx,
    jobs::{self, Fence, Lease},
    platform::tenants,
};
use serde_json::Value;
use tokio::{sync::Semaphore, time::Instant};
use tokio_util::sync::CancellationToken;

use super::outcome::{Failure, Outcome, OutcomeKind};
use crate::{
    App, Automation,
    change_set::{ChangeSet, append_all},
};

/// A running job.
pub struct JobContext {
    app: App,
    lease: Lease,
    stopped: CancellationToken,
    transactions: Arc<Semaphore>,
    /// When its progress was last announced to those who watch it.
    announced: Mutex<Option<Instant>>,
}

/// Progress is announced no more often than this.
const ANNOUNCED_EVERY: Duration = Duration::from_secs(1);

/// The end of a job within its transaction: the result, and the entries for the tenant's log, which are appended last.
pub struct Effect {
    tx: TenantTx,
    result: Value,
    entries: Vec<NewEntry>,
    changes: Option<ChangeSet>,
}

impl Effect {
    pub fn new(tx: TenantTx) -> Self {
        Self { tx, result: Value::Null, entries: Vec::new(), changes: None }
    }

    /// With a result that is shown to those who may see the job.
    pub fn with_result(self, result: Value) -> Self {
        Self { result, ..self }
    }

    pub fn with_entries(self, entries: Vec<NewEntry>) -> Self {
        Self { entries, ..self }
    }

    /// With the entries of a change set, behind the others.
    pub fn with_changes(self, changes: ChangeSet) -> Self {
        Self { changes: Some(changes), ..self }
    }
}

impl JobContext {
    /// `transactions` limits how many transactions of jobs are open at once in a process.
    pub(super) fn new(app: App, lease: Lease, stopped: CancellationToken, transactions: Arc<Semaphore>) -> Self {
        Self { app, lease, stopped, transactions, announced: Mutex::default() }
    }

    pub fn app(&self) -> &App {
        &self.app
    }

    /// The tenant of the job, or [`TenantId::PLATFORM`].
    pub fn tenant(&self) -> TenantId {
        self.lease.tenant
    }

    /// The same for all attempts, so that another service can recognise a repeated call.
    pub fn job(&self) -> JobId {
        self.lease.job
    }

    /// 1 for the first attempt.
    pub fn attempt(&self) -> i32 {
        self.lease.attempt
    }

    /// The member who began the job.
    pub fn created_by(&self) -> Option<UserId> {
        self.lease.created_by
    }

    /// The request that the job goes back to, for entries of the log.
    pub fn origin(&self) -> Origin {
        Origin {
            request_id: self.lease.request_id.clone(),
            traceparent: self.lease.traceparent.clone(),
            ..Origin::default()
        }
    }

    /// The caller as whom the job writes records in a transaction, and the change set for them: one for the whole job,
    /// however many steps and attempts it takes. The rights are those that the automation declares, and what the tenant's
    /// plan allows holds for it as for everybody.
    pub async fn write_as(&self, tx: &mut TenantTx, automation: &Automation) -> Result<(Caller, ChangeSet)> {
        let entitlements = Arc::new(tenants::get_entitlements(tx).await?);
        let text = tenants::get_text_version(tx).await?;
        let caller = automation.caller(self.app.catalogue(), self.tenant(), entitlements, text, self.origin());
        let changes = ChangeSet::of(self.app.source(), &caller, self.app.source().now());
        Ok((caller, changes.with_id(self.job().uuid().into())))
    }

    /// Whether the handler is asked to stop: the job was cancelled, its lease was lost, or the worker is ending. A
    /// handler that takes long looks at this between its steps and returns [`Failure::Stopped`].
    pub fn is_stopped(&self) -> bool {
        self.stopped.is_cancelled()
    }

    /// Completes when the handler is asked to stop.
    pub fn stopped(&self) -> &CancellationToken {
        &self.stopped
    }

    /// Ends the attempt here when the handler is asked to stop.
    pub fn check(&self) -> Result<(), Failure> {
        if self.is_stopped() { Err(Failure::Stopped) } else { Ok(()) }
    }

    /// Writes how far the job has come, in a transaction of its own. Those who watch the job hear of it, at most once a
    /// second.
    pub async fn report_progress(&self, done: i64, total: Option<i64>) -> Result<(), Failure> {
        let fence = Fence::from(&self.lease);
        let work = |mut tx: TenantTx| async move {
            let held = jobs::report_progress(&mut tx, fence, done, total).await?;
            Ok(tx.finish(held))
        };
        let _permit = self.permit().await?;
        let held = self.app.store().write("jobs.progress", self.tenant(), None, work).await?;
        if !held {
            return Err(Failure::LeaseLost);
        }
        self.announce_progress();
        Ok(())
    }

    fn announce_progress(&self) {
        let mut announced = self.announced.lock().unwrap_or_else(PoisonError::into_inner);
        if announced.is_none_or(|at| at.elapsed() >= ANNOUNCED_EVERY) {
            *announced = Some(Instant::now());
            self.app.announce_job(self.lease.tenant, self.lease.job, self.lease.created_by);
        }
    }

    /// Runs a step of the job in a transaction of the tenant that commits only while the lease is held; entries are
    /// appended last. The next attempt may find the step done, so it must be one that can be recognised.
    pub async fn step<F, U>(&self, work: F) -> Result<(), Failure>
    where
        F: Fn(TenantTx) -> U + Sync,
        U: Future<Output = Result<Effect>> + Send,
    {
        self.fenced("jobs.step", work, false).await
    }

    /// Runs the effect of the job and ends the job as done, in one transaction of the tenant that commits only while
    /// the lease is held.
    pub async fn finish<F, U>(&self, work: F) -> Result<Outcome, Failure>
    where
        F: Fn(TenantTx) -> U + Sync,
        U: Future<Output = Result<Effect>> + Send,
    {
        self.fenced("jobs.finish", work, true).await?;
        Ok(Outcome(OutcomeKind::Committed))
    }

    async fn fenced<F, U>(&self, name: &'static str, work: F, ends: bool) -> Result<(), Failure>
    where
        F: Fn(TenantTx) -> U + Sync,
        U: Future<Output = Result<Effect>> + Send,
    {
        let (fence, now, work) = (Fence::from(&self.lease), self.app.source().now(), &work);
        let attempt = |mut tx: TenantTx| async move {
            if !jobs::lock(&mut tx, fence).await? {
                return Ok(tx.finish(None));
            }
            let Effect { mut tx, result, entries, changes } = work(tx).await?;
            if ends && !jobs::finish(&mut tx, fence, &result, now).await? {
                return Err(Error::internal("a locked job is not running"));
            }
            let mut appended = append_all(&mut tx, &entries, now).await?;
            if let Some(changes) = changes {
                appended.extend(changes.append(&mut tx).await?);
            }
            Ok::<Finished<_>, Error>(tx.finish(Some(appended)))
        };
        let _permit = self.permit().await?;
        match self.app.store().write(name, self.tenant(), None, attempt).await? {
            Some(appended) => {
                self.app.publish(&appended);
                Ok(())
            }
            None => Err(Failure::LeaseLost),
        }
    }

    async fn permit(&self) -> Result<tokio::sync::SemaphorePermit<'_>, Failure> {
        self.transactions.acquire().await.map_err(|_| Failure::Stopped)
    }
}
