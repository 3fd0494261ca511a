//! The long polling transport: the client asks again and again, and each answer is everything that waits.
//!
//! There is no socket to write to. The outbound path only queues, and a poll takes the queue as it is, whole messages
//! all. A connection lives while it is polled: a gap longer than allowed, or a DELETE, ends it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::Body;
use axum::response::Response;
use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, EXPIRES, HeaderValue, PRAGMA};
use tokio::sync::Notify;
use tokio::time::{Instant, sleep, sleep_until};
use tokio_util::sync::CancellationToken;

use super::{Appetite, End, Inbound, Incoming};
use crate::transport::outbound::Outbound;
use crate::transport::post_queue::Posts;

/// The polls of one connection.
pub(crate) struct Polls {
    outbound: Arc<Outbound>,
    state: Mutex<State>,
    changed: Notify,
    /// The client asked for the end.
    deleted: CancellationToken,
    /// The client has been told that it is over.
    told: CancellationToken,
}

struct State {
    /// The poll that is open now, by its number, and what ends it.
    open: Option<(u64, CancellationToken)>,
    /// The number of the newest poll.
    newest: u64,
    /// When the last one ended.
    since: Instant,
}

impl Polls {
    pub(crate) fn new(outbound: Arc<Outbound>) -> Arc<Self> {
        let state = State { open: None, newest: 0, since: Instant::now() };
        Arc::new(Self {
            outbound,
            state: Mutex::new(state),
            changed: Notify::new(),
            deleted: CancellationToken::new(),
            told: CancellationToken::new(),
        })
    }

    /// Answers one poll: 200 with everything that waits, as soon as something does; 200 with nothing after the longest
    /// time a poll may take; 204 when the connection is over or a newer poll has come.
    pub(crate) async fn poll(self: &Arc<Self>, longest: Duration) -> Response {
        let poll = self.begin();
        tokio::select! {
            biased;
            () = poll.superseded.cancelled() => answer(StatusCode::NO_CONTENT, Body::empty()),
            waiting = self.outbound.take_waiting() => match waiting {
                Some(messages) => answer(StatusCode::OK, Body::from(messages.concat())),
                None => {
                    self.told.cancel();
                    answer(StatusCode::NO_CONTENT, Body::empty())
                }
            },
            () = sleep(longest) => nothing(),
        }
    }

    /// The client wants no more. Ends an open poll too.
    pub(crate) fn delete(&self) {
        self.deleted.cancel();
        if self.outbound.is_closing() {
            // The session waits only for what is queued to be taken, which nobody will do.
            self.outbound.cut_off();
        }
    }

    fn begin(self: &Arc<Self>) -> OpenPoll {
        let superseded = CancellationToken::new();
        let mut state = self.lock();
        state.newest += 1;
        let number = state.newest;
        // Under the lock: an older poll that has its answer just now must see who is open.
        if let Some((_, older)) = state.open.replace((number, superseded.clone())) {
            older.cancel();
        }
        drop(state);
        self.changed.notify_waiters();
        OpenPoll { polls: Arc::clone(self), number, superseded }
    }

    /// Resolves when no poll has been open for so long.
    async fn abandoned(&self, gap: Duration) {
        loop {
            let changed = self.changed.notified();
            let idle_since = {
                let state = self.lock();
                state.open.is_none().then_some(state.since)
            };
            match idle_since {
                None => changed.await,
                Some(since) => tokio::select! {
                    () = sleep_until(since + gap) => return,
                    () = changed => {}
                },
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A poll that waits for its answer; over when dropped, be it because the client hung up.
struct OpenPoll {
    polls: Arc<Polls>,
    number: u64,
    superseded: CancellationToken,
}

impl Drop for OpenPoll {
    fn drop(&mut self) {
        let mut state = self.polls.lock();
        // A newer one may be open by now; how long nobody polls is its matter then.
        if state.open.as_ref().is_none_or(|(open, _)| *open != self.number) {
            return;
        }
        state.open = None;
        state.since = Instant::now();
        drop(state);
        self.polls.changed.notify_waiters();
    }
}

/// 200 without a byte: the first poll's answer, and that of one which nothing came for.
pub(crate) fn nothing() -> Response {
    answer(StatusCode::OK, Body::empty())
}

/// A poll's answer.
pub(crate) fn answer(status: StatusCode, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    if status == StatusCode::OK {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    }
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache, no-store"));
    headers.insert(PRAGMA, HeaderValue::from_static("no-cache"));
    headers.insert(EXPIRES, HeaderValue::from_static("Thu, 01 Jan 1970 00:00:00 GMT"));
    response
}

/// The receiving half: what the client posts, for as long as it polls.
pub(crate) struct PollInbound {
    posts: Posts,
    polls: Arc<Polls>,
    gap: Duration,
}

impl PollInbound {
    pub(crate) fn new(posts: Posts, polls: Arc<Polls>, gap: Duration) -> Self {
        Self { posts, polls, gap }
    }
}

impl Inbound for PollInbound {
    async fn next(&mut self, appetite: Appetite) -> Result<Incoming, End> {
        tokio::select! {
            // What was posted before the client left was said.
            biased;
            posted = self.posts.recv(), if appetite == Appetite::Whole => posted.map(Incoming::posted).ok_or(End::Lost),
            () = self.polls.deleted.cancelled() => {
                self.polls.outbound.cut_off();
                Err(End::ByPeer)
            }
            () = self.polls.abandoned(self.gap) => Err(End::Lost),
        }
    }

    async fn peer_gone(&mut self, _outbound: &Outbound) {
        // The next poll is told, or the client asks for the end itself.
        tokio::select! {
            () = self.polls.told.cancelled() => {}
            () = self.polls.deleted.cancelled() => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::runtime::Handle;
    use tokio_util::task::TaskTracker;

    use super::*;
    use crate::transport::outbound::QueueLimits;

    #[tokio::test(start_paused = true)]
    async fn an_older_poll_that_ends_late_leaves_the_newer_one_open() {
        const GAP: Duration = Duration::from_secs(15);
        let limits = QueueLimits { messages: 1, bytes: 1, write_timeout: GAP };
        let polls = Polls::new(Outbound::fetched(limits, TaskTracker::new(), Handle::current()));
        let older = polls.begin();
        let newer = polls.begin();
        assert!(older.superseded.is_cancelled() && !newer.superseded.is_cancelled());
        drop(older);
        let abandoned = tokio::time::timeout(GAP * 2, polls.abandoned(GAP)).await;
        assert!(abandoned.is_err(), "a connection that is polled is not abandoned");
        drop(newer);
        polls.abandoned(GAP).await;
    }
}
