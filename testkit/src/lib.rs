//! The one harness. It has four layers, each a feature of this crate, with the same actors and names one layer up:
//!
//! 1. [`store`]: a store on a database of its own, connected as the restricted role.
//! 2. `app`: the application on it, with a clock that the test moves, and people who are signed in.
//! 3. `hub`: hub nodes on one database and one bus, in the process of the test.
//! 4. [`Plenum`]: the real program, as one process or as several, on a database and a Redis of its own. A test says
//!    `Plenum::of(env!("CARGO_BIN_EXE_plenum")).start()`. Then come the people who use it ([`people`]), the clients
//!    they use it with ([`http`], [`official`], [`signalr`], [`raw`]), and the [`history`] that is judged at the end.
//!
//! At each layer `admin` makes a tenant with its administrator (the second one is the other tenant), `member` a person
//! in a role, `role` a role and `team` a team, and `create` a record; [`samples`] has the fields of any entity.
//!
//! Nothing here sleeps for a fixed time: [`wait`] waits for a condition. When a [`Plenum`] is dropped after a test that
//! passed, it looks at the output of its processes: a panic, or a secret in a log line, fails the test.
//!
//! The crates below use their layer from `tests/` only: a unit test would see the types of its own crate twice.

pub mod next_text;
mod product;
pub mod samples;
pub mod store;

#[cfg(feature = "app")]
pub mod app;

#[cfg(feature = "hub")]
pub mod hub;

#[cfg(feature = "program")]
mod program;
#[cfg(feature = "program")]
pub use program::*;

pub mod wait;

pub use product::{catalogue, contexts};

/// PostgreSQL for tests.
pub use plenum_testkit_postgres as postgres;
/// Redis for tests; a crate of its own, so that the bus can use it too.
pub use plenum_testkit_redis as redis;
