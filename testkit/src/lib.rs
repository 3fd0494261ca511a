//! plenum-testkit

/// PostgreSQL for tests; a crate of its own, so that the store can use it too.
pub use plenum_testkit_postgres as postgres;
/// Redis for tests; a crate of its own, so that the bus can use it too.
pub use plenum_testkit_redis as redis;
