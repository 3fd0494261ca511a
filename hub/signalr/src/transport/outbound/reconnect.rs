//! Stateful reconnect on the outbound path: how a socket is lost, and how the next one replaces it.

use std::sync::Arc;

use bytes::Bytes;
use tokio_util::sync::CancellationToken;

use super::limits::MessageBufferLimits;
use super::message_buffer::MessageBuffer;
use super::queue::{Phase, Sink};
use super::{Outbound, SendError, Writer};

impl Outbound {
    /// From here on numbers messages and buffers them until they are acknowledged, so that a lost socket can be
    /// replaced.
    pub(crate) fn buffer_messages(&self, limits: MessageBufferLimits) {
        self.lock().message_buffer = Some(MessageBuffer::new(limits));
    }

    /// Whether messages are numbered and buffered.
    pub(crate) fn is_buffering(&self) -> bool {
        self.lock().message_buffer.is_some()
    }

    /// Handles an acknowledgement: the client has received every message up to this number.
    pub(crate) fn acknowledge(&self, number: u64) {
        if let Some(buffer) = &mut self.lock().message_buffer {
            buffer.acknowledge(number);
        }
        self.changed.notify_waiters();
    }

    /// Whether a lost socket can be replaced: the connection is not closing, and every message that the client may lack
    /// is buffered.
    pub(crate) fn can_replace_socket(&self) -> bool {
        self.lock().can_replace_socket()
    }

    /// A token that is cancelled when the present socket is lost or replaced.
    pub(crate) fn socket_token(&self) -> CancellationToken {
        self.lock().socket_token.clone()
    }

    /// Handles the loss of the socket. True when another one may replace it.
    pub(crate) fn lose_socket(&self) -> bool {
        let mut inner = self.lock();
        self.fail(&mut inner);
        inner.phase == Phase::Open
    }

    /// Continues on another socket: announces the number of the first buffered message there, then sends all buffered
    /// messages again.
    pub(crate) fn replace_socket(
        self: &Arc<Self>,
        writer: Writer,
        announce: impl FnOnce(u64) -> Bytes,
    ) -> Result<(), SendError> {
        let mut inner = self.lock();
        if !inner.can_replace_socket() {
            return Err(SendError::Closed);
        }
        inner.detach_socket(Sink::Socket(writer));
        inner.socket_token = CancellationToken::new();
        inner.socket_number += 1;
        let frames: Vec<_> = match &inner.message_buffer {
            Some(buffer) => std::iter::once(announce(buffer.first_number())).chain(buffer.frames().cloned()).collect(),
            None => Vec::new(),
        };
        inner.resent = (frames.len(), frames.iter().map(Bytes::len).sum());
        let sent = self.enqueue(&mut inner, frames);
        drop(inner);
        self.changed.notify_waiters();
        sent
    }

    /// Drops the messages that have not left the server, because the client may no longer see them. True when there
    /// were some: the client then lacks messages, and the connection must not continue as if nothing had happened.
    pub(crate) fn discard_waiting(&self) -> bool {
        let mut inner = self.lock();
        match inner.sink {
            Sink::Polled => {
                inner.bytes = 0;
                !std::mem::take(&mut inner.queue).is_empty()
            }
            Sink::Detached => inner.message_buffer.as_mut().is_some_and(|buffer| {
                let had_messages = !buffer.is_empty();
                buffer.clear();
                had_messages
            }),
            Sink::Socket(_) | Sink::Gone => {
                // The messages are on their way to the client, but must not be sent a second time.
                inner.message_buffer.iter_mut().for_each(MessageBuffer::clear);
                false
            }
        }
    }
}
