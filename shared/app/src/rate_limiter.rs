//! Limits how much of something is done in a window of time, on all nodes together.
//!
//! Each node has a share of every [bucket](plenum_bus::buckets) that is used on it, an even part of what is left, and
//! takes from it without a call. A task [settles](RateLimiter::settle) with the other nodes: within a second of any use,
//! and at once when a share runs low. While the bus does not answer, the share refills by itself at an even part of the
//! rate, so nobody is refused for the fault. What nodes take before they have settled may be more than there is: for a
//! moment they admit up to twice the quota, and nothing more until that is repaid.
//!
//! A refused caller takes nothing: one who goes on asking does not make it worse, neither for themselves nor for the
//! tenant.

mod rate;
mod share;

pub use rate::{Rate, Remaining};

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use dashmap::DashMap;
use plenum_bus::buckets::{BucketStore, BucketUse, MAX_SETTLED};
use plenum_shared::{
    Code, Error, Result,
    error::Limit,
    ids::{TenantId, UserId},
};
use tokio::{
    sync::Notify,
    time::{Instant, sleep, sleep_until, timeout},
};
use tokio_util::sync::CancellationToken;

use share::Share;

/// How long a use is unknown to the other nodes at most, while the bus answers.
const EVERY: Duration = Duration::from_secs(1);

/// The pause between two settlements when shares run low.
const PAUSE: Duration = Duration::from_millis(50);

/// How long a settlement may take.
const SETTLEMENT_TIMEOUT: Duration = Duration::from_secs(1);

/// The bucket that something is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BucketKey {
    Caller(TenantId, UserId),
    Tenant(TenantId),
}

/// The buckets of one node.
pub struct RateLimiter {
    shares: DashMap<BucketKey, Share>,
    nodes: AtomicU32,
    /// A share runs low.
    low: Notify,
}

impl Default for RateLimiter {
    fn default() -> Self {
        Self { shares: DashMap::new(), nodes: AtomicU32::new(1), low: Notify::new() }
    }
}

impl RateLimiter {
    /// Takes so much from each of these buckets, or from none. Says what is left in each.
    pub fn take(&self, buckets: &[(BucketKey, Rate)], cost: u32) -> Result<Vec<Remaining>> {
        let (now, nodes) = (Instant::now(), self.nodes.load(Ordering::Relaxed));
        let mut remaining = Vec::with_capacity(buckets.len());
        for (number, (key, rate)) in buckets.iter().enumerate() {
            let mut share = self.shares.entry(*key).or_insert_with(|| Share::new(*rate, nodes, now));
            let taken = share.take(*rate, nodes, cost, now);
            if share.is_low(now) {
                self.low.notify_one();
            }
            drop(share);
            match taken {
                Ok(left) => remaining.push(left),
                Err(retry_after) => {
                    self.give_back(&buckets[..number], cost);
                    return Err(refusal(*rate, retry_after));
                }
            }
        }
        Ok(remaining)
    }

    /// Gives back what was taken for something that turned out to cost nothing.
    pub fn give_back(&self, buckets: &[(BucketKey, Rate)], cost: u32) {
        for (key, _) in buckets {
            if let Some(mut share) = self.shares.get_mut(key) {
                share.give_back(cost);
            }
        }
    }

    /// Settles with the other nodes until `stop` is cancelled.
    pub async fn settle(self: Arc<Self>, store: Box<dyn BucketStore>, stop: CancellationToken) {
        let mut failed = false;
        loop {
            let next = Instant::now() + EVERY;
            match self.settle_once(&*store).await {
                Ok(()) => failed = false,
                Err(reason) if !failed => {
                    tracing::warn!(%reason, "rates are not shared with other nodes for now");
                    failed = true;
                }
                Err(_) => {}
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = sleep_until(next) => {}
                () = async { self.low.notified().await; sleep(PAUSE).await }, if !failed => {}
            }
        }
    }

    /// Settles all buckets that were used, and forgets those that are full.
    pub async fn settle_once(&self, store: &dyn BucketStore) -> Result<(), String> {
        let (now, mut due) = (Instant::now(), Vec::new());
        self.shares.retain(|key, share| {
            due.extend(share.begin_settling(now).map(|taken| (*key, share.rate(), taken)));
            !share.is_idle(now)
        });
        // A node that used nothing says that it is there.
        let chunks: Vec<_> = if due.is_empty() { vec![&due[..]] } else { due.chunks(MAX_SETTLED).collect() };
        for chunk in chunks {
            let uses: Vec<_> = chunk.iter().map(|(key, rate, taken)| bucket_use(key, *rate, *taken)).collect();
            let answer = match timeout(SETTLEMENT_TIMEOUT, store.settle(&uses)).await {
                Ok(answer) => answer.map_err(|error| error.to_string()),
                Err(_) => Err("no answer within a second".to_owned()),
            };
            let settlement = match answer {
                Ok(settlement) => settlement,
                Err(reason) => {
                    metrics::counter!("rates.settlements", "outcome" => "failed").increment(1);
                    self.shares.iter_mut().for_each(|mut share| share.keep_unsettled());
                    return Err(reason);
                }
            };
            metrics::counter!("rates.settlements", "outcome" => "done").increment(1);
            self.nodes.store(settlement.nodes.max(1), Ordering::Relaxed);
            for ((key, rate, _), left) in chunk.iter().zip(settlement.left) {
                if let Some(mut share) = self.shares.get_mut(key) {
                    // The quota may have changed meanwhile.
                    let part = left / f64::from(rate.quota.max(1));
                    share.settled(part, settlement.nodes, Instant::now());
                }
            }
        }
        Ok(())
    }
}

fn bucket_use(key: &BucketKey, rate: Rate, taken: f64) -> BucketUse {
    let key = match key {
        BucketKey::Caller(tenant, user) => format!("c:{tenant}:{user}"),
        BucketKey::Tenant(tenant) => format!("t:{tenant}"),
    };
    BucketUse { key, quota: rate.quota, window: rate.window, taken }
}

fn refusal(rate: Rate, retry_after: Duration) -> Error {
    let Rate { name, quota, window } = rate;
    metrics::counter!("rates.refused", "limit" => name).increment(1);
    Error::limited(Code::RateLimited, Limit { name, quota, window, retry_after })
}

#[cfg(test)]
mod tests;
