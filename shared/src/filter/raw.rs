//! A filter as it was read from a query or from JSON, before it is bound to an entity.

use serde_json::Value;

/// A parsed filter: its shape is checked, its fields, operators and values are not.
#[derive(Debug)]
pub(super) enum Raw {
    All(Vec<Raw>),
    Any(Vec<Raw>),
    Is(RawCondition),
}

#[derive(Debug)]
pub(super) struct RawCondition {
    /// The parameter, or the JSON pointer, that errors name.
    pub at: String,
    pub field: String,
    pub operator: String,
    pub given: Given,
}

/// The value of a condition.
#[derive(Debug)]
pub(super) enum Given {
    /// As text, which may be a list with commas.
    Text(String),
    /// As texts, one each.
    Texts(Vec<String>),
    Json(Value),
}
