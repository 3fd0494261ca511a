//! A real PostgreSQL for tests: one cluster for all test processes, a fresh migrated database for each test.
//!
//! The first test that needs it starts the cluster; every further process finds it by a lock file and uses it. The
//! schema is migrated once, into a template, and the database of a test is a copy of the template, which takes tens of
//! milliseconds. A watchdog process stops the cluster when its last user has ended, also when that user was killed.
//!
//! It is a crate of its own, below the rest of the harness, because the tests of the store need a database and must not
//! depend on the crates above the store. A failed set-up panics, because no test can run without a database.

mod cluster;
mod database;
mod server;

pub use cluster::Cluster;
pub use database::TestDatabase;
