//! The callers of an operation: the token, and the permission that the caller's role needs.

use serde_json::{Value, json};

use crate::contract::{Auth, Operation};

/// The members of an operation that say who may call it. A null permission means that every member may.
pub(super) fn security(route: &Operation) -> Vec<(String, Value)> {
    match route.contract.auth {
        Auth::Public => vec![("security".to_owned(), json!([]))],
        Auth::Bearer => vec![
            ("security".to_owned(), json!([{ "bearer": [] }])),
            ("x-permission".to_owned(), json!(route.contract.permission)),
        ],
        Auth::Operator => vec![("security".to_owned(), json!([{ "operator": [] }]))],
    }
}
