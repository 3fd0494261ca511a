//! The settings of a hub node; some of them are durations that only tests change.

use std::time::Duration;

use plenum_signalr::Options;

use crate::resume::cursor::ResumeLimits;

#[derive(Debug, Clone)]
pub struct Settings {
    /// Of the SignalR server: connections, queues, timeouts.
    pub signalr: Options,
    pub resume: ResumeLimits,
    /// Bytes of recent entries kept in memory, over all tenants.
    pub ring_budget: usize,
    /// How long a feed goes on after its last subscriber has left.
    pub linger: Duration,
    /// How often a quiet reader is sent its position.
    pub position_every: Duration,
    /// How often the heads are read.
    pub poll_every: Duration,
    /// How long both bus and database may be unavailable before all connections are closed.
    pub outage_timeout: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            signalr: Options::default(),
            resume: ResumeLimits::default(),
            ring_budget: 256 << 20,
            linger: Duration::from_secs(30),
            position_every: Duration::from_secs(15),
            poll_every: Duration::from_secs(1),
            outage_timeout: Duration::from_secs(10),
        }
    }
}
