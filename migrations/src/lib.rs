//! plenum-migrations
