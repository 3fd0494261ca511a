//! Why a request that another node should answer has no answer, and what its client is told.

use std::time::Duration;

use http::StatusCode;

use crate::response::Refusal;

/// How long nodes have for an answer.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// What a client is told whose node is silent.
pub(super) const SILENT: &str = "the node of this connection does not answer";

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoAnswer {
    /// There is no such node any more, and nobody has the connection.
    NoNode,
    /// It did not answer in time, or cannot be reached.
    Silent,
    /// Too much is being relayed.
    Busy,
}

impl NoAnswer {
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
