//! The book of all writes: when each was due, when it was sent, and what was answered.
//!
//! Lanes write in it, readers look things up. The book decides in the end what counts as lost: only a write that was
//! acknowledged must have been heard.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Everything that was written. Times are measured from its beginning.
#[derive(Debug)]
pub struct Book {
    begun: Instant,
    lanes: Vec<Lane>,
}

#[derive(Debug)]
struct Lane {
    tenant: usize,
    writes: Mutex<Vec<Write>>,
}

/// One write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Write {
    /// When it was meant to be sent.
    pub due: Duration,
    pub sent: Duration,
    pub outcome: Outcome,
    pub phase: Phase,
}

/// The part of a run that a write belongs to, by when it was due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Sent and heard like any other, and in no figure.
    WarmUp,
    Measured,
}

/// What became of a write, as far as its sender knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Sent; no answer yet.
    Open,
    /// It happened. When the answer came.
    Acknowledged(Duration),
    /// It did not happen.
    Refused,
    /// Nobody knows: the answer was lost.
    Unknown,
}

/// How the writes ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub sent: u64,
    pub acknowledged: u64,
    pub refused: u64,
    pub unknown: u64,
    /// Of those acknowledged, those of the measured time.
    pub measured: u64,
}

impl Book {
    /// `tenants` says for each lane whose it is.
    pub fn new(begun: Instant, tenants: impl IntoIterator<Item = usize>) -> Self {
        let lane = |tenant| Lane { tenant, writes: Mutex::default() };
        Self { begun, lanes: tenants.into_iter().map(lane).collect() }
    }

    pub fn lanes(&self) -> usize {
        self.lanes.len()
    }

    /// The lanes of one tenant.
    pub fn lanes_of(&self, tenant: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.lanes.len()).filter(move |lane| self.lanes[*lane].tenant == tenant)
    }

    /// The time since the beginning, at this moment.
    pub fn since(&self, moment: Instant) -> Duration {
        moment.saturating_duration_since(self.begun)
    }

    /// Opens a line for the next write of a lane, and gives its number.
    pub fn open(&self, lane: usize, due: Duration, sent: Duration, phase: Phase) -> u32 {
        let mut writes = self.writes(lane);
        writes.push(Write { due, sent, outcome: Outcome::Open, phase });
        writes.len() as u32 - 1
    }

    pub fn close(&self, lane: usize, number: u32, outcome: Outcome) {
        if let Some(write) = self.writes(lane).get_mut(number as usize) {
            write.outcome = outcome;
        }
    }

    /// The write with this number, unless there is none.
    pub fn write(&self, lane: usize, number: u32) -> Option<Write> {
        if lane >= self.lanes.len() {
            return None;
        }
        self.writes(lane).get(number as usize).copied()
    }

    /// How many writes a lane has.
    pub fn written(&self, lane: usize) -> u32 {
        self.writes(lane).len() as u32
    }

    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for lane in 0..self.lanes.len() {
            for write in self.writes(lane).iter() {
                counts.sent += 1;
                match write.outcome {
                    Outcome::Acknowledged(_) => {
                        counts.acknowledged += 1;
                        counts.measured += u64::from(write.phase == Phase::Measured);
                    }
                    Outcome::Refused => counts.refused += 1,
                    Outcome::Unknown | Outcome::Open => counts.unknown += 1,
                }
            }
        }
        counts
    }

    /// How many writes of a tenant were acknowledged.
    pub fn acknowledged(&self, tenant: usize) -> u64 {
        let of_lane = |lane| {
            let writes = self.writes(lane);
            writes.iter().filter(|write| matches!(write.outcome, Outcome::Acknowledged(_))).count() as u64
        };
        self.lanes_of(tenant).map(of_lane).sum()
    }

    fn writes(&self, lane: usize) -> std::sync::MutexGuard<'_, Vec<Write>> {
        self.lanes[lane].writes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
