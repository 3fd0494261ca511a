//! Logging: one line per event, safe to read in a terminal and free of secrets.
//!
//! [`init`] sets the format once, at the start of the program. A log may contain text that an attacker sent, so line
//! breaks, terminal sequences and other control characters are written as escapes, and fields whose name says that they
//! hold a secret are not written. Addresses with credentials and query strings go through [`redact_url`] and
//! [`redact_query`] before they are logged. [`TraceParent`] ties the lines of several processes together.

use std::{io, sync::Arc};

use tracing_subscriber::{EnvFilter, Layer, layer::SubscriberExt, util::SubscriberInitExt};

use crate::clock::Clock;

mod fields;
mod format;
mod line_layer;
mod redact;
mod trace;

pub use format::LogFormat;
pub use line_layer::LineLayer;
pub use redact::{redact_query, redact_uri, redact_url};
pub use trace::TraceParent;

/// The name of a route, among the extensions of a response. A service with routing of its own sets it, so that the
/// front can name the route in its log line.
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
    let lines = LineLayer::new(format, clock, io::stderr).with_filter(filter);
    tracing_subscriber::registry().with(lines).try_init()?;
    Ok(())
}

/// Whether [`init`] would take this filter.
pub(crate) fn is_filter(filter: &str) -> bool {
    // Names of modules and levels are ASCII. The library slices other text inside a character, and panics.
    filter.is_ascii() && EnvFilter::builder().parse(filter).is_ok()
}
