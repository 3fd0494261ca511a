//! The OpenAPI 3.1 document, made from the router's table, the types of requests and answers, and the catalogue.
//!
//! Every row of the table is an operation of the document. An alias only has the name of its original, under
//! `x-alias-of`: clients should be made for the originals.

mod aliases;
mod errors;
mod links;
mod operation;
mod parameters;
mod security;
mod tags;

use plenum_shared::catalogue::Catalogue;
use serde_json::{Map, Value, json};

use crate::contract::{Operation, Schemas};

const DESCRIPTION: &str = "\
The REST API of Plenum. Successes are `{\"data\": …}`, lists `{\"data\": […], \"page\": {…}}`, and errors \
`application/problem+json` with a stable `code`; docs/ERRORS.md lists the codes, docs/API-DESIGN.md says what clients \
can rely on.

Every answer has an `X-Request-Id`; a client may send its own. `X-Tenant-Id` may name the tenant that the token was \
issued for, and no other. Every route with GET also answers HEAD. Clients ignore members that they do not know.";

/// The document of these routes.
pub(crate) fn document(catalogue: &Catalogue, routes: &[Operation]) -> Value {
    let mut schemas = Schemas::new(catalogue.clone());
    let mut paths = Map::new();
    for route in routes {
        let operation = match route.is_alias {
            true => aliases::operation(route),
            false => operation::operation(route, routes, &mut schemas),
        };
        let path = paths.entry(route.path.clone()).or_insert_with(|| json!({}));
        path[route.method.as_str().to_lowercase()] = operation;
    }
    // The originals first, each with all of its methods; then the aliases.
    let is_alias = |path: &str| routes.iter().any(|route| route.path == path && route.is_alias);
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
        "tags": tags::tags(routes),
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
                    "description": "The `accessToken` of signing in or refreshing."
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
