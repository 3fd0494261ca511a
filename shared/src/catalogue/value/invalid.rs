//! Why a value is refused.

/// The reason, in a sentence for the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidValue(pub String);

impl InvalidValue {
    pub(super) fn expected(what: impl Into<String>) -> Self {
        Self(format!("expected {}", what.into()))
    }
}
