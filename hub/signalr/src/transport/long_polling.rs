//! The long polling transport: the client sends one GET after another, and each response carries all queued messages.
//!
//! There is no socket to write to. The outbound path only queues, and a poll takes the whole queue, which consists of
//! whole messages. A connection lives while it is polled: a gap longer than allowed, or a DELETE, ends it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::Body;
use axum::response::Response;
use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, EXPIRES, HeaderValue, PRAGMA};
use tokio::sync::Notify;
use tokio::time::{Instant, sleep, sleep_until};
use tokio_util::sync::CancellationToken;

use super::{Inbound, InboundEnd, Incoming, ReadMode};
use crate::transport::outbound::Outbound;
use crate::transport::post_queue::PostReceiver;

/// The polls of one connection.
pub(crate) struct Polls {
    outbound: Arc<Outbound>,
    state: Mutex<State>,
    changed: Notify,
    /// Cancelled when the client has sent a DELETE.
    deleted: CancellationToken,
    /// Cancelled when a poll has told the client that the connection has ended.
    end_reported: CancellationToken,
}

struct State {
    /// The number of the open poll, and the token that ends it.
    open: Option<(u64, CancellationToken)>,
    /// The number of the newest poll.
    newest: u64,
    /// When the last poll ended.
    last_poll_ended: Instant,
}

impl Polls {
    pub(crate) fn new(outbound: Arc<Outbound>) -> Arc<Self> {
        let state = State { open: None, newest: 0, last_poll_ended: Instant::now() };
        Arc::new(Self {
            outbound,
            state: Mutex::new(state),
            changed: Notify::new(),
            deleted: CancellationToken::new(),
            end_reported: CancellationToken::new(),
        })
    }

    /// Answers one poll: 200 with all queued messages, as soon as there is one; 200 with an empty body after `longest`;
    /// 204 when the connection has ended or a newer poll has arrived.
    pub(crate) async fn poll(self: &Arc<Self>, longest: Duration) -> Response {
        let poll = self.begin();
        tokio::select! {
            biased;
            () = poll.superseded.cancelled() => answer(StatusCode::NO_CONTENT, Body::empty()),
            queued = self.outbound.take_queued() => match queued {
                Some(messages) => answer(StatusCode::OK, Body::from(messages.concat())),
                None => {
                    self.end_reported.cancel();
                    answer(StatusCode::NO_CONTENT, Body::empty())
                }
            },
            () = sleep(longest) => empty_answer(),
        }
    }

    /// Ends the connection because of the client's DELETE. Ends an open poll too.
    pub(crate) fn delete(&self) {
        self.deleted.cancel();
        if self.outbound.is_closing() {
            // The session waits for a poll to take the queued messages, and no poll will come.
            self.outbound.abort();
        }
    }

    fn begin(self: &Arc<Self>) -> OpenPoll {
        let superseded = CancellationToken::new();
        let mut state = self.lock();
        state.newest += 1;
        let number = state.newest;
        // Under the lock: an older poll that is answered at this moment must see that a newer one is open.
        if let Some((_, older)) = state.open.replace((number, superseded.clone())) {
            older.cancel();
        }
        drop(state);
        self.changed.notify_waiters();
        OpenPoll { polls: Arc::clone(self), number, superseded }
    }

    /// Resolves when no poll has been open for this long.
    async fn abandoned(&self, gap: Duration) {
        loop {
            let changed = self.changed.notified();
            let idle_since = {
                let state = self.lock();
                state.open.is_none().then_some(state.last_poll_ended)
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

/// A poll that waits for its response. Dropping it ends the poll, also when the client has closed its socket.
struct OpenPoll {
    polls: Arc<Polls>,
    number: u64,
    superseded: CancellationToken,
}

impl Drop for OpenPoll {
    fn drop(&mut self) {
        let mut state = self.polls.lock();
        // A newer poll may be open by now; then that one measures the gap.
        if state.open.as_ref().is_none_or(|(open, _)| *open != self.number) {
            return;
        }
        state.open = None;
        state.last_poll_ended = Instant::now();
        drop(state);
        self.polls.changed.notify_waiters();
    }
}

/// A 200 with an empty body: the response to the first poll, and to a poll during which no message was sent.
pub(crate) fn empty_answer() -> Response {
    answer(StatusCode::OK, Body::empty())
}

/// The response to a poll.
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

/// The receiving half: the client's POSTs, for as long as the client polls.
pub(crate) struct PollInbound {
    posts: PostReceiver,
    polls: Arc<Polls>,
    gap: Duration,
}

impl PollInbound {
    pub(crate) fn new(posts: PostReceiver, polls: Arc<Polls>, gap: Duration) -> Self {
        Self { posts, polls, gap }
    }
}

impl Inbound for PollInbound {
    async fn next(&mut self, mode: ReadMode) -> Result<Incoming, InboundEnd> {
        tokio::select! {
            // Bytes that were posted before the connection ended are still processed.
            biased;
            posted = self.posts.recv(), if mode == ReadMode::Everything => {
                posted.map(Incoming::posted).ok_or(InboundEnd::Lost)
            }
            () = self.polls.deleted.cancelled() => {
                self.polls.outbound.abort();
                Err(InboundEnd::ByPeer)
            }
            () = self.polls.abandoned(self.gap) => Err(InboundEnd::Lost),
        }
    }

    async fn wait_for_peer_end(&mut self, _outbound: &Outbound) {
        // The next poll reports the end to the client, or the client sends a DELETE itself.
        tokio::select! {
            () = self.polls.end_reported.cancelled() => {}
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
        let polls = Polls::new(Outbound::polled(limits, TaskTracker::new(), Handle::current()));
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
