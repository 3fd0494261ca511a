//! Links: the operations that can follow an answer, and where they find the id and the version.

use http::{Method, StatusCode};
use serde_json::{Map, Value, json};

use super::ids::operation_id;
use crate::contract::{Header, Operation, RequestPart};

/// The operations on the one thing that this operation made or changed.
pub(super) fn after(route: &Operation, routes: &[&Operation]) -> Map<String, Value> {
    let made = route.contract.answers.iter().any(|answer| answer.status == StatusCode::CREATED);
    let about_one = route.path.contains("/{id}") && !route.path.contains("{userId}");
    let (base, id) = match (made, about_one) {
        (true, false) => (route.path.clone(), "$response.body#/data/id"),
        (false, true) if route.method != Method::GET => {
            (route.path.split("/{id}").next().unwrap_or_default().to_owned(), "$request.path.id")
        }
        _ => return Map::new(),
    };
    let one = format!("{base}/{{id}}");
    let next = routes.iter().filter(|next| next.name != route.name);
    let next = next.filter(|next| next.parts.contains(&RequestPart::Ids(&["id"])));
    let next =
        next.filter(|next| next.path.strip_prefix(&one).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
    next.map(|next| (operation_id(next), link(route, next, id))).collect()
}

fn link(route: &Operation, next: &Operation, id: &str) -> Value {
    let mut parameters = json!({ "id": id });
    let versioned = route.contract.answers.iter().any(|answer| answer.headers.contains(&Header::Etag));
    if versioned && next.parts.contains(&RequestPart::IfMatch) {
        parameters["header.If-Match"] = json!("$response.header.ETag");
    }
    json!({ "operationId": operation_id(next), "parameters": parameters })
}
