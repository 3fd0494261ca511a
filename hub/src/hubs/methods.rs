//! The methods that clients can call, a file for those that belong together.

mod ack;
mod notifications;
mod resume;

pub(super) use ack::ACK;
pub(super) use notifications::{MARK_ALL_READ, MARK_READ, MARK_READ_UP_TO, UNREAD_COUNT};
pub(super) use resume::RESUME;
