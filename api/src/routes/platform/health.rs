//! The probes: whether the process is alive, and whether to send it work.

mod live;
mod ready;

pub(crate) use live::live;
pub(crate) use ready::{LastHealth, ready};
