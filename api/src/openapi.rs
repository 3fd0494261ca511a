//! The OpenAPI 3.1 documents, made from the router's table, the types of requests and answers, and the catalogue.
//!
//! Every row of the table is an operation of one of two documents: that of the API, and that of the aliases, which are
//! for clients that expect other addresses. Clients should be made for the first.
//!
//! Generators of clients read them. So every object and every enum is a component with a name, each answer is one named
//! schema, a status has one response in the whole document, and names are letters and digits; the tests of the program
//! have the rules. Names are part of the contract: clients have them compiled in.

mod errors;
mod ids;
mod links;
mod operation;
mod parameters;
mod security;
mod tags;

use plenum_shared::{catalogue::Catalogue, schemas::simplify};
use serde_json::{Map, Value, json};

use crate::contract::{Operation, Schemas};

const DESCRIPTION: &str = "\
The REST API of Plenum. Successes are `{\"data\": …}`, lists `{\"data\": […], \"page\": {…}}`, and errors \
`application/problem+json` with a stable `code`; docs/ERRORS.md lists the codes, docs/API-DESIGN.md says what clients \
can rely on.

Every answer has an `X-Request-Id`; a client may send its own. `X-Tenant-Id` may name the tenant that the token was \
issued for, and no other. Every route with GET also answers HEAD. Clients ignore members that they do not know. \
Texts for people, which are the `title` of a problem and notifications, are in the language that `Accept-Language` prefers, \
else in that of the caller's `locale` setting, else of the tenant's. A request whose head is larger \
than 16 KiB gets 431 without a body, on any route.";

const LEGACY_DESCRIPTION: &str = "\
Other addresses of the operations of the REST API, for clients that expect them. `x-alias-of` names the operation, which \
openapi.json describes; new clients use its address.";

/// The document of the API.
pub(crate) fn document(catalogue: &Catalogue, routes: &[Operation]) -> Value {
    let originals: Vec<_> = routes.iter().filter(|route| !route.is_alias).collect();
    made_of(catalogue, &originals, "Plenum", DESCRIPTION)
}

/// The document of the aliases.
pub(crate) fn legacy_document(catalogue: &Catalogue, routes: &[Operation]) -> Value {
    let aliases: Vec<_> = routes.iter().filter(|route| route.is_alias).collect();
    made_of(catalogue, &aliases, "Plenum: other addresses", LEGACY_DESCRIPTION)
}

fn made_of(catalogue: &Catalogue, routes: &[&Operation], title: &str, description: &str) -> Value {
    let mut schemas = Schemas::new(catalogue.clone());
    let mut paths = Map::new();
    for route in routes {
        let path = paths.entry(route.path.clone()).or_insert_with(|| json!({}));
        path[route.method.as_str().to_lowercase()] = operation::operation(route, routes, &mut schemas);
    }
    let responses = errors::components(routes, &mut schemas);
    let parameters = parameters::components(&mut schemas);
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": title,
            "version": env!("CARGO_PKG_VERSION"),
            "description": description,
            "contact": { "name": "The Plenum project" },
            "license": { "name": "Apache License 2.0", "identifier": "Apache-2.0" }
        },
        "servers": [{ "url": "/", "description": "The server that this document was read from." }],
        "tags": tags::tags(catalogue, routes),
        "paths": paths,
        "components": {
            "schemas": schemas.schemas(),
            "responses": responses,
            "parameters": parameters,
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
    });
    simplify(&mut document);
    remove_unused(&mut document);
    document
}

/// Removes the components that nothing refers to. One that was removed may have been the last to refer to another.
fn remove_unused(document: &mut Value) {
    for kind in ["responses", "parameters", "headers", "schemas", "schemas", "securitySchemes"] {
        let text = document.to_string();
        let Some(components) = document["components"][kind].as_object_mut() else { continue };
        components.retain(|name, _| match kind {
            "securitySchemes" => text.contains(&format!("{{\"{name}\":[]}}")),
            _ => text.contains(&format!("\"#/components/{kind}/{name}\"")),
        });
    }
}
