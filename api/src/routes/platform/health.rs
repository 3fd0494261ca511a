//! Probes: is the process alive, and should it be sent work?

mod live;
mod ready;

pub(crate) use live::live;
pub(crate) use ready::{LastHealth, ready};
