//! What all readers heard, together. Readers add to it as they go; what they agree on is judged in the end.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use hdrhistogram::Histogram;

use super::ledger::{Heard, Ledger};
use crate::{
    correlation::Mark,
    load::write_log::{Book, Outcome, Phase, Write},
};

/// Readers share these, so that a delivery waits for nobody.
const SHARDS: usize = 16;
/// Latencies are kept from a microsecond to an hour, to three digits.
const HIGHEST_MICROS: u64 = 3_600_000_000;

/// Latencies, recorded from many tasks.
#[derive(Debug)]
pub struct Latencies(Vec<Mutex<Histogram<u64>>>);

/// How an event reached its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Live,
    /// Live, to a reader that meant to be slow: what lies between is its own doing.
    Dawdled,
    /// Told again after a reconnect.
    Replayed,
}

#[derive(Debug, Default)]
pub struct Tally {
    pub deliveries: AtomicU64,
    /// Those of writes that are measured.
    pub measured: AtomicU64,
    pub repeated: AtomicU64,
    pub out_of_order: AtomicU64,
    /// Events without a mark of this run: somebody else's.
    pub foreign: AtomicU64,
    /// Marks of writes that were never made or that were refused.
    pub phantoms: AtomicU64,
    /// From when a write was due until it was heard live.
    pub screen: Latencies,
    /// From when a write was due until it was heard live by a reader that was slow on purpose.
    pub slow_screen: Latencies,
    /// From when a write was due until a resume told it again; the time away is in it.
    pub replay: Latencies,
    /// From the beginning of an attempt until the connection was live.
    pub connect: Latencies,
    /// From the end of a connection until its client was level again.
    pub level: Latencies,
    pub resumes: AtomicU64,
    pub replayed: AtomicU64,
    pub resets: AtomicU64,
    refusals: Mutex<BTreeMap<String, u64>>,
    ends: Mutex<BTreeMap<String, u64>>,
}

/// What one reader lacks in the end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Missing {
    /// Acknowledged and never heard, and nobody had said so.
    pub lost: u64,
    /// Acknowledged and never heard, but the reader was told that its history has a gap there.
    pub announced: u64,
}

impl Default for Latencies {
    fn default() -> Self {
        Self((0..SHARDS).map(|_| Mutex::new(empty())).collect())
    }
}

fn empty() -> Histogram<u64> {
    Histogram::new_with_bounds(1, HIGHEST_MICROS, 3).expect("the bounds are constants that make sense")
}

impl Latencies {
    /// `shard` is any number of the caller's own.
    pub fn record(&self, shard: usize, latency: Duration) {
        let micros = u64::try_from(latency.as_micros()).unwrap_or(u64::MAX);
        self.0[shard % SHARDS].lock().unwrap_or_else(PoisonError::into_inner).saturating_record(micros);
    }

    /// All of them, in microseconds.
    pub fn merged(&self) -> Histogram<u64> {
        let mut all = empty();
        for shard in &self.0 {
            // Both have the same bounds, so nothing can be out of range.
            let _ = all.add(&*shard.lock().unwrap_or_else(PoisonError::into_inner));
        }
        all
    }
}

impl Tally {
    /// Accounts for an event that a reader heard, and gives its write when that was the first time.
    pub fn hear(
        &self,
        book: &Book,
        ledger: &mut Ledger,
        reader: usize,
        mark: Option<Mark>,
        arrived: Instant,
        way: Way,
    ) -> Option<Write> {
        let Some(mark) = mark else {
            self.foreign.fetch_add(1, Ordering::Relaxed);
            return None;
        };
        let lane = usize::from(mark.lane);
        let Some(write) = book.write(lane, mark.number).filter(|write| write.outcome != Outcome::Refused) else {
            self.phantoms.fetch_add(1, Ordering::Relaxed);
            return None;
        };
        match ledger.hear(lane, mark.number) {
            Heard::Repeat => {
                self.repeated.fetch_add(1, Ordering::Relaxed);
                return None;
            }
            // A write whose answer was lost may happen after those that its lane went on with.
            Heard::Overtaken if write.outcome != Outcome::Unknown => {
                self.out_of_order.fetch_add(1, Ordering::Relaxed);
            }
            Heard::Overtaken | Heard::InOrder => {}
        }
        self.deliveries.fetch_add(1, Ordering::Relaxed);
        if write.phase == Phase::Measured {
            self.measured.fetch_add(1, Ordering::Relaxed);
            let latency = book.since(arrived).saturating_sub(write.due);
            match way {
                Way::Live => self.screen.record(reader, latency),
                Way::Dawdled => self.slow_screen.record(reader, latency),
                Way::Replayed => self.replay.record(reader, latency),
            }
        }
        Some(write)
    }

    pub fn refused(&self, why: &impl std::fmt::Display) {
        count(&self.refusals, why);
    }

    pub fn ended(&self, how: &impl std::fmt::Display) {
        count(&self.ends, how);
    }

    pub fn refusals(&self) -> BTreeMap<String, u64> {
        self.refusals.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn ends(&self) -> BTreeMap<String, u64> {
        self.ends.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn count(map: &Mutex<BTreeMap<String, u64>>, what: &impl std::fmt::Display) {
    *map.lock().unwrap_or_else(PoisonError::into_inner).entry(what.to_string()).or_default() += 1;
}

/// What a reader of this tenant lacks.
pub fn missing(book: &Book, tenant: usize, ledger: &Ledger) -> Missing {
    let mut missing = Missing::default();
    for lane in book.lanes_of(tenant) {
        for number in ledger.missing(lane, book.written(lane)) {
            let Some(write) = book.write(lane, number) else { continue };
            match write.outcome {
                Outcome::Acknowledged(_) if ledger.was_announced(lane, number, write.sent) => missing.announced += 1,
                Outcome::Acknowledged(_) => missing.lost += 1,
                _ => {}
            }
        }
    }
    missing
}

#[cfg(test)]
mod tests;
