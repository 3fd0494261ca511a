//! The messages that a client has not acknowledged, for stateful reconnect.
//!
//! The newest messages are buffered up to a bound. While the connection has a socket, a message beyond the bound evicts
//! the oldest one: a client that keeps up acknowledges only once a second, and must not be slowed down for it. Until
//! the client has acknowledged the evicted messages, the socket cannot be replaced, because the client might lack them.
//!
//! While the connection has no socket, no message is evicted, because none of them is known to have arrived. The bound
//! is then that of the queue, and a connection that exceeds it is closed as too slow.

use std::collections::VecDeque;

use bytes::Bytes;

use super::limits::{MessageBufferLimits, Queued};

/// The messages sent last, numbered from one.
pub(super) struct MessageBuffer {
    limits: MessageBufferLimits,
    frames: VecDeque<Bytes>,
    bytes: usize,
    /// The number of the message sent last.
    sent: u64,
    acknowledged: u64,
}

impl MessageBuffer {
    pub(super) fn new(limits: MessageBufferLimits) -> Self {
        Self { limits, frames: VecDeque::new(), bytes: 0, sent: 0, acknowledged: 0 }
    }

    /// Whether one more message fits into one `part`th of the bounds. An empty buffer accepts a message of any size.
    pub(super) fn has_room(&self, length: usize, part: usize) -> bool {
        let fits = self.frames.len() < self.limits.messages / part && self.bytes + length <= self.limits.bytes / part;
        fits || self.frames.is_empty()
    }

    /// Numbers and buffers a message, evicting the oldest ones when the bounds are exceeded.
    pub(super) fn push(&mut self, frame: &Bytes) {
        self.sent += 1;
        self.bytes += frame.len();
        self.frames.push_back(frame.clone());
        while self.frames.len() > 1 && (self.frames.len() > self.limits.messages || self.bytes > self.limits.bytes) {
            self.drop_first();
        }
    }

    /// Drops every message up to this number.
    pub(super) fn acknowledge(&mut self, number: u64) {
        // A number beyond the last message sent makes no sense, and is harmless when it is capped.
        self.acknowledged = self.acknowledged.max(number.min(self.sent));
        while self.first_number() <= self.acknowledged && !self.frames.is_empty() {
            self.drop_first();
        }
    }

    /// Drops every message.
    pub(super) fn clear(&mut self) {
        (self.frames, self.bytes) = (VecDeque::new(), 0);
    }

    /// Whether every message that is not acknowledged is still buffered.
    pub(super) fn is_complete(&self) -> bool {
        self.first_number() <= self.acknowledged + 1
    }

    /// The number of the first buffered message, or of the next one to be sent when none is buffered.
    pub(super) fn first_number(&self) -> u64 {
        self.sent - self.frames.len() as u64 + 1
    }

    pub(super) fn frames(&self) -> impl Iterator<Item = &Bytes> {
        self.frames.iter()
    }

    pub(super) fn size(&self) -> Queued {
        Queued { messages: self.frames.len(), bytes: self.bytes }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.frames.is_empty()
    }

    fn drop_first(&mut self) {
        self.bytes -= self.frames.pop_front().map_or(0, |frame| frame.len());
        if self.frames.is_empty() {
            // An idle connection holds no memory.
            self.frames = VecDeque::new();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn buffer(messages: usize, bytes: usize, sent: usize) -> MessageBuffer {
        let mut buffer = MessageBuffer::new(MessageBufferLimits { messages, bytes });
        (0..sent).for_each(|_| buffer.push(&Bytes::from_static(b"ten bytes.")));
        buffer
    }

    #[test]
    fn acknowledged_messages_are_dropped_and_impossible_numbers_are_ignored() {
        let mut buffer = buffer(10, 1_000, 4);
        assert_eq!(buffer.first_number(), 1);
        buffer.acknowledge(3);
        assert_eq!((buffer.first_number(), buffer.bytes, buffer.is_complete()), (4, 10, true));
        buffer.acknowledge(1);
        assert_eq!(buffer.first_number(), 4);
        buffer.acknowledge(u64::MAX);
        assert_eq!((buffer.first_number(), buffer.bytes, buffer.frames.len()), (5, 0, 0));
    }

    #[test]
    fn an_evicted_message_makes_the_buffer_incomplete_until_it_is_acknowledged() {
        let mut buffer = buffer(10, 35, 5);
        assert_eq!((buffer.first_number(), buffer.bytes), (3, 30));
        assert!(!buffer.is_complete() && !buffer.has_room(10, 1));
        buffer.acknowledge(2);
        assert!(buffer.is_complete());
        buffer.acknowledge(4);
        assert!(buffer.has_room(10, 1) && !buffer.has_room(10, 2));
    }

    #[test]
    fn one_message_of_any_size_is_buffered() {
        let mut buffer = buffer(10, 5, 1);
        assert!(buffer.is_complete());
        buffer.push(&Bytes::from_static(b"another"));
        assert!(!buffer.is_complete());
        buffer.clear();
        assert_eq!((buffer.first_number(), buffer.is_complete()), (3, false));
    }
}
