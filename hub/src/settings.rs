//! What an operator may set about a hub node, and the times that tests shorten.

use std::time::Duration;

use plenum_signalr::Options;

use crate::resume::cursor::ResumeLimits;

#[derive(Debug, Clone)]
pub struct Settings {
    /// The SignalR server's own: connections, queues, timeouts.
    pub signalr: Options,
    pub resume: ResumeLimits,
    /// Bytes of recent entries kept in memory, over all tenants.
    pub ring_budget: usize,
    /// How long a feed goes on after its last reader left.
    pub linger: Duration,
    /// How often a quiet reader is told where it stands.
    pub position_every: Duration,
    /// How often the heads are asked for.
    pub poll_every: Duration,
    /// How long both bus and database may be away before readers are sent away.
    pub blind_after: Duration,
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
            blind_after: Duration::from_secs(10),
        }
    }
}
