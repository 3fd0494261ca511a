//! The drivers: how bytes get from one node to the others.

pub(crate) mod memory;
pub(crate) mod redis;
