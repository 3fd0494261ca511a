//! The history checker: compares what a run did to Plenum with what every client received.
//!
//! A test, or a fault injector, records into a [`Recorder`] while it runs: each write with its outcome, each delivery,
//! each raw frame, each reset. Afterwards the change log is read directly and added, and [`Checker::judge`] compares.
//! It checks the promises of the product:
//!
//! - an acknowledged write is in the log, once; a refused one is not; one whose answer was lost is there once or never;
//! - a tenant's numbers have no gaps, and a write that began after another was acknowledged has the higher number;
//! - a client receives every entry due to it, in the order of the log, unless a reset and a fresh reading cover it;
//! - every event is as the log has it, repeats included, and no byte of another recipient's data is received.
//!
//! A history is a list of lines that only grows, one JSON object each, so that a run that dies leaves one behind that
//! can be judged. The checker reads it in one pass per client, and knows nothing of HTTP, SignalR or SQL.

mod event;
mod judge;
mod recorder;
#[cfg(test)]
mod tests;
mod violation;

pub use event::{Canary, Delivery, Event, Logged, Outcome};
pub use judge::{Checker, Due, Repeats};
pub use recorder::Recorder;
pub use violation::Violation;

/// A finished recording: what happened, in the order in which it was seen.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    pub events: Vec<Event>,
}

impl History {
    /// One JSON object per line.
    pub fn to_jsonl(&self) -> String {
        let line = |event| serde_json::to_string(event).expect("an event of a history is JSON") + "\n";
        self.events.iter().map(line).collect()
    }

    /// Reads what [`to_jsonl`](Self::to_jsonl) or a [`Recorder`] wrote.
    pub fn from_jsonl(text: &str) -> Result<Self, serde_json::Error> {
        let lines = text.lines().filter(|line| !line.is_empty());
        Ok(Self { events: lines.map(serde_json::from_str).collect::<Result<_, _>>()? })
    }
}
