//! The one harness: everything a test needs to use Plenum as the world does, and to judge what came of it.
//!
//! A test says `Plenum::of(env!("CARGO_BIN_EXE_plenum")).start()` and gets the real program, as one process or as
//! several, on a database and a Redis of its own. Then come the people who use it ([`people`]), the clients they use it
//! with ([`http`], [`official`], [`signalr`], [`raw`]), and the [`history`] that is judged at the end. What there is no
//! REST for yet goes through [`directory`]. Nothing here sleeps for a fixed time: [`wait`] waits for a condition.
//!
//! When a [`Plenum`] is dropped after a test that passed, it looks at what its processes said: a panic, or a secret in
//! a log line, fails the test.

pub mod plenum;
mod product;

pub mod directory;
pub mod people;

pub mod front;
pub mod http;
pub mod listener;
pub mod official;
pub mod raw;
pub mod signalr;
pub mod spread;
pub mod writer;

pub mod history;
pub mod log;
pub mod stall;

mod process;
pub mod wait;

/// PostgreSQL for tests; a crate of its own, so that the store can use it too.
pub use plenum_testkit_postgres as postgres;
/// Redis for tests; a crate of its own, so that the bus can use it too.
pub use plenum_testkit_redis as redis;

pub use plenum::Plenum;
pub use process::Node;
pub use product::{catalogue, contexts};
