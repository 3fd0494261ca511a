//! What is behind the lock of an outbound path: the queue, the socket, and how one is written to the other.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::io::{self, IoSlice};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use tokio::io::AsyncWrite;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::kept::Kept;
use super::{QueueLimits, Writer};

/// The most frames one vectored write takes.
const FRAMES_PER_WRITE: usize = 64;

/// Where frames go.
pub(super) enum Way {
    Socket(Writer),
    /// They wait to be fetched.
    Fetched,
    /// The socket is lost, and another one may come.
    Away,
    Gone,
}

/// A queue and its way out.
pub(super) struct Inner {
    pub(super) way: Way,
    pub(super) queue: VecDeque<Bytes>,
    /// Bytes of the queue not yet written.
    pub(super) bytes: usize,
    /// How much of the first frame is written.
    pub(super) head_written: usize,
    /// Whether a writer task runs; only it writes then.
    pub(super) draining: bool,
    /// Whether the socket took nothing for longer than allowed.
    pub(super) stalled: bool,
    pub(super) phase: Phase,
    pub(super) last_sent: Instant,
    /// With stateful reconnect: what the client has not acknowledged.
    pub(super) kept: Option<Kept>,
    /// The present line, cancelled when it is lost or replaced.
    pub(super) line: CancellationToken,
    /// Which line that is. Only the writer task of the present one may write.
    pub(super) lines: u64,
    /// Messages and bytes at the front of the queue that are sent again, and count against no bound.
    pub(super) again: (usize, usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Open,
    /// The goodbye is queued; nothing may follow it.
    Closing,
    Closed,
}

pub(super) enum Step {
    Progress,
    Idle,
}

impl Inner {
    /// Writes as much as the socket takes right now; pending when something is left.
    pub(super) fn write_now(&mut self) -> Poll<io::Result<()>> {
        let mut context = Context::from_waker(Waker::noop());
        let write = tokio::task::unconstrained(poll_fn(|context| {
            loop {
                match self.poll_drain(context) {
                    Poll::Ready(Ok(Step::Progress)) => {}
                    Poll::Ready(Ok(Step::Idle)) => return Poll::Ready(Ok(())),
                    Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                    Poll::Pending => return Poll::Pending,
                }
            }
        }));
        pin!(write).poll(&mut context)
    }

    /// One write of everything waiting (up to a limit), or one flush when nothing waits.
    pub(super) fn poll_drain(&mut self, context: &mut Context<'_>) -> Poll<io::Result<Step>> {
        let Way::Socket(writer) = &mut self.way else {
            return Poll::Ready(Err(io::ErrorKind::NotConnected.into()));
        };
        let writer = Pin::new(writer);
        let written = match (self.queue.len(), self.queue.front()) {
            (_, None) => {
                std::task::ready!(writer.poll_flush(context))?;
                self.draining = false;
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

    /// Whether one more fits into this part of the bounds: one in so many.
    pub(super) fn has_room(&mut self, length: usize, limits: &QueueLimits, part: usize) -> bool {
        match (&self.way, &self.kept) {
            (Way::Away, Some(kept)) => kept.has_room(length, part),
            _ => {
                // What is sent again was let through before.
                self.again = (self.again.0.min(self.queue.len()), self.again.1.min(self.bytes));
                let (messages, bytes) = (self.queue.len() - self.again.0, self.bytes - self.again.1);
                // An empty queue takes one message of any size, or a large message could never be sent.
                let fits = messages < limits.messages / part && bytes + length <= limits.bytes / part;
                fits || self.queue.is_empty()
            }
        }
    }

    /// Whether a lost line can be replaced.
    pub(super) fn may_go_on(&self) -> bool {
        self.phase == Phase::Open && self.kept.as_ref().is_some_and(Kept::is_whole)
    }

    /// Ends the present line. What waited for it is still kept, or lost.
    pub(super) fn leave_line(&mut self, way: Way) {
        self.line.cancel();
        self.way = way;
        self.queue = VecDeque::new();
        self.bytes = 0;
        self.head_written = 0;
        self.draining = false;
    }

    pub(super) fn close(&mut self) {
        self.phase = Phase::Closed;
        self.kept = None;
        self.leave_line(Way::Gone);
    }
}
