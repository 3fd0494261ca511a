//! The groups of operations.

use serde_json::{Value, json};

use crate::contract::{MOUNTS, Operation};

/// The groups of operations, in the order of the table.
pub(super) fn tags(routes: &[Operation]) -> Value {
    let mut tags: Vec<&str> = Vec::new();
    for tag in routes.iter().filter(|route| !route.is_alias).map(|route| tag(&route.path)) {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags.into_iter().map(|name| json!({ "name": name })).collect()
}

/// The first part of a path after the mount.
pub(super) fn tag(path: &str) -> &str {
    let path = MOUNTS.iter().find_map(|mount| path.strip_prefix(mount)).unwrap_or(path);
    match path.split('/').nth(1).unwrap_or_default() {
        ".well-known" => "auth",
        "openapi.json" => "documents",
        other => other,
    }
}
