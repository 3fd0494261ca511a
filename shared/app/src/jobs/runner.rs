//! The worker's loop over jobs: it claims as many as it has room for, keeps their leases, and ends those that are done
//! in batches. While one statement is under way other jobs end, so batches grow with the load.

use std::{collections::HashMap, panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures::FutureExt;
use plenum_shared::{
    Code, Error, Result,
    ids::{TenantId, UserId},
};
use plenum_store::jobs::{
    Fence, Lease,
    queue::{self, Claim, FinishedJob, Held},
};
use tokio::{
    sync::Semaphore,
    task::JoinSet,
    time::{Instant, MissedTickBehavior, interval, sleep_until, timeout},
};
use tokio_util::sync::CancellationToken;

use super::{
    context::JobContext,
    declaration::AnyJob,
    execute::{Ended, Signals, execute},
    maintenance,
    signals::JobSignals,
};
use crate::{App, Contexts};

/// How much a worker does at a time.
#[derive(Debug, Clone, Copy)]
pub struct RunnerSettings {
    /// The most jobs that run at once in this process.
    pub slots: usize,
    /// The most jobs of one tenant in its turn.
    pub quantum: i32,
    /// The most jobs of one tenant that run at once, in all workers together.
    pub tenant_cap: i32,
    /// How long a job is kept for a worker that does not answer.
    pub lease: Duration,
    /// The longest pause between two looks for work.
    pub poll: Duration,
}

impl Default for RunnerSettings {
    fn default() -> Self {
        Self { slots: 64, quantum: 8, tenant_cap: 32, lease: Duration::from_secs(60), poll: Duration::from_millis(500) }
    }
}

/// The first pause after a look that found nothing; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(20);

/// The part of the pool's connections that transactions of jobs may use at once.
const POOL_SHARE: u32 = 4;

/// Runs jobs until `stop` is cancelled. Then running handlers are asked to stop, and what does not end is given back.
pub(crate) async fn run(
    app: App,
    contexts: Contexts,
    settings: RunnerSettings,
    signals: JobSignals,
    stop: CancellationToken,
) {
    let mut runner = Runner::new(app, &contexts, settings);
    let mut beats = interval(settings.lease / 4);
    beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut pause, mut next_look) = (FIRST_PAUSE, Instant::now());
    loop {
        let room = runner.room();
        tokio::select! {
            () = stop.cancelled() => break,
            Some(ended) = runner.tasks.join_next(), if !runner.tasks.is_empty() => {
                runner.collect(ended);
                runner.flush().await;
                (pause, next_look) = (FIRST_PAUSE, Instant::now());
            }
            _ = beats.tick() => {
                runner.heartbeat().await;
                runner.flush().await;
            }
            () = signals.cancelled.notified() => runner.heartbeat().await,
            () = signals.ready.notified() => (pause, next_look) = (FIRST_PAUSE, Instant::now()),
            () = sleep_until(next_look), if room > 0 => match runner.claim(room).await {
                Ok(0) => {
                    next_look = Instant::now() + pause;
                    pause = (pause * 2).min(settings.poll);
                }
                Ok(_) => (pause, next_look) = (FIRST_PAUSE, Instant::now()),
                Err(error) => {
                    tracing::warn!(%error, "no jobs could be claimed");
                    next_look = Instant::now() + settings.poll;
                }
            },
        }
    }
    runner.drain().await;
}

/// Runs all jobs that are due, and those that they enqueue, to their end; says how many attempts there were.
pub async fn run_due(app: &App, contexts: &Contexts) -> Result<usize> {
    let mut runner = Runner::new(app.clone(), contexts, RunnerSettings::default());
    let mut attempts = 0;
    loop {
        maintenance::round(app, contexts).await?;
        let claimed = runner.claim(runner.room()).await?;
        if claimed == 0 {
            return Ok(attempts);
        }
        attempts += claimed;
        while let Some(ended) = runner.tasks.join_next().await {
            runner.collect(ended);
        }
        runner.flush().await;
    }
}

struct Runner {
    app: App,
    kinds: HashMap<&'static str, &'static dyn AnyJob>,
    settings: RunnerSettings,
    transactions: Arc<Semaphore>,
    running: HashMap<Held, Signals>,
    /// Of running jobs that members began, who did.
    creators: HashMap<Held, UserId>,
    /// Those of these jobs that ended, and whose watchers hear of it once that is written.
    to_announce: Vec<(Held, UserId)>,
    tasks: JoinSet<(Held, Ended)>,
    /// Jobs that are to be ended as done.
    finished: Vec<FinishedJob>,
    /// Jobs that are to be given back.
    interrupted: Vec<Held>,
    /// The tenant from which the next claim looks.
    from: TenantId,
    last_beat: Instant,
}

impl Runner {
    fn new(app: App, contexts: &Contexts, settings: RunnerSettings) -> Self {
        let permits = (app.store().max_connections() / POOL_SHARE).max(1);
        Self {
            app,
            kinds: contexts.jobs().map(|job| (job.kind(), job)).collect(),
            settings,
            transactions: Arc::new(Semaphore::new(permits as usize)),
            running: HashMap::new(),
            creators: HashMap::new(),
            to_announce: Vec::new(),
            tasks: JoinSet::new(),
            finished: Vec::new(),
            interrupted: Vec::new(),
            from: TenantId::PLATFORM,
            last_beat: Instant::now(),
        }
    }

    /// How many more jobs may begin. A job that is not yet ended in the database still counts.
    fn room(&self) -> usize {
        self.settings.slots.saturating_sub(self.running.len() + self.finished.len())
    }

    async fn claim(&mut self, room: usize) -> Result<usize> {
        let (now, kinds) = (self.app.source().now(), self.kinds.keys().copied().collect::<Vec<_>>());
        let claim = Claim {
            kinds: &kinds,
            limit: i32::try_from(room).unwrap_or(i32::MAX),
            quantum: self.settings.quantum,
            cap: self.settings.tenant_cap,
            from: self.from,
            lease: self.settings.lease,
        };
        let claimed = self.in_time(queue::claim(self.app.store(), &claim, now)).await?;
        self.from = claimed.next_from;
        let count = claimed.leases.len();
        claimed.leases.into_iter().for_each(|lease| self.begin(lease));
        Ok(count)
    }

    fn begin(&mut self, lease: Lease) {
        let held = Held { tenant: lease.tenant, fence: Fence::from(&lease) };
        // Only declared kinds are claimed.
        let Some(kind) = self.kinds.get(lease.kind.as_str()).copied() else { return self.interrupted.push(held) };
        let waited = (self.app.source().now() - lease.run_at).as_seconds_f64().max(0.0);
        metrics::histogram!("jobs.wait", "kind" => kind.kind()).record(waited);
        let (app, signals, transactions) = (self.app.clone(), Signals::default(), self.transactions.clone());
        self.running.insert(held, signals.clone());
        if let Some(creator) = lease.created_by {
            self.creators.insert(held, creator);
            self.app.announce_job(lease.tenant, lease.job, lease.created_by);
        }
        self.tasks.spawn(async move {
            let began = Instant::now();
            let context = JobContext::new(app.clone(), lease.clone(), signals.stopped.clone(), transactions);
            let attempt = AssertUnwindSafe(execute(&app, kind, context, &lease, &signals)).catch_unwind();
            let ended = attempt.await.unwrap_or(Ended::Lost);
            metrics::counter!("jobs.attempts", "kind" => kind.kind(), "outcome" => ended.outcome()).increment(1);
            metrics::histogram!("jobs.duration", "kind" => kind.kind()).record(began.elapsed().as_secs_f64());
            (held, ended)
        });
    }

    /// Takes in the job that ended, and all others that have ended by now.
    fn collect(&mut self, ended: Result<(Held, Ended), tokio::task::JoinError>) {
        let mut next = Some(ended);
        while let Some(ended) = next {
            match ended {
                Ok((held, ended)) => {
                    self.running.remove(&held);
                    self.to_announce.extend(self.creators.remove(&held).map(|creator| (held, creator)));
                    match ended {
                        Ended::Done(result) => self.finished.push(FinishedJob { held, result }),
                        Ended::Interrupted => self.interrupted.push(held),
                        Ended::Committed | Ended::Failed(_) | Ended::Lost => {}
                    }
                }
                // A panic is caught within the task, so this is the end of the runtime.
                Err(error) => tracing::error!(%error, "the task of a job was lost"),
            }
            next = self.tasks.try_join_next();
        }
    }

    /// A database that is silent must not keep the runner from seeing that its leases end, or that it should stop.
    async fn in_time<T>(&self, statement: impl Future<Output = Result<T>>) -> Result<T> {
        let silent = || Error::new(Code::Unavailable).with_detail("the database did not answer in time");
        timeout(self.settings.lease / 4, statement).await.unwrap_or_else(|_| Err(silent()))
    }

    /// Writes what jobs came to. What cannot be written now is tried again with the next beat.
    async fn flush(&mut self) {
        if !self.finished.is_empty() {
            match self.in_time(queue::finish(self.app.store(), &self.finished, self.app.source().now())).await {
                Ok(accepted) => {
                    let lost = self.finished.len() - accepted.len();
                    if lost > 0 {
                        tracing::warn!(lost, "jobs were done by a worker that had lost their leases");
                    }
                    self.finished.clear();
                }
                Err(error) => tracing::warn!(%error, "jobs that are done could not be ended, trying again"),
            }
        }
        if !self.interrupted.is_empty() {
            match self.in_time(queue::release(self.app.store(), &self.interrupted, self.app.source().now())).await {
                Ok(_) => self.interrupted.clear(),
                Err(error) => tracing::warn!(%error, "jobs could not be given back, trying again"),
            }
        }
        if self.finished.is_empty() && self.interrupted.is_empty() {
            for (held, creator) in self.to_announce.drain(..) {
                self.app.announce_job(held.tenant, held.fence.job, Some(creator));
            }
        }
    }

    /// Extends the leases of all jobs that are not ended in the database, and passes on what it hears of them.
    async fn heartbeat(&mut self) {
        let ended = self.finished.iter().map(|finished| finished.held).chain(self.interrupted.iter().copied());
        let held: Vec<Held> = self.running.keys().copied().chain(ended).collect();
        if held.is_empty() {
            self.last_beat = Instant::now();
            return;
        }
        match self.in_time(queue::heartbeat(self.app.store(), &held, self.settings.lease)).await {
            Ok(alive) => {
                self.last_beat = Instant::now();
                let alive: HashMap<Held, bool> = alive.into_iter().collect();
                for (held, signals) in &self.running {
                    match alive.get(held) {
                        Some(false) => {}
                        Some(true) => signals.cancel(),
                        None => {
                            tracing::warn!(job = %held.fence.job, "the lease of a job was lost");
                            signals.lost.cancel();
                        }
                    }
                }
                let is_alive = |held: &Held| alive.contains_key(held);
                self.finished.retain(|finished| is_alive(&finished.held));
                self.interrupted.retain(is_alive);
            }
            Err(error) => {
                tracing::warn!(%error, "the leases of jobs could not be extended");
                if self.last_beat.elapsed() >= self.settings.lease {
                    self.running.values().for_each(|signals| signals.lost.cancel());
                }
            }
        }
    }

    /// Asks running handlers to stop, waits for them, and gives back what did not end.
    async fn drain(&mut self) {
        self.running.values().for_each(|signals| signals.stopped.cancel());
        while let Some(ended) = self.tasks.join_next().await {
            self.collect(ended);
        }
        self.flush().await;
        if !self.finished.is_empty() {
            tracing::warn!(jobs = self.finished.len(), "jobs that are done stay leased until their leases run out");
        }
    }
}
