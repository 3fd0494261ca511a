//! The writing side: when writes are due, who sends them, and what became of each.

pub mod append;
pub mod lanes;
pub mod mix;
pub mod schedule;
pub mod write_log;
