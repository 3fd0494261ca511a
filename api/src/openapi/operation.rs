//! One operation: from its description to its part of the document.

use plenum_shared::type_name::member_name;
use serde_json::{Map, Value, json};

use super::{errors, ids::operation_id, links, parameters, security::security, tags::tag};
use crate::{
    contract::{Answer, Auth, Operation, RequestPart, Schemas},
    extract::{FORM, MEDIA_TYPES},
};

/// One operation; `routes` are all operations of the document.
pub(super) fn operation(route: &Operation, routes: &[&Operation], schemas: &mut Schemas) -> Value {
    let contract = &route.contract;
    let mut operation = Map::from_iter([
        ("operationId".to_owned(), json!(operation_id(route))),
        ("summary".to_owned(), json!(contract.summary)),
        ("description".to_owned(), json!(description(route))),
        ("tags".to_owned(), json!([tag(&route.path)])),
    ]);
    if route.is_alias {
        operation.insert("x-alias-of".to_owned(), json!(member_name(&route.name)));
    }
    operation.extend(security(route));
    let parameters = parameters::of(route, schemas);
    if !parameters.is_empty() {
        operation.insert("parameters".to_owned(), json!(parameters));
    }
    if let Some(body) = &contract.body {
        let schema = body.shape.schema(schemas);
        // `application/merge-patch+json` is read too, but generators choose badly among several types of one body.
        let name = if route.parts.contains(&RequestPart::Form) { FORM } else { MEDIA_TYPES[0] };
        operation
            .insert("requestBody".to_owned(), json!({ "required": true, "content": { name: { "schema": schema } } }));
    }
    let mut responses = Map::new();
    for answer in &contract.answers {
        responses.insert(answer.status.as_u16().to_string(), success(route, answer, routes, schemas));
    }
    responses.extend(errors::responses(route));
    operation.insert("responses".to_owned(), json!(responses));
    operation.insert("x-codes".to_owned(), errors::codes(route));
    Value::Object(operation)
}

/// Who may call it, and what may go wrong beyond what follows from the request's form.
fn description(route: &Operation) -> String {
    let contract = &route.contract;
    let callers = match (contract.auth, &contract.permission) {
        (Auth::Public, _) => "Anybody may call it.".to_owned(),
        (Auth::Bearer, None) => "Every member may call it.".to_owned(),
        (Auth::Bearer, Some(permission)) => format!("The caller's role needs the permission `{permission}`."),
        (Auth::Operator, _) => "Operators of the platform may call it.".to_owned(),
    };
    let errors: Vec<_> = contract.errors.iter().map(|code| format!("`{}`", code.as_str())).collect();
    match errors.is_empty() {
        true => callers,
        false => format!("{callers} Errors of its own: {}.", errors.join(", ")),
    }
}

fn success(route: &Operation, answer: &Answer, routes: &[&Operation], schemas: &mut Schemas) -> Value {
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
        "Content-Language": header(
            "The language of the texts for people (BCP 47).",
            json!({ "type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$" }),
        ),
        "Vary": header("What of the request the answer depends on: `Accept-Language` among it.", json!({ "type": "string" })),
        "Cache-Control": header("How long the answer may be cached.", json!({ "type": "string" })),
        "X-Request-Id": header("The id of this request in the server's logs.", json!({ "type": "string", "minLength": 1, "maxLength": 128 })),
        "Retry-After": header("The number of seconds after which to try again.", json!({ "type": "integer", "minimum": 1 })),
        "WWW-Authenticate": header("Always `Bearer`.", json!({ "type": "string", "pattern": "^Bearer" }))
    })
}
