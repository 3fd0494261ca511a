//! The deliveries to all readers. Readers record them during the run; the report compares the readers at the end.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use hdrhistogram::Histogram;

use super::ledger::{Delivery, Ledger};
use crate::{
    correlation::CorrelationId,
    load::write_log::{Outcome, Phase, Write, WriteLog},
};

/// The number of shards of a histogram, so that recording tasks rarely wait for each other.
const SHARDS: usize = 16;
/// The highest recorded latency. Latencies are recorded from a microsecond to an hour, with three digits.
const HIGHEST_MICROS: u64 = 3_600_000_000;

/// Latencies, recorded from many tasks.
#[derive(Debug)]
pub struct Latencies(Vec<Mutex<Histogram<u64>>>);

/// How an event was delivered to its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryMode {
    Live,
    /// Live, but to a deliberately slow reader, whose pause is part of the latency.
    AfterPause,
    /// Replayed by a resume after a reconnect.
    Replayed,
}

#[derive(Debug, Default)]
pub struct Tally {
    pub deliveries: AtomicU64,
    /// Deliveries of writes in the measured time.
    pub measured: AtomicU64,
    pub repeated: AtomicU64,
    pub out_of_order: AtomicU64,
    /// Events without a correlation id of this run, so of other writers.
    pub foreign: AtomicU64,
    /// Events of writes that were refused, or never made.
    pub phantoms: AtomicU64,
    /// From the due time of a write until its live delivery.
    pub screen: Latencies,
    /// From the due time of a write until its live delivery to a deliberately slow reader.
    pub slow_screen: Latencies,
    /// From the due time of a write until its replay by a resume, including the time without a connection.
    pub replay: Latencies,
    /// From the beginning of an attempt until the connection was live.
    pub connect: Latencies,
    /// From the end of a connection until its client had caught up on the next one.
    pub level: Latencies,
    pub resumes: AtomicU64,
    pub replayed: AtomicU64,
    pub resets: AtomicU64,
    refusals: Mutex<BTreeMap<String, u64>>,
    ends: Mutex<BTreeMap<String, u64>>,
}

/// The acknowledged writes that one reader did not receive.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Missing {
    /// Writes outside of announced gaps.
    pub lost: u64,
    /// Writes in gaps that the server announced to the reader.
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
    /// Records a latency; `shard` is any number, best a different one for each task.
    pub fn record(&self, shard: usize, latency: Duration) {
        let micros = u64::try_from(latency.as_micros()).unwrap_or(u64::MAX);
        self.0[shard % SHARDS].lock().unwrap_or_else(PoisonError::into_inner).saturating_record(micros);
    }

    /// The histogram of all shards, in microseconds.
    pub fn merged(&self) -> Histogram<u64> {
        let mut all = empty();
        for shard in &self.0 {
            // All shards have the same bounds, so no value is out of range.
            let _ = all.add(&*shard.lock().unwrap_or_else(PoisonError::into_inner));
        }
        all
    }
}

impl Tally {
    /// Records an event that a reader received. Returns its write if this was the first delivery.
    pub fn record(
        &self,
        write_log: &WriteLog,
        ledger: &mut Ledger,
        reader: usize,
        id: Option<CorrelationId>,
        arrived: Instant,
        mode: DeliveryMode,
    ) -> Option<Write> {
        let Some(id) = id else {
            self.foreign.fetch_add(1, Ordering::Relaxed);
            return None;
        };
        let lane = usize::from(id.lane);
        let Some(write) = write_log.write(lane, id.number).filter(|write| write.outcome != Outcome::Refused) else {
            self.phantoms.fetch_add(1, Ordering::Relaxed);
            return None;
        };
        match ledger.record(lane, id.number) {
            Delivery::Repeat => {
                self.repeated.fetch_add(1, Ordering::Relaxed);
                return None;
            }
            // A write whose response was lost may happen after later writes of its lane.
            Delivery::OutOfOrder if write.outcome != Outcome::Unknown => {
                self.out_of_order.fetch_add(1, Ordering::Relaxed);
            }
            Delivery::OutOfOrder | Delivery::InOrder => {}
        }
        self.deliveries.fetch_add(1, Ordering::Relaxed);
        if write.phase == Phase::Measured {
            self.measured.fetch_add(1, Ordering::Relaxed);
            let latency = write_log.since(arrived).saturating_sub(write.due);
            match mode {
                DeliveryMode::Live => self.screen.record(reader, latency),
                DeliveryMode::AfterPause => self.slow_screen.record(reader, latency),
                DeliveryMode::Replayed => self.replay.record(reader, latency),
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

/// The writes of its tenant that a reader did not receive.
pub fn missing(write_log: &WriteLog, tenant: usize, ledger: &Ledger) -> Missing {
    let mut missing = Missing::default();
    for lane in write_log.lanes_of(tenant) {
        for number in ledger.missing(lane, write_log.written(lane)) {
            let Some(write) = write_log.write(lane, number) else { continue };
            match write.outcome {
                Outcome::Acknowledged(_) if ledger.is_in_gap(lane, number, write.sent) => missing.announced += 1,
                Outcome::Acknowledged(_) => missing.lost += 1,
                _ => {}
            }
        }
    }
    missing
}

#[cfg(test)]
mod tests;
