//! The state behind the lock of an outbound path: the queue, the sink, and how the queue is written to the sink.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::io::{self, IoSlice};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use tokio::io::AsyncWrite;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::limits::QueueLimits;
use super::message_buffer::MessageBuffer;

/// The most frames one vectored write takes.
const FRAMES_PER_WRITE: usize = 64;

/// The writing half of a transport.
pub(crate) type Writer = Box<dyn AsyncWrite + Send + Unpin>;

/// Where frames are written to.
pub(super) enum Sink {
    Socket(Writer),
    /// Frames stay queued until a poll takes them.
    Polled,
    /// The socket is lost, and another one may replace it.
    Detached,
    Gone,
}

/// A queue and its sink.
pub(super) struct Inner {
    pub(super) sink: Sink,
    pub(super) queue: VecDeque<Bytes>,
    /// Bytes of the queue not yet written.
    pub(super) bytes: usize,
    /// How much of the first frame is written.
    pub(super) head_written: usize,
    /// Whether a writer task runs; then only that task writes.
    pub(super) writer_running: bool,
    /// Whether the socket accepted no bytes for longer than the write timeout.
    pub(super) stalled: bool,
    pub(super) phase: Phase,
    pub(super) last_sent: Instant,
    /// With stateful reconnect: the messages that the client has not acknowledged.
    pub(super) message_buffer: Option<MessageBuffer>,
    /// Cancelled when the present socket is lost or replaced.
    pub(super) socket_token: CancellationToken,
    /// Counts the sockets of the connection. Only the writer task of the present socket may write.
    pub(super) socket_number: u64,
    /// Messages and bytes at the front of the queue that are sent a second time; they count against no bound.
    pub(super) resent: (usize, usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Open,
    /// The frames that close the connection are queued; nothing may follow them.
    Closing,
    Closed,
}

pub(super) enum Step {
    Progress,
    Idle,
}

impl Inner {
    /// Writes as much as the socket accepts right now; pending when something is left.
    pub(super) fn write_now(&mut self) -> Poll<io::Result<()>> {
        let mut context = Context::from_waker(Waker::noop());
        let write = tokio::task::unconstrained(poll_fn(|context| {
            loop {
                match self.poll_write_queue(context) {
                    Poll::Ready(Ok(Step::Progress)) => {}
                    Poll::Ready(Ok(Step::Idle)) => return Poll::Ready(Ok(())),
                    Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                    Poll::Pending => return Poll::Pending,
                }
            }
        }));
        pin!(write).poll(&mut context)
    }

    /// One write of everything queued (up to a limit), or one flush when the queue is empty.
    pub(super) fn poll_write_queue(&mut self, context: &mut Context<'_>) -> Poll<io::Result<Step>> {
        let Sink::Socket(writer) = &mut self.sink else {
            return Poll::Ready(Err(io::ErrorKind::NotConnected.into()));
        };
        let writer = Pin::new(writer);
        let written = match (self.queue.len(), self.queue.front()) {
            (_, None) => {
                std::task::ready!(writer.poll_flush(context))?;
                self.writer_running = false;
                return Poll::Ready(Ok(Step::Idle));
            }
            (1, Some(head)) => std::task::ready!(writer.poll_write(context, &head[self.head_written..]))?,
            _ => {
                let mut slices = [IoSlice::new(&[]); FRAMES_PER_WRITE];
                let mut count = 0;
                for (slice, frame) in slices.iter_mut().zip(&self.queue) {
                    let from = if count == 0 { self.head_written } else { 0 };
                    *slice = IoSlice::new(&frame[from..]);
                    count += 1;
                }
                std::task::ready!(writer.poll_write_vectored(context, &slices[..count]))?
            }
        };
        if written == 0 {
            return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
        }
        self.advance(written);
        Poll::Ready(Ok(Step::Progress))
    }

    fn advance(&mut self, written: usize) {
        self.bytes -= written;
        let mut written = written + self.head_written;
        while let Some(head) = self.queue.front() {
            if written < head.len() {
                break;
            }
            written -= head.len();
            self.queue.pop_front();
        }
        self.head_written = written;
        if self.queue.is_empty() {
            // An idle connection keeps no queue.
            self.queue = VecDeque::new();
        }
    }

    /// Whether one more message fits into one `part`th of the bounds.
    pub(super) fn has_room(&mut self, length: usize, limits: &QueueLimits, part: usize) -> bool {
        match (&self.sink, &self.message_buffer) {
            (Sink::Detached, Some(buffer)) => buffer.has_room(length, part),
            _ => {
                // Messages that are sent again passed the bounds when they were sent first.
                self.resent = (self.resent.0.min(self.queue.len()), self.resent.1.min(self.bytes));
                let (messages, bytes) = (self.queue.len() - self.resent.0, self.bytes - self.resent.1);
                // An empty queue accepts one message of any size; otherwise a large message could never be sent.
                let fits = messages < limits.messages / part && bytes + length <= limits.bytes / part;
                fits || self.queue.is_empty()
            }
        }
    }

    /// Whether a lost socket can be replaced.
    pub(super) fn can_replace_socket(&self) -> bool {
        self.phase == Phase::Open && self.message_buffer.as_ref().is_some_and(MessageBuffer::is_complete)
    }

    /// Replaces the present socket by another sink and empties the queue. Its frames stay in the message buffer, if
    /// there is one, and are lost otherwise.
    pub(super) fn detach_socket(&mut self, sink: Sink) {
        self.socket_token.cancel();
        self.sink = sink;
        self.queue = VecDeque::new();
        self.bytes = 0;
        self.head_written = 0;
        self.writer_running = false;
    }

    pub(super) fn close(&mut self) {
        self.phase = Phase::Closed;
        self.message_buffer = None;
        self.detach_socket(Sink::Gone);
    }
}
