//! What was sent to a client and not acknowledged, for stateful reconnect.
//!
//! The newest messages are kept up to a bound; while a socket is there an older one is let go, because a client that
//! keeps up acknowledges only once a second and must not be held back for it. From then until the client has
//! acknowledged what was let go the connection cannot be taken up again: something might be missing. While no socket is
//! there nothing is let go, since nothing kept has reached the client for certain; the bound is then that of the queue,
//! and who exceeds it is slow.

use std::collections::VecDeque;

use bytes::Bytes;

use super::Queued;

/// The bounds of what is kept.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KeptLimits {
    pub(crate) messages: usize,
    pub(crate) bytes: usize,
}

/// The messages sent last, numbered from one.
pub(super) struct Kept {
    limits: KeptLimits,
    frames: VecDeque<Bytes>,
    bytes: usize,
    /// The number of the message sent last.
    sent: u64,
    acknowledged: u64,
}

impl Kept {
    pub(super) fn new(limits: KeptLimits) -> Self {
        Self { limits, frames: VecDeque::new(), bytes: 0, sent: 0, acknowledged: 0 }
    }

    /// Whether one more fits into this part of the bounds: one in so many. Nothing kept takes one of any size.
    pub(super) fn has_room(&self, length: usize, part: usize) -> bool {
        let fits = self.frames.len() < self.limits.messages / part && self.bytes + length <= self.limits.bytes / part;
        fits || self.frames.is_empty()
    }

    /// Counts and keeps a message, letting the oldest go when there are too many.
    pub(super) fn keep(&mut self, frame: &Bytes) {
        self.sent += 1;
        self.bytes += frame.len();
        self.frames.push_back(frame.clone());
        while self.frames.len() > 1 && (self.frames.len() > self.limits.messages || self.bytes > self.limits.bytes) {
            self.drop_first();
        }
    }

    /// The client has everything up to this number.
    pub(super) fn acknowledge(&mut self, number: u64) {
        // One beyond what was sent is nonsense, which harms nobody.
        self.acknowledged = self.acknowledged.max(number.min(self.sent));
        while self.first() <= self.acknowledged && !self.frames.is_empty() {
            self.drop_first();
        }
    }

    /// Lets go of all of it.
    pub(super) fn forget(&mut self) {
        (self.frames, self.bytes) = (VecDeque::new(), 0);
    }

    /// Whether nothing is missing between what the client has for certain and what is kept.
    pub(super) fn is_whole(&self) -> bool {
        self.first() <= self.acknowledged + 1
    }

    /// The number of the first message kept, or of the next one to be sent.
    pub(super) fn first(&self) -> u64 {
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
            // A connection at rest keeps no buffer.
            self.frames = VecDeque::new();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(messages: usize, bytes: usize, sent: usize) -> Kept {
        let mut kept = Kept::new(KeptLimits { messages, bytes });
        (0..sent).for_each(|_| kept.keep(&Bytes::from_static(b"ten bytes.")));
        kept
    }

    #[test]
    fn what_is_acknowledged_is_let_go_and_nonsense_is_ignored() {
        let mut kept = kept(10, 1_000, 4);
        assert_eq!(kept.first(), 1);
        kept.acknowledge(3);
        assert_eq!((kept.first(), kept.bytes, kept.is_whole()), (4, 10, true));
        kept.acknowledge(1);
        assert_eq!(kept.first(), 4);
        kept.acknowledge(u64::MAX);
        assert_eq!((kept.first(), kept.bytes, kept.frames.len()), (5, 0, 0));
    }

    #[test]
    fn beyond_the_bound_the_oldest_goes_and_the_rest_is_not_whole_until_it_is_acknowledged() {
        let mut kept = kept(10, 35, 5);
        assert_eq!((kept.first(), kept.bytes), (3, 30));
        assert!(!kept.is_whole() && !kept.has_room(10, 1));
        kept.acknowledge(2);
        assert!(kept.is_whole());
        kept.acknowledge(4);
        assert!(kept.has_room(10, 1) && !kept.has_room(10, 2));
    }

    #[test]
    fn one_message_of_any_size_is_kept() {
        let mut kept = kept(10, 5, 1);
        assert!(kept.is_whole());
        kept.keep(&Bytes::from_static(b"another"));
        assert!(!kept.is_whole());
        kept.forget();
        assert_eq!((kept.first(), kept.is_whole()), (3, false));
    }
}
