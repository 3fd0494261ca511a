//! The reasons why another node gives no answer, and what the client is told.

use std::time::Duration;

use http::StatusCode;

use crate::response::Refusal;

/// How long a node has for an answer, beyond the time that the work itself may take.
pub(super) const ANSWER_TIMEOUT: Duration = Duration::from_secs(5);

/// The text for a client whose node is silent.
pub(super) const SILENT: &str = "the node of this connection does not answer";

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RelayError {
    /// The node is gone, and no other node has the connection.
    NoNode,
    /// The node did not answer in time, or cannot be reached.
    Silent,
    /// Too many requests are being relayed.
    Busy,
}

impl RelayError {
    /// The value of the metrics' label.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::NoNode => "no node",
            Self::Silent => "silent",
            Self::Busy => "busy",
        }
    }

    pub(crate) fn refusal(self) -> Refusal {
        match self {
            Self::NoNode => Refusal::new(StatusCode::NOT_FOUND, "No Connection with that ID"),
            Self::Silent => Refusal::new(StatusCode::SERVICE_UNAVAILABLE, SILENT),
            Self::Busy => Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "too many requests for other nodes"),
        }
    }
}
