//! The store against a real PostgreSQL, as the restricted role. One program, so that it links once.

mod access;
mod audit;
mod grants;
mod isolation;
mod lists;
mod log;
mod notifications;
mod people;
mod plans;
mod records;
mod round_trip;
mod runner;
mod schema_audit;
mod search;
mod world;
