//! The share of one node in a bucket: plain arithmetic on tokens and times.

use std::time::Duration;

use tokio::time::Instant;

use super::rate::{Rate, Remaining};

/// A share that settled so lately is not settled again only because it is low.
const SETTLED_LATELY: Duration = Duration::from_millis(200);

#[derive(Debug)]
pub(super) struct Share {
    rate: Rate,
    /// The nodes that share the bucket.
    nodes: f64,
    tokens: f64,
    refilled: Instant,
    /// What was taken and is not settled; below zero when more was given back.
    taken: f64,
    /// What is being settled.
    settling: f64,
    settled: Option<Instant>,
}

impl Share {
    pub(super) fn new(rate: Rate, nodes: u32, now: Instant) -> Self {
        let nodes = f64::from(nodes.max(1));
        let tokens = f64::from(rate.quota) / nodes;
        Self { rate, nodes, tokens, refilled: now, taken: 0.0, settling: 0.0, settled: None }
    }

    pub(super) fn rate(&self) -> Rate {
        self.rate
    }

    /// Takes so many tokens, or says when there will be as many.
    pub(super) fn take(&mut self, rate: Rate, nodes: u32, cost: u32, now: Instant) -> Result<Remaining, Duration> {
        self.adapt(rate, nodes);
        self.refill(now);
        let cost = f64::from(cost);
        if self.tokens < cost {
            return Err(self.time_to(cost));
        }
        self.tokens -= cost;
        self.taken += cost;
        let left = (self.tokens * self.nodes).max(0.0) as u32;
        Ok(Remaining { rate, left, full_in: self.time_to(self.capacity()) })
    }

    pub(super) fn give_back(&mut self, cost: u32) {
        let cost = f64::from(cost);
        self.tokens = (self.tokens + cost).min(self.capacity());
        self.taken -= cost;
    }

    /// Whether the others should learn at once what was taken here, because they may have more to give.
    pub(super) fn is_low(&self, now: Instant) -> bool {
        let waits = self.settled.is_none_or(|settled| now.duration_since(settled) > SETTLED_LATELY);
        waits && self.settling == 0.0 && self.nodes > 1.0 && self.tokens < self.capacity() / 2.0
    }

    /// What is to be settled, if there is anything, or if others may have left more than this node knows of.
    pub(super) fn begin_settling(&mut self, now: Instant) -> Option<f64> {
        self.refill(now);
        if self.taken == 0.0 && !self.is_low(now) {
            return None;
        }
        self.settling += std::mem::take(&mut self.taken);
        Some(self.settling)
    }

    /// The bucket holds this part of its quota for all nodes, without what was taken here meanwhile.
    pub(super) fn settled(&mut self, part: f64, nodes: u32, now: Instant) {
        self.settling = 0.0;
        self.nodes = f64::from(nodes.max(1));
        self.tokens = (part * self.capacity() - self.taken).min(self.capacity());
        (self.refilled, self.settled) = (now, Some(now));
    }

    /// A settlement failed; what it was about is settled later, as far as the bucket has not refilled it by then.
    pub(super) fn keep_unsettled(&mut self) {
        let quota = f64::from(self.rate.quota);
        self.taken = (self.taken + std::mem::take(&mut self.settling)).min(quota);
    }

    /// Whether it says no more than a new share would.
    pub(super) fn is_idle(&self, now: Instant) -> bool {
        let is_old = now.duration_since(self.settled.unwrap_or(self.refilled)) > SETTLED_LATELY;
        is_old && self.taken == 0.0 && self.settling == 0.0 && self.tokens >= self.capacity()
    }

    /// A quota that changed keeps the part that is used.
    fn adapt(&mut self, rate: Rate, nodes: u32) {
        let nodes = f64::from(nodes.max(1));
        if self.rate == rate && self.nodes == nodes {
            return;
        }
        let (capacity, quota) = (self.capacity(), self.rate.quota);
        (self.rate, self.nodes) = (rate, nodes);
        self.tokens = if capacity > 0.0 { self.tokens * self.capacity() / capacity } else { self.capacity() };
        let part = if quota > 0 { f64::from(rate.quota) / f64::from(quota) } else { 0.0 };
        self.taken *= part;
        self.settling *= part;
    }

    fn refill(&mut self, now: Instant) {
        let elapsed = now.duration_since(self.refilled).as_secs_f64();
        self.refilled = now;
        self.tokens = (self.tokens + elapsed * self.per_second()).min(self.capacity());
    }

    fn capacity(&self) -> f64 {
        f64::from(self.rate.quota) / self.nodes
    }

    fn per_second(&self) -> f64 {
        self.capacity() / self.rate.window.as_secs_f64().max(0.001)
    }

    /// How long it takes until there are so many tokens; for more than there ever will be, a window.
    fn time_to(&self, tokens: f64) -> Duration {
        let missing = (tokens - self.tokens).max(0.0);
        let seconds = if self.per_second() > 0.0 { missing / self.per_second() } else { f64::INFINITY };
        Duration::try_from_secs_f64(seconds).unwrap_or(self.rate.window).min(self.rate.window)
    }
}
