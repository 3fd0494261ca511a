//! The loop of one consumer: which tenant it serves next, and what becomes of a batch that fails.
//!
//! Its poll is no job: it makes up for lost wake-ups within a second, which a queue of jobs, woken in the same way,
//! could not promise.

use std::time::Duration;

use plenum_shared::{Code, Error, Result, ids::TenantId};
use plenum_store::consumers;
use tokio::{
    sync::broadcast::{self, error::RecvError},
    task::JoinSet,
    time::{MissedTickBehavior, interval, sleep},
};
use tokio_util::sync::CancellationToken;

use super::{
    AnyConsumer,
    batch::{BATCH, BatchOutcome, CheckpointSlot, process_batch},
    panics::catch_panic,
    retry::{self, RetryOutcome},
    tenant_queue::{CAPACITY, Remaining, TenantQueue},
};
use crate::App;

/// Tenants that one consumer serves at a time; each holds a connection to the database.
const CONCURRENT_TENANTS: usize = 4;

/// How often the database is asked for tenants with work, and how long a start that failed waits.
const EVERY: Duration = Duration::from_secs(1);

/// Follows the logs of all tenants until `stop` is cancelled. A batch that has begun then is finished.
pub(in crate::worker) async fn run(
    app: App,
    consumer: &'static dyn AnyConsumer,
    mut wake_ups: broadcast::Receiver<TenantId>,
    stop: CancellationToken,
) {
    let name = consumer.name();
    while let Err(error) = start(&app, consumer).await {
        tracing::warn!(%error, consumer = name, "a consumer could not be started, trying again");
        if stop.run_until_cancelled(sleep(EVERY)).await.is_none() {
            return;
        }
    }
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut queue, mut batches) = (TenantQueue::default(), JoinSet::new());
    loop {
        while batches.len() < CONCURRENT_TENANTS
            && let Some(tenant) = queue.next()
        {
            let app = app.clone();
            batches.spawn(async move { (tenant, serve_tenant(&app, consumer, tenant).await) });
        }
        tokio::select! {
            () = stop.cancelled() => break,
            Some(ended) = batches.join_next() => match ended {
                Ok((tenant, remaining)) => queue.done(tenant, remaining),
                // A panic in a batch is caught there, so this is the end of the runtime.
                Err(error) => tracing::error!(%error, consumer = name, "a batch of a consumer was lost"),
            },
            tenant = next_wake_up(&mut wake_ups) => queue.add(tenant),
            _ = ticks.tick() => match backlog(&app, consumer).await {
                Ok(tenants) => tenants.into_iter().for_each(|tenant| queue.add(tenant)),
                Err(error) => tracing::warn!(%error, consumer = name, "the tenants with work could not be read"),
            },
        }
    }
    while batches.join_next().await.is_some() {}
}

/// Starts a consumer: the first time ever, it gets its positions in the tenants there are.
pub async fn start(app: &App, consumer: &dyn AnyConsumer) -> Result<()> {
    let (name, at) = (consumer.name(), consumer.start());
    if consumers::start(app.store(), name, at, app.source().now()).await? {
        tracing::info!(consumer = name, ?at, "a new consumer of the log was started");
    }
    Ok(())
}

/// Serves all tenants until none of them has work that can be done now.
pub async fn catch_up(app: &App, consumer: &dyn AnyConsumer) -> Result<()> {
    loop {
        let tenants = backlog(app, consumer).await?;
        let mut moved = false;
        for tenant in tenants {
            while serve_tenant(app, consumer, tenant).await == Remaining::More {
                moved = true;
            }
        }
        if !moved && backlog(app, consumer).await?.is_empty() {
            return Ok(());
        }
    }
}

async fn backlog(app: &App, consumer: &dyn AnyConsumer) -> Result<Vec<TenantId>> {
    consumers::backlog(app.store(), consumer.name(), app.source().now(), CAPACITY as i32).await
}

/// The next tenant that was woken; for ever pending when there are no more wake-ups. Cancel safe.
async fn next_wake_up(wake_ups: &mut broadcast::Receiver<TenantId>) -> TenantId {
    loop {
        match wake_ups.recv().await {
            Ok(tenant) => return tenant,
            // What was missed, the next poll finds.
            Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return std::future::pending().await,
        }
    }
}

/// Processes one batch of a tenant, or, when that fails, its entries one by one.
async fn serve_tenant(app: &App, consumer: &dyn AnyConsumer, tenant: TenantId) -> Remaining {
    let name = consumer.name();
    match catch_panic(process_batch(app, consumer, tenant, BATCH, &CheckpointSlot::default())).await {
        Ok(outcome) => remaining_after(outcome),
        Err(error) if is_away(&error) => wait_for_database(name, tenant, &error),
        Err(error) => {
            tracing::debug!(consumer = name, %tenant, %error, "a batch failed; its entries are processed one by one");
            one_by_one(app, consumer, tenant).await
        }
    }
}

async fn one_by_one(app: &App, consumer: &dyn AnyConsumer, tenant: TenantId) -> Remaining {
    let name = consumer.name();
    for _ in 0..BATCH {
        let began_at = CheckpointSlot::default();
        match catch_panic(process_batch(app, consumer, tenant, 1, &began_at)).await {
            Ok(BatchOutcome::More) => {}
            Ok(outcome) => return remaining_after(outcome),
            Err(error) if is_away(&error) => return wait_for_database(name, tenant, &error),
            Err(error) if is_busy(&error) => return wait_for_others(app, name, tenant, &error).await,
            Err(error) => {
                // A failure before there is a checkpoint is no failure of an entry.
                let Some(failed_at) = began_at.take() else { return wait_for_database(name, tenant, &error) };
                return match retry::count_failure(app, name, tenant, failed_at, &error).await {
                    Ok(RetryOutcome::Parked(_)) => Remaining::More,
                    Ok(RetryOutcome::Postponed | RetryOutcome::Superseded) => Remaining::Nothing,
                    Err(error) => wait_for_database(name, tenant, &error),
                };
            }
        }
    }
    Remaining::More
}

fn remaining_after(outcome: BatchOutcome) -> Remaining {
    match outcome {
        BatchOutcome::More => Remaining::More,
        BatchOutcome::CaughtUp | BatchOutcome::Locked | BatchOutcome::Postponed => Remaining::Nothing,
    }
}

/// Whether the database is away, which is no fault of an entry.
fn is_away(error: &Error) -> bool {
    matches!(error.code(), Code::Unavailable | Code::Draining)
}

/// Whether another transaction is in the way. A statement that takes too long by itself, with nothing locked, is a
/// failure of the entry.
fn is_busy(error: &Error) -> bool {
    error.code() == Code::Busy && !plenum_store::took_too_long(error)
}

/// Another transaction holds what the entry needs, which is no fault of the entry: it is tried again after a pause,
/// however often. The pause is stored, for a wake-up would not wait for the next poll.
async fn wait_for_others(app: &App, consumer: &'static str, tenant: TenantId, error: &Error) -> Remaining {
    metrics::counter!("consumer.busy", "consumer" => consumer).increment(1);
    tracing::warn!(consumer, %tenant, %error, "an entry of the log must wait for another transaction");
    if let Err(error) = retry::pause(app, consumer, tenant).await {
        return wait_for_database(consumer, tenant, &error);
    }
    Remaining::Nothing
}

/// The tenant is served again after the next poll.
fn wait_for_database(consumer: &'static str, tenant: TenantId, error: &Error) -> Remaining {
    tracing::warn!(consumer, %tenant, %error, "a tenant must wait for the database");
    Remaining::Nothing
}
