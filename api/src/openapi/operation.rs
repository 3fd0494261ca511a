//! One operation: from its description to its part of the document.

use http::Method;
use serde_json::{Map, Value, json};

use super::{errors, links, parameters, security::security, tags::tag};
use crate::{
    contract::{Answer, Operation, RequestPart, Schemas},
    extract::{FORM, MEDIA_TYPES},
};

pub(super) fn operation(route: &Operation, routes: &[Operation], schemas: &mut Schemas) -> Value {
    let contract = &route.contract;
    let mut operation = Map::from_iter([
        ("operationId".to_owned(), json!(route.name)),
        ("summary".to_owned(), json!(contract.summary)),
        ("tags".to_owned(), json!([tag(&route.path)])),
    ]);
    operation.extend(security(route));
    let parameters = parameters::of(route, schemas.catalogue());
    if !parameters.is_empty() {
        operation.insert("parameters".to_owned(), json!(parameters));
    }
    if let Some(body) = &contract.body {
        let schema = body.shape.schema(schemas);
        // Both media types are read everywhere; only a PATCH lists the second.
        let names = match route.method {
            _ if route.parts.contains(&RequestPart::Form) => &[FORM][..],
            Method::PATCH => &MEDIA_TYPES[..],
            _ => &MEDIA_TYPES[..1],
        };
        let content: Map<_, _> = names.iter().map(|name| ((*name).to_owned(), json!({ "schema": schema }))).collect();
        operation.insert("requestBody".to_owned(), json!({ "required": true, "content": content }));
    }
    let mut responses = Map::new();
    for answer in &contract.answers {
        responses.insert(answer.status.as_u16().to_string(), success(route, answer, routes, schemas));
    }
    responses.extend(errors::responses(route, schemas));
    operation.insert("responses".to_owned(), json!(responses));
    Value::Object(operation)
}

fn success(route: &Operation, answer: &Answer, routes: &[Operation], schemas: &mut Schemas) -> Value {
    let named = answer.headers.iter().map(|header| header.name()).chain(["X-Request-Id"]);
    let headers = named.map(|name| (name.to_owned(), json!({ "$ref": format!("#/components/headers/{name}") })));
    let mut response = json!({ "description": answer.meaning, "headers": headers.collect::<Map<_, _>>() });
    if let Some(body) = &answer.body {
        response["content"] = json!({ "application/json": { "schema": body.schema(schemas) } });
    }
    let links = links::after(route, routes);
    if !links.is_empty() {
        response["links"] = json!(links);
    }
    response
}

/// The headers that answers share.
pub(super) fn headers() -> Value {
    let header =
        |description: &str, schema: Value| json!({ "description": description, "required": true, "schema": schema });
    json!({
        "ETag": header("The version, for `If-Match`.", json!({ "type": "string", "pattern": "^\".+\"$" })),
        "X-Event-Cursor": header(
            "The position of the tenant's log: a client that resumes a hub from here misses no event after this answer.",
            json!({ "type": "string", "minLength": 1 }),
        ),
        "Location": header("The path of the new thing.", json!({ "type": "string", "format": "uri-reference" })),
        "Link": {
            "description": "The neighbouring pages (RFC 8288), when there are any.",
            "schema": { "type": "string" }
        },
        "Cache-Control": header("How long the answer may be cached.", json!({ "type": "string" })),
        "X-Request-Id": header("The id of this request in the server's logs.", json!({ "type": "string", "minLength": 1, "maxLength": 128 })),
        "Retry-After": header("The number of seconds after which to try again.", json!({ "type": "integer", "minimum": 1 })),
        "WWW-Authenticate": header("Always `Bearer`.", json!({ "type": "string", "pattern": "^Bearer" }))
    })
}
