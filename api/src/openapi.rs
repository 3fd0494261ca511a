//! The OpenAPI 3.1 document, made of the table of routes, the types of the wire and the catalogue.
//!
//! Every row of the table is an operation of the document. An alias is listed with its original's name under
//! `x-alias-of` and is otherwise silent: clients should be made for the originals.

mod aliases;
mod links;
mod operation;
mod parameters;
mod records;
mod refusals;
mod schemas;
mod shape;

use std::sync::OnceLock;

use plenum_shared::catalogue::Catalogue;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::router::Row;

pub(crate) use shape::Shape;

use schemas::Schemas;

const DESCRIPTION: &str = "\
The REST API of Plenum. Successes are `{\"data\": …}`, lists `{\"data\": […], \"page\": {…}}`, and errors \
`application/problem+json` with a stable `code`; docs/ERRORS.md lists the codes, docs/API-DESIGN.md says what clients \
can rely on.

Every answer has an `X-Request-Id`; a client may send its own. `X-Tenant-Id` may name the tenant that the token was \
issued for, and no other. Whatever answers to GET answers to HEAD. Clients ignore members that they do not know.";

/// A document as it is served: its text, and the tag of this very text.
pub(crate) struct Document {
    pub(crate) text: String,
    pub(crate) etag: String,
}

/// The document of all routes, made when it is first asked for.
pub(crate) fn served(catalogue: &Catalogue) -> &'static Document {
    static DOCUMENT: OnceLock<Document> = OnceLock::new();
    DOCUMENT.get_or_init(|| {
        let text = document(catalogue).to_string();
        let digest = Sha256::digest(&text);
        let etag = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect::<String>();
        Document { etag: format!("\"{etag}\""), text }
    })
}

/// The document of all routes.
pub fn document(catalogue: &Catalogue) -> Value {
    of(catalogue, &crate::router::rows(catalogue))
}

fn of(catalogue: &Catalogue, rows: &[Row]) -> Value {
    let mut schemas = Schemas::new(catalogue.clone());
    let mut paths = Map::new();
    for row in rows {
        let operation = match row.is_alias {
            true => aliases::operation(row),
            false => operation::operation(row, rows, &mut schemas),
        };
        let path = paths.entry(row.path.clone()).or_insert_with(|| json!({}));
        path[row.method.as_str().to_lowercase()] = operation;
    }
    // The originals first, each with all of its methods; then the aliases.
    let is_alias = |path: &str| rows.iter().any(|row| row.path == path && row.is_alias);
    let (aliases, originals): (Vec<_>, Vec<_>) = paths.into_iter().partition(|(path, _)| is_alias(path));
    let paths: Map<_, _> = originals.into_iter().chain(aliases).collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Plenum",
            "version": env!("CARGO_PKG_VERSION"),
            "description": DESCRIPTION,
            "license": { "name": "Apache License 2.0", "identifier": "Apache-2.0" }
        },
        "servers": [{ "url": "/", "description": "The server that this document was read from." }],
        "tags": tags(rows),
        "paths": paths,
        "components": {
            "schemas": schemas.schemas(),
            "responses": schemas.responses(),
            "parameters": parameters::components(),
            "headers": operation::headers(),
            "securitySchemes": {
                "bearer": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "JWT",
                    "description": "The `accessToken` that signing in or refreshing gives."
                },
                "operator": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The token of an operator of the platform; `plenum platform add` makes one."
                }
            }
        }
    })
}

/// The groups of operations, in the order of the table.
fn tags(rows: &[Row]) -> Value {
    let mut tags: Vec<&str> = Vec::new();
    for tag in rows.iter().filter(|row| !row.is_alias).map(|row| tag(&row.path)) {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags.into_iter().map(|name| json!({ "name": name })).collect()
}

/// The part of a path that says what it is about.
fn tag(path: &str) -> &str {
    let path = crate::router::MOUNTS.iter().find_map(|mount| path.strip_prefix(mount)).unwrap_or(path);
    match path.split('/').nth(1).unwrap_or_default() {
        ".well-known" => "auth",
        "openapi.json" => "documents",
        other => other,
    }
}

#[cfg(test)]
mod tests;
