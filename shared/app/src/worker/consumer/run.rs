//! Which tenant is next: a line in which everybody gets one stretch at a time.

use std::{
    collections::{HashSet, VecDeque},
    panic::AssertUnwindSafe,
    sync::Arc,
    time::Duration,
};

use futures::FutureExt;
use plenum_shared::{Code, Error, Result, ids::TenantId};
use plenum_store::consumers;
use tokio::{
    task::JoinSet,
    time::{MissedTickBehavior, interval},
};
use tokio_util::sync::CancellationToken;

use super::{
    Consumer,
    batch::{STRETCH, Served, Stand, serve},
    retry::{self, Setback},
};
use crate::{App, worker::Wakes};

/// Tenants that one consumer works on at a time; each holds a connection to the database.
const LANES: usize = 4;

/// How often all tenants are asked for.
const EVERY: Duration = Duration::from_secs(1);

/// The most tenants in the line. Who does not fit is found by a later poll.
const LINE: usize = 1_000;

/// Whether a tenant stands in the line again after its turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Again,
    Done,
}

/// Those who wait for their turn, and those who have it.
#[derive(Default)]
struct Line {
    waiting: VecDeque<TenantId>,
    known: HashSet<TenantId>,
    busy: HashSet<TenantId>,
}

impl Line {
    fn add(&mut self, tenant: TenantId) {
        if self.waiting.len() < LINE && self.known.insert(tenant) {
            self.waiting.push_back(tenant);
        }
    }

    /// The first who has no turn already: to be woken meanwhile is to have another one afterwards.
    fn next(&mut self) -> Option<TenantId> {
        let at = self.waiting.iter().position(|tenant| !self.busy.contains(tenant))?;
        let tenant = self.waiting.remove(at)?;
        self.known.remove(&tenant);
        self.busy.insert(tenant);
        Some(tenant)
    }

    fn done(&mut self, tenant: TenantId, turn: Turn) {
        self.busy.remove(&tenant);
        if turn == Turn::Again {
            self.add(tenant);
        }
    }
}

/// Follows the logs of all tenants until it is asked to stop; what is begun then is finished.
pub(in crate::worker) async fn keep<C: Consumer>(
    app: App,
    consumer: Arc<C>,
    mut wakes: Wakes,
    stop: CancellationToken,
) {
    wakes.listen().await;
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut line, mut turns) = (Line::default(), JoinSet::new());
    loop {
        while turns.len() < LANES
            && let Some(tenant) = line.next()
        {
            let (app, consumer) = (app.clone(), consumer.clone());
            turns.spawn(async move { (tenant, turn(&app, &*consumer, tenant).await) });
        }
        tokio::select! {
            () = stop.cancelled() => break,
            Some(ended) = turns.join_next() => match ended {
                Ok((tenant, turn)) => line.done(tenant, turn),
                // A turn catches what goes wrong in it, so this is the end of the runtime.
                Err(error) => tracing::error!(%error, consumer = C::NAME, "a turn of a consumer was lost"),
            },
            tenant = wakes.next() => line.add(tenant),
            _ = ticks.tick() => match backlog::<C>(&app).await {
                Ok(tenants) => tenants.into_iter().for_each(|tenant| line.add(tenant)),
                Err(error) => tracing::warn!(%error, consumer = C::NAME, "the tenants with work could not be asked for"),
            },
        }
    }
    while turns.join_next().await.is_some() {}
}

/// Goes on until no tenant has anything left to be done now.
pub async fn catch_up<C: Consumer>(app: &App, consumer: &C) -> Result<()> {
    loop {
        let tenants = backlog::<C>(app).await?;
        let mut moved = false;
        for tenant in tenants {
            while turn(app, consumer, tenant).await == Turn::Again {
                moved = true;
            }
        }
        if !moved && backlog::<C>(app).await?.is_empty() {
            return Ok(());
        }
    }
}

async fn backlog<C: Consumer>(app: &App) -> Result<Vec<TenantId>> {
    consumers::backlog(app.store(), C::NAME, app.source().now(), LINE as i32).await
}

/// One stretch of a tenant, or, when it cannot be dealt with, its entries one by one.
async fn turn<C: Consumer>(app: &App, consumer: &C, tenant: TenantId) -> Turn {
    match attempt(app, consumer, tenant, STRETCH, &Stand::default()).await {
        Ok(Served::More) => Turn::Again,
        Ok(Served::Level | Served::Elsewhere | Served::Waiting) => Turn::Done,
        Err(error) if is_away(&error) => away::<C>(tenant, &error),
        Err(error) => {
            tracing::debug!(consumer = C::NAME, %tenant, %error, "a stretch of the log failed; its entries one by one");
            one_by_one(app, consumer, tenant).await
        }
    }
}

async fn one_by_one<C: Consumer>(app: &App, consumer: &C, tenant: TenantId) -> Turn {
    for _ in 0..STRETCH {
        let stand = Stand::default();
        match attempt(app, consumer, tenant, 1, &stand).await {
            Ok(Served::More) => {}
            Ok(Served::Level | Served::Elsewhere | Served::Waiting) => return Turn::Done,
            Err(error) if is_away(&error) => return away::<C>(tenant, &error),
            Err(error) if is_busy(&error) => return busy::<C>(app, tenant, &error).await,
            Err(error) => {
                // Whatever fails before there is a place is no failure of an entry.
                let Some(failed) = stand.take() else { return away::<C>(tenant, &error) };
                return match retry::note(app, C::NAME, tenant, failed, &error).await {
                    Ok(Setback::Parked(_)) => Turn::Again,
                    Ok(Setback::Postponed | Setback::Gone) => Turn::Done,
                    Err(error) => away::<C>(tenant, &error),
                };
            }
        }
    }
    Turn::Again
}

/// A panic is the failure of the entry that it came from.
async fn attempt<C: Consumer>(app: &App, consumer: &C, tenant: TenantId, most: usize, stand: &Stand) -> Result<Served> {
    match AssertUnwindSafe(serve(app, consumer, tenant, most, stand)).catch_unwind().await {
        Ok(served) => served,
        Err(_) => Err(panicked()),
    }
}

pub(super) fn panicked() -> Error {
    Error::internal("the consumer panicked")
}

/// Whether nothing is wrong but that the database is not there: that is no entry's fault.
fn is_away(error: &Error) -> bool {
    matches!(error.code(), Code::Unavailable | Code::Draining)
}

/// Whether others are in the way. A statement that takes too long by itself, with nothing locked, is the entry's own.
fn is_busy(error: &Error) -> bool {
    error.code() == Code::Busy && !plenum_store::took_too_long(error)
}

/// Others hold what the entry needs, or held it for too long, which is no fault of the entry either: it is tried again
/// after a pause, however often. The pause is written down, for a wake would not wait for the next poll.
async fn busy<C: Consumer>(app: &App, tenant: TenantId, error: &Error) -> Turn {
    metrics::counter!("consumer.busy", "consumer" => C::NAME).increment(1);
    tracing::warn!(consumer = C::NAME, %tenant, %error, "an entry of the log must wait for others");
    if let Err(error) = retry::pause(app, C::NAME, tenant).await {
        return away::<C>(tenant, &error);
    }
    Turn::Done
}

/// The next poll comes back to it.
fn away<C: Consumer>(tenant: TenantId, error: &Error) -> Turn {
    tracing::warn!(consumer = C::NAME, %tenant, %error, "a tenant must wait for the database");
    Turn::Done
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn tenant(number: u128) -> TenantId {
        Uuid::from_u128(number).into()
    }

    #[test]
    fn everybody_gets_a_turn_before_anybody_gets_another() {
        let mut line = Line::default();
        [1, 2, 1, 3].into_iter().for_each(|number| line.add(tenant(number)));
        assert_eq!(line.next(), Some(tenant(1)));
        line.done(tenant(1), Turn::Again);
        assert_eq!([line.next(), line.next(), line.next()], [Some(tenant(2)), Some(tenant(3)), Some(tenant(1))]);
        assert_eq!(line.next(), None);
    }

    #[test]
    fn who_is_woken_during_their_turn_has_another_one_after_it_and_never_two_at_once() {
        let mut line = Line::default();
        line.add(tenant(1));
        assert_eq!(line.next(), Some(tenant(1)));
        line.add(tenant(1));
        assert_eq!(line.next(), None);
        line.done(tenant(1), Turn::Done);
        assert_eq!(line.next(), Some(tenant(1)));
    }

    #[test]
    fn the_line_is_bounded() {
        let mut line = Line::default();
        (0..2 * LINE as u128).for_each(|number| line.add(tenant(number)));
        assert_eq!(line.waiting.len(), LINE);
    }
}
