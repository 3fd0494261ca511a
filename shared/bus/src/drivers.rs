//! The drivers, which carry the bytes from one node to the others.

pub(crate) mod memory;
pub(crate) mod redis;
