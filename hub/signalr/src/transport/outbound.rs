//! The outbound path of one connection: a bounded queue in front of a socket.
//!
//! Whoever sends writes to the socket itself, under a short lock, when nothing waits; no task is woken for a delivery
//! then. What the socket does not take is queued, and a task is started that writes everything waiting at once and ends
//! when nothing waits any more. So an idle connection has neither a writer task nor a buffer, order is that of the
//! lock, and a slow reader costs its own queue only: the bound is checked at the push, which never waits.
//!
//! What would surprise: frames come here finished (a transport's framing included) and are shared, never copied; and
//! sending polls the socket with a no-op waker, outside tokio's cooperative budget, because a fan-out to a thousand
//! members must not be cut at the 128th. The writer task always polls again with its own waker before it sleeps. A
//! polled transport has no socket: what is sent to it waits to be fetched. With stateful reconnect the socket may be
//! lost and replaced: messages are then counted and kept until the client acknowledges them, and a sender never waits
//! for either.

mod kept;
mod lines;
mod queue;

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use tokio::io::AsyncWrite;
use tokio::runtime::Handle;
use tokio::sync::Notify;
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

pub(crate) use kept::KeptLimits;
use queue::{Inner, Phase, Step, Way};

/// The writing half of a transport.
pub(crate) type Writer = Box<dyn AsyncWrite + Send + Unpin>;

/// The bounds of a queue.
#[derive(Debug, Clone, Copy)]
pub(crate) struct QueueLimits {
    pub(crate) messages: usize,
    pub(crate) bytes: usize,
    pub(crate) write_timeout: Duration,
}

/// What waits for a connection. While its socket is away, that is what is kept for the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Queued {
    /// Messages, the one partly written included.
    pub messages: usize,
    /// Bytes.
    pub bytes: usize,
}

/// Why a message was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// The connection is closed or closing.
    #[error("the connection is closed")]
    Closed,
    /// Its queue is full; the connection is being closed because of it.
    #[error("the connection's outbound queue is full")]
    Overflow,
}

/// What becomes of messages that wait when a connection closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Backlog {
    /// They are written before the goodbye.
    Keep,
    /// They are dropped, except the rest of one partly written: the reader was too slow for them.
    Drop,
}

/// The way out of one connection.
pub(crate) struct Outbound {
    inner: Mutex<Inner>,
    limits: QueueLimits,
    /// Told whenever the queue shrinks or the phase changes.
    changed: Notify,
    /// Cancelled when the socket is gone: failed, stalled for too long, or shut down.
    gone: CancellationToken,
    tasks: TaskTracker,
    runtime: Handle,
}

/// Drops the socket when the connection's task ends, however it ends, though the application may still hold handles.
pub(crate) struct CutOff(Arc<Outbound>);

impl Drop for CutOff {
    fn drop(&mut self) {
        self.0.end(&mut self.0.lock());
    }
}

impl Outbound {
    pub(crate) fn new(writer: Writer, limits: QueueLimits, tasks: TaskTracker, runtime: Handle) -> Arc<Self> {
        Self::with_way(Way::Socket(writer), limits, tasks, runtime)
    }

    /// One without a socket: what is sent waits for [`take_waiting`](Self::take_waiting).
    pub(crate) fn fetched(limits: QueueLimits, tasks: TaskTracker, runtime: Handle) -> Arc<Self> {
        Self::with_way(Way::Fetched, limits, tasks, runtime)
    }

    fn with_way(way: Way, limits: QueueLimits, tasks: TaskTracker, runtime: Handle) -> Arc<Self> {
        let inner = Inner {
            way,
            queue: VecDeque::new(),
            bytes: 0,
            head_written: 0,
            draining: false,
            stalled: false,
            phase: Phase::Open,
            last_sent: Instant::now(),
            kept: None,
            line: CancellationToken::new(),
            lines: 0,
            again: (0, 0),
        };
        Arc::new(Self {
            inner: Mutex::new(inner),
            limits,
            changed: Notify::new(),
            gone: CancellationToken::new(),
            tasks,
            runtime,
        })
    }

    /// Sends a message's frame now or queues it; never waits.
    pub(crate) fn push(self: &Arc<Self>, frame: Bytes) -> Result<(), SendError> {
        self.push_within(frame, 1)
    }

    /// Sends a frame that concerns the present line only: nothing else counts it, and without a line it is for nobody.
    pub(crate) fn push_signal(self: &Arc<Self>, frame: Bytes) -> Result<(), SendError> {
        let mut inner = self.lock();
        if inner.phase != Phase::Open {
            return Err(SendError::Closed);
        }
        if matches!(inner.way, Way::Away) {
            // Or the next ping would be due at once, again and again.
            inner.last_sent = Instant::now();
            return Ok(());
        }
        if !inner.has_room(frame.len(), &self.limits, 1) {
            return Err(SendError::Overflow);
        }
        self.enqueue(&mut inner, [frame])
    }

    /// Waits until at most half the queue is in use, then sends. Leaves the other half to messages that cannot wait.
    pub(crate) async fn push_when_ready(self: &Arc<Self>, frame: Bytes) -> Result<(), SendError> {
        loop {
            let mut changed = pin!(self.changed.notified());
            changed.as_mut().enable();
            match self.push_within(frame.clone(), 2) {
                Err(SendError::Overflow) => changed.await,
                settled => return settled,
            }
        }
    }

    fn push_within(self: &Arc<Self>, frame: Bytes, part: usize) -> Result<(), SendError> {
        let mut inner = self.lock();
        if inner.phase != Phase::Open {
            return Err(SendError::Closed);
        }
        if !inner.has_room(frame.len(), &self.limits, part) {
            return Err(SendError::Overflow);
        }
        if let Some(kept) = &mut inner.kept {
            kept.keep(&frame);
        }
        self.enqueue(&mut inner, [frame])
    }

    /// Queues the goodbye, beyond any bound, and lets nothing follow it. False when the end has already begun.
    pub(crate) fn begin_close(self: &Arc<Self>, goodbye: impl IntoIterator<Item = Bytes>, backlog: Backlog) -> bool {
        let mut inner = self.lock();
        if inner.phase != Phase::Open {
            return false;
        }
        inner.phase = Phase::Closing;
        if backlog == Backlog::Drop {
            let kept = usize::from(inner.head_written > 0);
            inner.queue.truncate(kept);
            inner.bytes = inner.queue.front().map_or(0, Bytes::len) - inner.head_written;
        }
        // A failure has marked the socket as gone, which ends the connection.
        let _ = self.enqueue(&mut inner, goodbye);
        drop(inner);
        self.changed.notify_waiters();
        true
    }

    fn enqueue(self: &Arc<Self>, inner: &mut Inner, frames: impl IntoIterator<Item = Bytes>) -> Result<(), SendError> {
        inner.last_sent = Instant::now();
        for frame in frames {
            inner.bytes += frame.len();
            inner.queue.push_back(frame);
        }
        match inner.way {
            Way::Fetched => {
                self.changed.notify_waiters();
                return Ok(());
            }
            // It is kept for the line that may come.
            Way::Away => {
                (inner.queue, inner.bytes) = (VecDeque::new(), 0);
                return Ok(());
            }
            _ if inner.draining => return Ok(()),
            Way::Socket(_) | Way::Gone => {}
        }
        match inner.write_now() {
            Poll::Ready(Ok(())) => Ok(()),
            Poll::Ready(Err(_)) => {
                self.fail(inner);
                if inner.phase == Phase::Closed { Err(SendError::Closed) } else { Ok(()) }
            }
            Poll::Pending => {
                inner.draining = true;
                self.tasks.spawn_on(Arc::clone(self).drain(inner.lines, inner.line.clone()), &self.runtime);
                Ok(())
            }
        }
    }

    /// The writer task of one line: writes everything waiting, then ends.
    async fn drain(self: Arc<Self>, number: u64, line: CancellationToken) {
        let mine = |inner: &Inner| inner.lines == number && !line.is_cancelled();
        loop {
            let write = poll_fn(|context| {
                let mut inner = self.lock();
                // The waker on a new line's socket must be that line's.
                if mine(&inner) { inner.poll_drain(context) } else { Poll::Ready(Ok(Step::Idle)) }
            });
            let step = tokio::select! {
                step = timeout(self.limits.write_timeout, write) => step,
                () = line.cancelled() => break,
            };
            match step {
                Ok(Ok(Step::Progress)) => self.changed.notify_waiters(),
                Ok(Ok(Step::Idle)) => break,
                Ok(Err(_)) => {
                    let mut inner = self.lock();
                    if mine(&inner) {
                        self.fail(&mut inner);
                    }
                    break;
                }
                Err(_elapsed) => {
                    let mut inner = self.lock();
                    if mine(&inner) {
                        self.fail(&mut inner);
                        inner.stalled = inner.phase == Phase::Closed;
                    }
                    break;
                }
            }
        }
        self.changed.notify_waiters();
    }

    /// Everything that waits, once something does; none when nothing will come any more.
    pub(crate) async fn take_waiting(&self) -> Option<Vec<Bytes>> {
        loop {
            let mut changed = pin!(self.changed.notified());
            changed.as_mut().enable();
            {
                let mut inner = self.lock();
                if !inner.queue.is_empty() {
                    inner.bytes = 0;
                    let waiting = std::mem::take(&mut inner.queue);
                    drop(inner);
                    self.changed.notify_waiters();
                    return Some(waiting.into());
                }
                if inner.phase != Phase::Open {
                    return None;
                }
            }
            changed.await;
        }
    }

    /// Whether the goodbye is queued, or all is over.
    pub(crate) fn is_closing(&self) -> bool {
        self.lock().phase != Phase::Open
    }

    /// Gives up whatever is not written.
    pub(crate) fn cut_off(&self) {
        self.end(&mut self.lock());
    }

    /// Waits until everything pushed is written, or cannot be.
    pub(crate) async fn flushed(&self) {
        loop {
            let mut changed = pin!(self.changed.notified());
            changed.as_mut().enable();
            {
                let inner = self.lock();
                if inner.phase == Phase::Closed || (inner.queue.is_empty() && !inner.draining) {
                    return;
                }
            }
            changed.await;
        }
    }

    /// Ends our direction of the socket, so that the peer reads an end of stream after the last frame.
    pub(crate) async fn shut_down(&self) {
        let writer = {
            let mut inner = self.lock();
            let way = std::mem::replace(&mut inner.way, Way::Gone);
            inner.close();
            way
        };
        self.gone.cancel();
        self.changed.notify_waiters();
        if let Way::Socket(mut writer) = writer {
            // The peer may have gone first, which is as good.
            let _ = poll_fn(|context| Pin::new(&mut writer).poll_shutdown(context)).await;
        }
    }

    /// Ties the socket to whoever holds the guard.
    pub(crate) fn cut_off_on_drop(self: &Arc<Self>) -> CutOff {
        CutOff(Arc::clone(self))
    }

    /// Resolves when nothing can be written any more.
    pub(crate) async fn gone(&self) {
        self.gone.cancelled().await;
    }

    /// Whether the socket took nothing for longer than allowed.
    pub(crate) fn stalled(&self) -> bool {
        self.lock().stalled
    }

    pub(crate) fn last_sent(&self) -> Instant {
        self.lock().last_sent
    }

    pub(crate) fn queued(&self) -> Queued {
        let inner = self.lock();
        match (&inner.way, &inner.kept) {
            (Way::Away, Some(kept)) => kept.size(),
            _ => Queued { messages: inner.queue.len(), bytes: inner.bytes },
        }
    }

    /// The line failed: all is over, unless another may replace it.
    fn fail(&self, inner: &mut Inner) {
        if !inner.may_go_on() {
            return self.end(inner);
        }
        inner.leave_line(Way::Away);
        self.changed.notify_waiters();
    }

    fn end(&self, inner: &mut Inner) {
        inner.close();
        self.gone.cancel();
        self.changed.notify_waiters();
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // Nothing under this lock panics half way through a change.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
