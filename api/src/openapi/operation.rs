//! One operation: from a row of the table to its part of the document.

use http::Method;
use serde_json::{Map, Value, json};

use super::{links, parameters, refusals, schemas::Schemas, tag};
use crate::{
    extract::{FORM, MEDIA_TYPES},
    router::{Answer, Auth, Header, Part, Row},
};

pub(super) fn operation(row: &Row, rows: &[Row], schemas: &mut Schemas) -> Value {
    let contract = &row.contract;
    let mut operation = Map::from_iter([
        ("operationId".to_owned(), json!(row.operation)),
        ("summary".to_owned(), json!(contract.summary)),
        ("tags".to_owned(), json!([tag(&row.path)])),
    ]);
    operation.extend(access(row));
    let parameters = parameters::of(row, schemas.catalogue());
    if !parameters.is_empty() {
        operation.insert("parameters".to_owned(), json!(parameters));
    }
    if let Some(body) = &contract.body {
        let schema = body.schema(schemas);
        // Either name is read everywhere; where nothing is patched, one is enough to tell of.
        let names = match row.method {
            _ if row.parts.contains(&Part::Form) => &[FORM][..],
            Method::PATCH => &MEDIA_TYPES[..],
            _ => &MEDIA_TYPES[..1],
        };
        let content: Map<_, _> = names.iter().map(|name| ((*name).to_owned(), json!({ "schema": schema }))).collect();
        operation.insert("requestBody".to_owned(), json!({ "required": true, "content": content }));
    }
    let mut responses = Map::new();
    for answer in &contract.answers {
        responses.insert(answer.status.as_u16().to_string(), success(row, answer, rows, schemas));
    }
    responses.extend(refusals::responses(row, schemas));
    operation.insert("responses".to_owned(), json!(responses));
    Value::Object(operation)
}

/// Who may call: the token, and the permission that the caller's role needs. Null: every member may.
pub(super) fn access(row: &Row) -> Vec<(String, Value)> {
    match row.contract.auth {
        Auth::Public => vec![("security".to_owned(), json!([]))],
        Auth::Bearer => vec![
            ("security".to_owned(), json!([{ "bearer": [] }])),
            ("x-permission".to_owned(), json!(row.contract.permission)),
        ],
        Auth::Operator => vec![("security".to_owned(), json!([{ "operator": [] }]))],
    }
}

fn success(row: &Row, answer: &Answer, rows: &[Row], schemas: &mut Schemas) -> Value {
    let named = answer.headers.iter().map(|header| header.name()).chain(["X-Request-Id"]);
    let headers = named.map(|name| (name.to_owned(), json!({ "$ref": format!("#/components/headers/{name}") })));
    let mut response = json!({ "description": answer.meaning, "headers": headers.collect::<Map<_, _>>() });
    if let Some(body) = &answer.body {
        response["content"] = json!({ "application/json": { "schema": body.schema(schemas) } });
    }
    let links = links::after(row, rows);
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
            "Where the tenant's log stood: a hub that resumes from here misses nothing that came after this answer.",
            json!({ "type": "string", "minLength": 1 }),
        ),
        "Location": header("The path of what was made.", json!({ "type": "string", "format": "uri-reference" })),
        "Link": {
            "description": "The neighbouring pages (RFC 8288), when there are any.",
            "schema": { "type": "string" }
        },
        "Cache-Control": header("How long the answer may be kept.", json!({ "type": "string" })),
        "X-Request-Id": header("The name of this request in our logs.", json!({ "type": "string", "minLength": 1, "maxLength": 128 })),
        "Retry-After": header("In how many seconds to try again.", json!({ "type": "integer", "minimum": 1 })),
        "WWW-Authenticate": header("Always `Bearer`.", json!({ "type": "string", "pattern": "^Bearer" }))
    })
}

impl Header {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Header::Etag => "ETag",
            Header::EventCursor => "X-Event-Cursor",
            Header::Location => "Location",
            Header::Link => "Link",
            Header::CacheControl => "Cache-Control",
        }
    }
}
