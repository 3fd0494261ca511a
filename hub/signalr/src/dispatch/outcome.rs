//! How a call can end, and the exact sentence for each: clients and their tests compare these texts.

use super::arguments::BindError;
use crate::hub::HubError;
use crate::options::ErrorDetail;

/// A serialised result, or why there is none.
pub(crate) type Outcome = Result<Vec<u8>, Failure>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    UnknownMethod,
    /// A streaming invocation of a method that returns one result.
    NotStreaming,
    /// Client-to-server streams for a method that takes none.
    Streams {
        sent: usize,
    },
    Arguments(BindError),
    Hub(HubError),
    Panicked,
}

impl Failure {
    /// What the caller is told; `target` is the method as the caller spelled it.
    pub(crate) fn text(&self, target: &str, detail: ErrorDetail) -> String {
        let shown = |text: String, kind: &str, message: &dyn std::fmt::Display| match detail {
            ErrorDetail::Shown => format!("{text} {kind}: {message}"),
            ErrorDetail::Hidden => text,
        };
        let unexpected = || format!("An unexpected error occurred invoking '{target}' on the server.");
        match self {
            Self::UnknownMethod => format!("Unknown hub method '{target}'"),
            Self::NotStreaming => format!(
                "The client attempted to invoke the non-streaming '{target}' method with a streaming invocation."
            ),
            Self::Streams { sent } => {
                format!("{} HubException: Client sent {sent} stream(s), Hub method expects 0.", unexpected())
            }
            Self::Arguments(error) => shown(
                format!("Failed to invoke '{target}' due to an error on the server."),
                "InvalidDataException",
                error,
            ),
            Self::Hub(HubError::User(text)) => format!("{} HubException: {text}", unexpected()),
            Self::Hub(HubError::Internal(text)) => shown(unexpected(), "Exception", text),
            Self::Hub(HubError::Unauthorized) => format!("Failed to invoke '{target}' because user is unauthorized"),
            Self::Panicked => unexpected(),
        }
    }

    /// The label of metrics.
    pub(crate) fn label(&self) -> &'static str {
        match self {
            Self::UnknownMethod => "unknown_method",
            Self::NotStreaming | Self::Streams { .. } => "wrong_kind",
            Self::Arguments(_) => "bad_arguments",
            Self::Hub(HubError::User(_)) => "user_error",
            Self::Hub(HubError::Internal(_)) => "internal_error",
            Self::Hub(HubError::Unauthorized) => "unauthorized",
            Self::Panicked => "panic",
        }
    }
}

impl From<BindError> for Failure {
    fn from(error: BindError) -> Self {
        Self::Arguments(error)
    }
}

impl From<HubError> for Failure {
    fn from(error: HubError) -> Self {
        Self::Hub(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_are_shown_only_when_allowed() {
        let internal = Failure::Hub(HubError::internal("db down"));
        assert_eq!(
            internal.text("Do", ErrorDetail::Hidden),
            "An unexpected error occurred invoking 'Do' on the server."
        );
        assert_eq!(
            internal.text("Do", ErrorDetail::Shown),
            "An unexpected error occurred invoking 'Do' on the server. Exception: db down"
        );
    }
}
