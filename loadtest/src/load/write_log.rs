//! The log of all writes: when each was due, when it was sent, and its outcome.
//!
//! Lanes record their writes here, and readers look them up. Only an acknowledged write must be delivered; a
//! missing one counts as lost.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// All writes of a run. Times are measured from its beginning.
#[derive(Debug)]
pub struct WriteLog {
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
    /// When it was to be sent by the timetable.
    pub due: Duration,
    pub sent: Duration,
    pub outcome: Outcome,
    pub phase: Phase,
}

/// The part of a run that a write belongs to, by its due time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Sent and delivered like any other, and in no figure.
    WarmUp,
    Measured,
}

/// The outcome of a write, as far as its sender knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Sent, without a response yet.
    Open,
    /// The write happened. The time of its response.
    Acknowledged(Duration),
    /// The write did not happen.
    Refused,
    /// The write may have happened: its response was lost.
    Unknown,
}

/// The number of writes by outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub sent: u64,
    pub acknowledged: u64,
    pub refused: u64,
    pub unknown: u64,
    /// Acknowledged writes in the measured time.
    pub measured: u64,
}

impl WriteLog {
    /// A log for one lane per item of `tenants`, which is the tenant of the lane.
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

    /// The time from the beginning to a moment.
    pub fn since(&self, moment: Instant) -> Duration {
        moment.saturating_duration_since(self.begun)
    }

    /// Records the next write of a lane before it is sent, and returns its number.
    pub fn begin(&self, lane: usize, due: Duration, sent: Duration, phase: Phase) -> u32 {
        let mut writes = self.writes(lane);
        writes.push(Write { due, sent, outcome: Outcome::Open, phase });
        writes.len() as u32 - 1
    }

    /// Records the outcome of a write.
    pub fn finish(&self, lane: usize, number: u32, outcome: Outcome) {
        if let Some(write) = self.writes(lane).get_mut(number as usize) {
            write.outcome = outcome;
        }
    }

    /// The write with this number, if there is one.
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
