//! The outbound path of one connection: a bounded queue in front of a socket.
//!
//! When the queue is empty, the sending task writes to the socket itself, under a short lock; a delivery then wakes no
//! other task. Bytes that the socket does not accept are queued, and a writer task is started: it writes everything
//! queued in one call and ends when the queue is empty. An idle connection therefore has neither a writer task nor a
//! buffer. The lock gives the order of messages. A slow reader costs only its own queue, because the bound is checked
//! at the push, which never waits.
//!
//! Three facts may surprise. Frames arrive here finished (with the framing of the transport) and are shared, never
//! copied. Sending polls the socket with a no-op waker, outside tokio's cooperative budget, because a fan-out to a
//! thousand members must not stop at the 128th; the writer task always polls again with its own waker before it sleeps.
//! A polled transport has no socket: its messages stay in the queue until a poll takes them.
//!
//! With stateful reconnect a lost socket may be replaced: messages are then numbered and buffered until the client
//! acknowledges them. A sender waits neither for an acknowledgement nor for a socket.

mod limits;
mod message_buffer;
mod queue;
mod reconnect;

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;

use bytes::Bytes;
use tokio::io::AsyncWrite;
use tokio::runtime::Handle;
use tokio::sync::Notify;
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

pub use limits::Queued;
pub(crate) use limits::{MessageBufferLimits, QueueLimits};
pub(crate) use queue::Writer;
use queue::{Inner, Phase, Sink, Step};

/// Why a message was not queued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// The connection is closed or closing.
    #[error("the connection is closed")]
    Closed,
    /// Its queue is full; the connection is being closed because of it.
    #[error("the connection's outbound queue is full")]
    Overflow,
}

/// What happens to queued messages when a connection closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Backlog {
    /// Queued messages are written before the close messages.
    Keep,
    /// Queued messages are dropped, because the reader was too slow; a partly written one is still completed.
    Drop,
}

/// The sending half of one connection.
pub(crate) struct Outbound {
    inner: Mutex<Inner>,
    limits: QueueLimits,
    /// Notified whenever the queue shrinks or the phase changes.
    changed: Notify,
    /// Cancelled when nothing can be written any more: the socket failed, stalled for too long, or was shut down.
    gone: CancellationToken,
    tasks: TaskTracker,
    runtime: Handle,
}

/// A guard of the connection's task: when it is dropped, the socket is dropped, even if the application still holds
/// handles of the connection.
pub(crate) struct AbortOnDrop(Arc<Outbound>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.end(&mut self.0.lock());
    }
}

impl Outbound {
    pub(crate) fn new(writer: Writer, limits: QueueLimits, tasks: TaskTracker, runtime: Handle) -> Arc<Self> {
        Self::with_sink(Sink::Socket(writer), limits, tasks, runtime)
    }

    /// An outbound path without a socket: messages stay queued until [`take_queued`](Self::take_queued).
    pub(crate) fn polled(limits: QueueLimits, tasks: TaskTracker, runtime: Handle) -> Arc<Self> {
        Self::with_sink(Sink::Polled, limits, tasks, runtime)
    }

    fn with_sink(sink: Sink, limits: QueueLimits, tasks: TaskTracker, runtime: Handle) -> Arc<Self> {
        let inner = Inner {
            sink,
            queue: VecDeque::new(),
            bytes: 0,
            head_written: 0,
            writer_running: false,
            stalled: false,
            phase: Phase::Open,
            last_sent: Instant::now(),
            message_buffer: None,
            socket_token: CancellationToken::new(),
            socket_number: 0,
            resent: (0, 0),
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

    /// Sends a frame that concerns only the present socket, such as a ping. It is neither numbered nor buffered, and is
    /// dropped while there is no socket.
    pub(crate) fn push_signal(self: &Arc<Self>, frame: Bytes) -> Result<(), SendError> {
        let mut inner = self.lock();
        if inner.phase != Phase::Open {
            return Err(SendError::Closed);
        }
        if matches!(inner.sink, Sink::Detached) {
            // Otherwise the next ping would be due at once, again and again.
            inner.last_sent = Instant::now();
            return Ok(());
        }
        if !inner.has_room(frame.len(), &self.limits, 1) {
            return Err(SendError::Overflow);
        }
        self.enqueue(&mut inner, [frame])
    }

    /// Waits until at most half the queue is in use, then sends. The other half is left to senders that cannot wait.
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

    /// Sends a frame if the queue then uses at most one `part`th of its bounds.
    fn push_within(self: &Arc<Self>, frame: Bytes, part: usize) -> Result<(), SendError> {
        let mut inner = self.lock();
        if inner.phase != Phase::Open {
            return Err(SendError::Closed);
        }
        if !inner.has_room(frame.len(), &self.limits, part) {
            return Err(SendError::Overflow);
        }
        if let Some(buffer) = &mut inner.message_buffer {
            buffer.push(&frame);
        }
        self.enqueue(&mut inner, [frame])
    }

    /// Queues the frames that close the connection, beyond any bound; nothing can be sent after them. False when the
    /// connection was closing already.
    pub(crate) fn begin_close(
        self: &Arc<Self>,
        last_frames: impl IntoIterator<Item = Bytes>,
        backlog: Backlog,
    ) -> bool {
        let mut inner = self.lock();
        if inner.phase != Phase::Open {
            return false;
        }
        inner.phase = Phase::Closing;
        if backlog == Backlog::Drop {
            let partly_written = usize::from(inner.head_written > 0);
            inner.queue.truncate(partly_written);
            inner.bytes = inner.queue.front().map_or(0, Bytes::len) - inner.head_written;
        }
        // A failed write has cancelled `gone`, which ends the connection.
        let _ = self.enqueue(&mut inner, last_frames);
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
        match inner.sink {
            Sink::Polled => {
                self.changed.notify_waiters();
                return Ok(());
            }
            // The message buffer holds the frames for the next socket.
            Sink::Detached => {
                (inner.queue, inner.bytes) = (VecDeque::new(), 0);
                return Ok(());
            }
            _ if inner.writer_running => return Ok(()),
            Sink::Socket(_) | Sink::Gone => {}
        }
        match inner.write_now() {
            Poll::Ready(Ok(())) => Ok(()),
            Poll::Ready(Err(_)) => {
                self.fail(inner);
                if inner.phase == Phase::Closed { Err(SendError::Closed) } else { Ok(()) }
            }
            Poll::Pending => {
                inner.writer_running = true;
                self.tasks.spawn_on(
                    Arc::clone(self).write_queue(inner.socket_number, inner.socket_token.clone()),
                    &self.runtime,
                );
                Ok(())
            }
        }
    }

    /// The writer task of one socket: writes everything queued, then ends.
    async fn write_queue(self: Arc<Self>, socket_number: u64, socket_token: CancellationToken) {
        let is_present = |inner: &Inner| inner.socket_number == socket_number && !socket_token.is_cancelled();
        loop {
            let write = poll_fn(|context| {
                let mut inner = self.lock();
                // A replacement socket has a writer task of its own and must not be polled with the waker of this one.
                if is_present(&inner) { inner.poll_write_queue(context) } else { Poll::Ready(Ok(Step::Idle)) }
            });
            let step = tokio::select! {
                step = timeout(self.limits.write_timeout, write) => step,
                () = socket_token.cancelled() => break,
            };
            match step {
                Ok(Ok(Step::Progress)) => self.changed.notify_waiters(),
                Ok(Ok(Step::Idle)) => break,
                Ok(Err(_)) => {
                    let mut inner = self.lock();
                    if is_present(&inner) {
                        self.fail(&mut inner);
                    }
                    break;
                }
                Err(_elapsed) => {
                    let mut inner = self.lock();
                    if is_present(&inner) {
                        self.fail(&mut inner);
                        inner.stalled = inner.phase == Phase::Closed;
                    }
                    break;
                }
            }
        }
        self.changed.notify_waiters();
    }

    /// Waits for queued messages and takes all of them; `None` when the connection has closed and the queue is empty.
    pub(crate) async fn take_queued(&self) -> Option<Vec<Bytes>> {
        loop {
            let mut changed = pin!(self.changed.notified());
            changed.as_mut().enable();
            {
                let mut inner = self.lock();
                if !inner.queue.is_empty() {
                    inner.bytes = 0;
                    let queued = std::mem::take(&mut inner.queue);
                    drop(inner);
                    self.changed.notify_waiters();
                    return Some(queued.into());
                }
                if inner.phase != Phase::Open {
                    return None;
                }
            }
            changed.await;
        }
    }

    /// Whether the connection is closing or closed.
    pub(crate) fn is_closing(&self) -> bool {
        self.lock().phase != Phase::Open
    }

    /// Closes at once and drops everything that is not written.
    pub(crate) fn abort(&self) {
        self.end(&mut self.lock());
    }

    /// Waits until everything queued is written, or cannot be written any more.
    pub(crate) async fn flushed(&self) {
        loop {
            let mut changed = pin!(self.changed.notified());
            changed.as_mut().enable();
            {
                let inner = self.lock();
                if inner.phase == Phase::Closed || (inner.queue.is_empty() && !inner.writer_running) {
                    return;
                }
            }
            changed.await;
        }
    }

    /// Ends our direction of the socket, so that the peer reads an end of stream after the last frame.
    pub(crate) async fn shut_down(&self) {
        let sink = {
            let mut inner = self.lock();
            let sink = std::mem::replace(&mut inner.sink, Sink::Gone);
            inner.close();
            sink
        };
        self.gone.cancel();
        self.changed.notify_waiters();
        if let Sink::Socket(mut writer) = sink {
            // An error is ignored: the peer may have closed the socket first.
            let _ = poll_fn(|context| Pin::new(&mut writer).poll_shutdown(context)).await;
        }
    }

    /// Drops the socket when the guard is dropped.
    pub(crate) fn abort_on_drop(self: &Arc<Self>) -> AbortOnDrop {
        AbortOnDrop(Arc::clone(self))
    }

    /// Resolves when nothing can be written any more.
    pub(crate) async fn gone(&self) {
        self.gone.cancelled().await;
    }

    /// Whether the socket accepted no bytes for longer than the write timeout.
    pub(crate) fn stalled(&self) -> bool {
        self.lock().stalled
    }

    pub(crate) fn last_sent(&self) -> Instant {
        self.lock().last_sent
    }

    pub(crate) fn queued(&self) -> Queued {
        let inner = self.lock();
        match (&inner.sink, &inner.message_buffer) {
            (Sink::Detached, Some(buffer)) => buffer.size(),
            _ => Queued { messages: inner.queue.len(), bytes: inner.bytes },
        }
    }

    /// Handles a failed socket: closes the connection, unless another socket may replace it.
    fn fail(&self, inner: &mut Inner) {
        if !inner.can_replace_socket() {
            return self.end(inner);
        }
        inner.detach_socket(Sink::Detached);
        self.changed.notify_waiters();
    }

    fn end(&self, inner: &mut Inner) {
        inner.close();
        self.gone.cancel();
        self.changed.notify_waiters();
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // No code under this lock panics in the middle of a change, so a poisoned lock still guards a valid state.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
