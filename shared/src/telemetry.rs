//! What a running process says: one line per event, safe to read in a terminal and free of secrets.
//!
//! [`init`] sets the format once, at the start of the program. Whatever a stranger sends may end up in a log, so line
//! breaks, terminal sequences and other control characters leave only as escapes, and fields whose name says that they
//! hold a secret are not written. Addresses with credentials and query strings go through [`redact_url`] and
//! [`redact_query`] before anybody logs them. [`TraceParent`] ties the lines of several processes together.

use std::{io, sync::Arc};

use tracing_subscriber::{EnvFilter, Layer, layer::SubscriberExt, util::SubscriberInitExt};

use crate::clock::Clock;

mod fields;
mod lines;
mod redact;
mod trace;

pub use lines::Lines;
pub use redact::{redact_query, redact_uri, redact_url};
pub use trace::TraceParent;

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people: time, level, target, message, then fields.
    Pretty,
    /// For machines: a JSON object per line, with the fields of the enclosing spans beside those of the event.
    Json,
}

/// The name of a route, among the extensions of an answer: for the front, when a room behind it finds its own way and
/// the table of routes does not know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route(pub &'static str);

/// Logging could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    #[error("the log filter is not understood")]
    Filter(#[from] tracing_subscriber::filter::ParseError),
    #[error("logging is set up already")]
    Twice(#[from] tracing_subscriber::util::TryInitError),
}

/// Sends what passes `filter` to standard error, for the whole process: standard output is for the answers of commands.
/// Libraries that use `log` are included.
pub fn init(format: LogFormat, filter: &str, clock: Arc<dyn Clock>) -> Result<(), TelemetryError> {
    let filter = EnvFilter::builder().parse(filter)?;
    let lines = Lines::new(format, clock, io::stderr).with_filter(filter);
    tracing_subscriber::registry().with(lines).try_init()?;
    Ok(())
}

/// Whether [`init`] would take this filter.
pub(crate) fn is_filter(filter: &str) -> bool {
    // Names of modules and levels are ASCII; of other text the library cuts letters in two, and panics.
    filter.is_ascii() && EnvFilter::builder().parse(filter).is_ok()
}
