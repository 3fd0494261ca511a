//! Load on a running installation, and the truth about what came of it.
//!
//! The tool connects SignalR clients of many people to the hubs, has others write, and accounts for every single
//! delivery: whether it came, once, in order, and how long after the moment at which its write was *meant* to happen.
//!
//! ```text
//! world: tenants, people, records ── over REST
//!        │
//! load: lanes ─▶ PATCH with a mark in `traceparent` ─▶ server ─▶ hub ─▶ hear: readers
//!        └─▶ book: meant, sent, answered ◀── mark ── tally: ledgers and histograms ◀─┘
//!        └─▶ clock: stamps of the answers ◀─────────── stamps of the events ◀────────┘
//! ```
//!
//! Four rules make its numbers true:
//!
//! - **The clock of a write starts when it was due**, not when it was sent ([`load::schedule`]). A server that stalls
//!   for a second delays the writes behind the stall, and every one of them counts with its delay.
//! - **What was not heard is looked for by name.** Each write carries its lane and number; a reader's [`readers::ledger`]
//!   knows which numbers it lacks. Lost is what was acknowledged and never came.
//! - **Whatever is read off another clock is corrected, and comes with how wrong it can be** ([`clock`]). The whole way
//!   is measured by one clock and needs no correction.
//! - **The tool watches itself.** A generator that cannot keep its own timetable says so instead of blaming the server.
//!
//! # Adding a scenario
//!
//! A variant of [`options::Scenario`] with its defaults, and a file in `scenarios/` with one function that takes the
//! [`run::Run`] through its phases: connect, write, disturb, settle.

pub mod clock;
pub mod correlation;
pub mod load;
pub mod machine;
pub mod options;
pub mod readers;
pub mod report;
pub mod rest;
pub mod run;
pub mod scenarios;
pub mod target;
pub mod test_data;

/// Why a run could not be made; what it *found* stands in its report.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Failure(pub String);

impl Failure {
    pub(crate) fn new(why: impl std::fmt::Display) -> Self {
        Self(why.to_string())
    }
}

pub type Result<T> = std::result::Result<T, Failure>;
