//! How a call can end, and the exact sentence for each: clients and their tests compare these texts.

use super::arguments::BindError;
use crate::hub::HubError;
use crate::options::ErrorDetail;

/// A serialised result, or why there is none.
pub(crate) type Outcome = Result<Vec<u8>, Failure>;

/// How a call is answered, by its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    Single(Outcome),
    /// Its items have been sent.
    Streamed(Result<(), Failure>),
}

impl Answer {
    pub(crate) fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Single(outcome) => outcome.as_ref().err(),
            Self::Streamed(ended) => ended.as_ref().err(),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    UnknownMethod,
    /// A streaming invocation of a method that returns one result.
    NotStreaming,
    /// A plain invocation of a method that streams its results.
    OnlyStreaming,
    /// Another number of client-to-server streams than the method takes.
    Streams {
        sent: usize,
        expected: usize,
    },
    /// The id of a stream that is not over.
    IdInUse(String),
    /// As many streams as one client may have are open.
    TooManyStreams,
    /// The method's stream broke off.
    Stream(HubError),
    Arguments(BindError),
    Hub(HubError),
    Panicked,
}

const STREAM_FAILED: &str = "An error occurred on the server while streaming results.";

impl Failure {
    /// The text for the caller; `target` is the method as the caller spelled it.
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
            Self::OnlyStreaming => format!(
                "The client attempted to invoke the streaming '{target}' method with a non-streaming invocation."
            ),
            Self::Streams { sent, expected } => {
                format!("{} HubException: Client sent {sent} stream(s), Hub method expects {expected}.", unexpected())
            }
            Self::IdInUse(id) => format!("Invocation ID '{id}' is already in use."),
            Self::TooManyStreams => format!("{} HubException: Too many streams are open.", unexpected()),
            Self::Stream(HubError::User(text)) => format!("{STREAM_FAILED} HubException: {text}"),
            Self::Stream(error @ (HubError::Internal(_) | HubError::Named { .. })) => {
                shown(STREAM_FAILED.to_owned(), error.kind(), error)
            }
            Self::Stream(HubError::Unauthorized) => STREAM_FAILED.to_owned(),
            Self::Arguments(error) => shown(
                format!("Failed to invoke '{target}' due to an error on the server."),
                "InvalidDataException",
                error,
            ),
            Self::Hub(HubError::User(text)) => format!("{} HubException: {text}", unexpected()),
            Self::Hub(error @ (HubError::Internal(_) | HubError::Named { .. })) => {
                shown(unexpected(), error.kind(), error)
            }
            Self::Hub(HubError::Unauthorized) => format!("Failed to invoke '{target}' because user is unauthorized"),
            Self::Panicked => unexpected(),
        }
    }

    /// The label of metrics.
    pub(crate) fn label(&self) -> &'static str {
        match self {
            Self::UnknownMethod => "unknown_method",
            Self::NotStreaming | Self::OnlyStreaming | Self::Streams { .. } => "wrong_kind",
            Self::IdInUse(_) => "id_in_use",
            Self::TooManyStreams => "too_many_streams",
            Self::Stream(HubError::User(_)) => "user_error",
            Self::Stream(HubError::Internal(_) | HubError::Named { .. }) => "internal_error",
            Self::Stream(HubError::Unauthorized) => "unauthorized",
            Self::Arguments(_) => "bad_arguments",
            Self::Hub(HubError::User(_)) => "user_error",
            Self::Hub(HubError::Internal(_) | HubError::Named { .. }) => "internal_error",
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
