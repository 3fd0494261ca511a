//! What a session has to do when nothing happens: keep alive, notice silence, expire, leave.

use std::time::Duration;

use tokio::time::Instant;

use crate::close::CloseReason;
use crate::drain::DrainTimes;
use crate::options::{Options, Transport};

/// When there is nothing to look for, look again tomorrow.
const FOR_EVER: Duration = Duration::from_secs(24 * 60 * 60);

pub(super) struct Clock {
    /// None where polls show that both sides live.
    keep_alive: Option<Duration>,
    client_timeout: Duration,
    heard: Instant,
    /// Armed by the client's first ping: a client that never pings may be silent for good reasons.
    watching: bool,
    expires: Option<Instant>,
    drain: Option<DrainTimes>,
}

pub(super) enum Due {
    KeepAlive,
    Close(CloseReason),
}

impl Clock {
    pub(super) fn new(options: &Options, transport: Transport) -> Self {
        Self {
            keep_alive: (transport != Transport::LongPolling).then_some(options.keep_alive),
            client_timeout: options.client_timeout,
            heard: Instant::now(),
            watching: false,
            expires: None,
            drain: None,
        }
    }

    pub(super) fn expire_at(&mut self, at: Option<Instant>) {
        self.expires = at;
    }

    pub(super) fn heard(&mut self) {
        self.heard = Instant::now();
    }

    pub(super) fn watch_client(&mut self) {
        self.watching = true;
    }

    pub(super) fn drain_planned(&self) -> bool {
        self.drain.is_some()
    }

    pub(super) fn plan_drain(&mut self, times: DrainTimes) {
        self.drain = Some(times);
    }

    pub(super) fn leaving(&self) -> bool {
        self.drain.is_some_and(|drain| drain.leave <= Instant::now())
    }

    /// When to look again. `idle` says that no call runs; the client's silence does not count while one does.
    pub(super) fn next(&self, last_sent: Instant, idle: bool) -> Instant {
        let silence = self.silence(idle);
        // Once a connection is leaving, only its calls or the latest moment matter.
        let drain = self.drain.map(|drain| if self.leaving() { drain.latest } else { drain.leave });
        let keep_alive = self.keep_alive.map(|pause| last_sent + pause);
        let next = [silence, self.expires, drain, keep_alive].into_iter().flatten().min();
        next.unwrap_or_else(|| Instant::now() + FOR_EVER)
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
        (self.watching && idle).then(|| self.heard + self.client_timeout)
    }
}
