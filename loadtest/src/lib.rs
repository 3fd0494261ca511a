//! Generates load on a running installation, and accounts for every delivery.
//!
//! The tool connects SignalR clients of many users to the hubs, writes records, and checks every single delivery:
//! whether it arrived exactly once and in order, and how long after the *due* time of its write.
//!
//! ```text
//! test_data: tenants, users, records ── over REST
//!        │
//! load: lanes ─▶ PATCH with a correlation id in `traceparent` ─▶ server ─▶ hub ─▶ readers
//!        └─▶ write_log: due, sent, acknowledged ◀─ id ─ tally: ledgers, histograms ◀─┘
//!        └─▶ clock: timestamps of the responses ◀─────── timestamps of the events ◀──┘
//! ```
//!
//! Four rules make its figures correct:
//!
//! - **A latency begins at the due time of its write**, not when the write was sent ([`load::schedule`]). When a server
//!   stalls for a second, every write that was due in the stall counts with its delay.
//! - **Missing deliveries are identified.** Each write carries its lane and number, and a reader's [`readers::ledger`]
//!   knows the missing numbers. A delivery is lost when its write was acknowledged and the event never arrived.
//! - **Times of another clock are corrected, and reported with their greatest error** ([`clock`]). The whole latency is
//!   measured by one clock and needs no correction.
//! - **The tool measures itself.** A generator that is too slow for its own timetable reports that.
//!
//! # Adding a scenario
//!
//! A variant of [`options::Scenario`] with its defaults, and a file in `scenarios/` with one function that runs the
//! phases of [`run::Run`]: connect, write, disturb, settle.

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

/// Why a run could not be made. The faults that a run finds are in its report.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Failure(pub String);

impl Failure {
    pub(crate) fn new(why: impl std::fmt::Display) -> Self {
        Self(why.to_string())
    }
}

pub type Result<T> = std::result::Result<T, Failure>;
