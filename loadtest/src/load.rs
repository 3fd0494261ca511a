//! The writing side: the schedule of the writes, the lanes that send them, and the log of their outcomes.

pub mod append;
pub mod lanes;
pub mod mix;
pub mod schedule;
pub mod write_log;
