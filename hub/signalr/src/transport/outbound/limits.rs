//! The bounds of an outbound path, and how much of them is in use.

use std::time::Duration;

/// The bounds of a queue.
#[derive(Debug, Clone, Copy)]
pub(crate) struct QueueLimits {
    pub(crate) messages: usize,
    pub(crate) bytes: usize,
    pub(crate) write_timeout: Duration,
}

/// The size of a connection's outbound queue. While the connection has no socket, the size of its message buffer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Queued {
    /// Messages, including one that is partly written.
    pub messages: usize,
    /// Bytes that are not written yet.
    pub bytes: usize,
}

/// The bounds of a message buffer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MessageBufferLimits {
    pub(crate) messages: usize,
    pub(crate) bytes: usize,
}
