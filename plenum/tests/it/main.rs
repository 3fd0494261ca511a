//! Plenum from outside: the real program, a real PostgreSQL, a real Redis, the official client.
//!
//! One binary, because linking it is what takes the time; one module for each promise, in the
//! folder of its context. Every test has an installation of its own and runs beside the others.

mod access {
    mod administration;
    mod live;
}
mod change_sets;
mod history;
mod identity {
    pub(crate) mod auth;
    pub(crate) mod service_accounts;
}
mod notify {
    mod hub;
    mod languages;
    mod rest;
}
mod platform {
    mod jobs;
    mod operations;
    mod operators;
    mod plans;
    mod rate_limits;
}
mod records {
    mod crud;
    mod followers;
    mod include;
    mod lists;
    mod search;
}

mod bad_input;
mod clients;
mod coverage;
mod delivery;
mod documents;
mod faults;
mod load;
mod matrix;
mod pinned_names;
mod requests;
mod schemathesis;
mod transports;

use plenum_testkit::plenum::Setup;

/// The installation of a test: one process on the in-process bus, unless the test configures more.
fn plenum() -> Setup {
    plenum_testkit::Plenum::of(env!("CARGO_BIN_EXE_plenum"))
}
