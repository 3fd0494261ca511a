//! Plenum through the front door: the real program, a real PostgreSQL, a real Redis, the official client.
//!
//! One binary, because linking it is what takes the time; one module for each promise. Every test has an installation
//! of its own and runs beside the others.

mod access;
mod administration;
mod auth;
mod bad_input;
mod coverage;
mod documents;
mod faults;
mod followers;
mod history;
mod include;
mod lists;
mod load;
mod main_job;
mod matrix;
mod notification_hub;
mod notifications;
mod operations;
mod platform;
mod rest;
mod schemathesis;
mod search;
mod service_accounts;
mod transports;

use plenum_testkit::plenum::Setup;

/// The installation of a test: one process on the in-process bus, unless the test asks for more.
fn plenum() -> Setup {
    plenum_testkit::Plenum::of(env!("CARGO_BIN_EXE_plenum"))
}
