//! Links: which operations go on from an answer, and where they find the id and the version.

use http::{Method, StatusCode};
use serde_json::{Map, Value, json};

use crate::router::{Part, Row};

/// What can be done next with the one thing that an operation is about.
pub(super) fn after(row: &Row, rows: &[Row]) -> Map<String, Value> {
    let made = row.contract.answers.iter().any(|answer| answer.status == StatusCode::CREATED);
    let about_one = row.path.contains("/{id}") && !row.path.contains("{userId}");
    let (base, id) = match (made, about_one) {
        (true, false) => (row.path.clone(), "$response.body#/data/id"),
        (false, true) if row.method != Method::GET => {
            (row.path.split("/{id}").next().unwrap_or_default().to_owned(), "$request.path.id")
        }
        _ => return Map::new(),
    };
    let one = format!("{base}/{{id}}");
    let next = rows.iter().filter(|next| !next.is_alias && next.operation != row.operation);
    let next = next.filter(|next| next.parts.contains(&Part::Ids(&["id"])));
    let next =
        next.filter(|next| next.path.strip_prefix(&one).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
    next.map(|next| (next.operation.clone(), link(row, next, id))).collect()
}

fn link(row: &Row, next: &Row, id: &str) -> Value {
    let mut parameters = json!({ "id": id });
    let versioned = row.contract.answers.iter().any(|answer| answer.headers.contains(&crate::router::Header::Etag));
    if versioned && next.parts.contains(&Part::IfMatch) {
        parameters["header.If-Match"] = json!("$response.header.ETag");
    }
    json!({ "operationId": next.operation, "parameters": parameters })
}
