//! Why a link could not be opened, or has ended.

/// A link could not be opened, or has ended. The text is logged and must contain no credentials.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct LinkError(String);

impl LinkError {
    /// An error with its reason, in lower case.
    pub fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}
