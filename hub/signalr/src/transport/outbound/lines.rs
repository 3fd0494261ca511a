//! One line after the other, with stateful reconnect: how one is lost, and how the next takes over.

use std::sync::Arc;

use bytes::Bytes;
use tokio_util::sync::CancellationToken;

use super::kept::{Kept, KeptLimits};
use super::queue::{Phase, Way};
use super::{Outbound, SendError, Writer};

impl Outbound {
    /// Counts messages from here on and keeps them until they are acknowledged, so that a lost line can be replaced.
    pub(crate) fn keep(&self, limits: KeptLimits) {
        self.lock().kept = Some(Kept::new(limits));
    }

    /// Whether messages are counted and kept.
    pub(crate) fn is_keeping(&self) -> bool {
        self.lock().kept.is_some()
    }

    /// The client has everything up to the message of this number.
    pub(crate) fn acknowledge(&self, number: u64) {
        if let Some(kept) = &mut self.lock().kept {
            kept.acknowledge(number);
        }
        self.changed.notify_waiters();
    }

    /// Whether a lost line can be replaced: the end has not begun, and all that the client may lack is kept.
    pub(crate) fn may_go_on(&self) -> bool {
        self.lock().may_go_on()
    }

    /// The present line; cancelled when it is lost or replaced.
    pub(crate) fn line(&self) -> CancellationToken {
        self.lock().line.clone()
    }

    /// The line is lost. True when another may replace it.
    pub(crate) fn lose_line(&self) -> bool {
        let mut inner = self.lock();
        self.fail(&mut inner);
        inner.phase == Phase::Open
    }

    /// Goes on with another line, where first the number of the first message kept is announced and then all of them
    /// are sent again.
    pub(crate) fn go_on_with(
        self: &Arc<Self>,
        writer: Writer,
        announce: impl FnOnce(u64) -> Bytes,
    ) -> Result<(), SendError> {
        let mut inner = self.lock();
        if !inner.may_go_on() {
            return Err(SendError::Closed);
        }
        inner.leave_line(Way::Socket(writer));
        inner.line = CancellationToken::new();
        inner.lines += 1;
        let frames: Vec<_> = match &inner.kept {
            Some(kept) => std::iter::once(announce(kept.first())).chain(kept.frames().cloned()).collect(),
            None => Vec::new(),
        };
        inner.again = (frames.len(), frames.iter().map(Bytes::len).sum());
        let sent = self.enqueue(&mut inner, frames);
        drop(inner);
        self.changed.notify_waiters();
        sent
    }

    /// Drops what waits and may no longer be handed out. True when there was something: the client then lacks it, and
    /// the connection cannot go on without its noticing.
    pub(crate) fn discard_waiting(&self) -> bool {
        let mut inner = self.lock();
        match inner.way {
            Way::Fetched => {
                inner.bytes = 0;
                !std::mem::take(&mut inner.queue).is_empty()
            }
            Way::Away => inner.kept.as_mut().is_some_and(|kept| {
                let waited = !kept.is_empty();
                kept.forget();
                waited
            }),
            Way::Socket(_) | Way::Gone => {
                // It is on its way. But it is not sent a second time.
                inner.kept.iter_mut().for_each(Kept::forget);
                false
            }
        }
    }
}
