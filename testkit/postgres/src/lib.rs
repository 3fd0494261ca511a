//! A real PostgreSQL for tests: one cluster for all test processes, a fresh migrated database for each test.
//!
//! The first test that asks starts the cluster; every further process finds it by a lock file and joins. The schema is
//! migrated once, into a template, and a test's database is a copy of that: tens of milliseconds. A watchdog process
//! stops the cluster when its last user has gone, however that user went.
//!
//! It is a crate of its own, below the rest of the harness, because the store's tests need a database and must not need
//! the rooms above the store. Failures to set up panic: there is no test without a database.

mod cluster;
mod database;
mod server;

pub use cluster::Cluster;
pub use database::TestDatabase;
