//! The timers of a session: keep-alive, the client's silence, expiry, drain.

use std::time::Duration;

use tokio::time::Instant;

use crate::close::CloseReason;
use crate::drain::DrainSchedule;
use crate::options::{Options, Transport};

/// The interval of checks while no timer is set.
const IDLE_CHECK: Duration = Duration::from_secs(24 * 60 * 60);

pub(super) struct Timers {
    /// `None` on long polling, where polls show that both sides are alive.
    keep_alive: Option<Duration>,
    client_timeout: Duration,
    last_received: Instant,
    /// Set by the client's first ping: a client that never pings may be silent for good reasons.
    client_pings: bool,
    expires: Option<Instant>,
    drain: Option<DrainSchedule>,
}

pub(super) enum Due {
    KeepAlive,
    Close(CloseReason),
}

impl Timers {
    pub(super) fn new(options: &Options, transport: Transport) -> Self {
        Self {
            keep_alive: (transport != Transport::LongPolling).then_some(options.keep_alive),
            client_timeout: options.client_timeout,
            last_received: Instant::now(),
            client_pings: false,
            expires: None,
            drain: None,
        }
    }

    pub(super) fn expire_at(&mut self, at: Option<Instant>) {
        self.expires = at;
    }

    pub(super) fn bytes_received(&mut self) {
        self.last_received = Instant::now();
    }

    pub(super) fn client_pinged(&mut self) {
        self.client_pings = true;
    }

    pub(super) fn is_draining(&self) -> bool {
        self.drain.is_some()
    }

    pub(super) fn set_drain(&mut self, schedule: DrainSchedule) {
        self.drain = Some(schedule);
    }

    pub(super) fn leaving(&self) -> bool {
        self.drain.is_some_and(|drain| drain.leave <= Instant::now())
    }

    /// The time of the next timer. `idle` means that no call runs; the client's silence does not count while one does.
    pub(super) fn next(&self, last_sent: Instant, idle: bool) -> Instant {
        let silence = self.silence(idle);
        // Once a connection is leaving, only its calls or the latest moment matter.
        let drain = self.drain.map(|drain| if self.leaving() { drain.latest } else { drain.leave });
        let keep_alive = self.keep_alive.map(|pause| last_sent + pause);
        let next = [silence, self.expires, drain, keep_alive].into_iter().flatten().min();
        next.unwrap_or_else(|| Instant::now() + IDLE_CHECK)
    }

    pub(super) fn due(&self, last_sent: Instant, idle: bool) -> Option<Due> {
        let now = Instant::now();
        let passed = |time: Option<Instant>| time.is_some_and(|time| time <= now);
        if passed(self.expires) {
            return Some(Due::Close(CloseReason::Unauthenticated));
        }
        if passed(self.drain.map(|drain| drain.latest)) {
            return Some(Due::Close(CloseReason::Restarting));
        }
        if passed(self.silence(idle)) {
            return Some(Due::Close(CloseReason::ClientTimeout));
        }
        passed(self.keep_alive.map(|pause| last_sent + pause)).then_some(Due::KeepAlive)
    }

    fn silence(&self, idle: bool) -> Option<Instant> {
        (self.client_pings && idle).then(|| self.last_received + self.client_timeout)
    }
}
