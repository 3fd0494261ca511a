//! The API's own descriptions.

use http::StatusCode;
use serde_json::json;

use crate::{
    contract::{Answer, ContextName, Contract, Header, Row, Shape},
    routes::platform::documents::{openapi, openapi_legacy},
};

pub(in crate::router) fn rows(mount: &str) -> Vec<Row> {
    let at = |name: &str| format!("{mount}/{name}");
    vec![
        Row::get(ContextName::Platform, at("openapi.json"), "openapi", openapi, document("This document")),
        Row::get(
            ContextName::Platform,
            at("openapi.legacy.json"),
            "openapi_legacy",
            openapi_legacy,
            document("The document of the other addresses of operations"),
        ),
    ]
}

fn document(summary: &'static str) -> Contract {
    let document = Shape::named(
        "OpenApiDocument",
        json!({
            "type": "object",
            "description": "An OpenAPI document.",
            "required": ["openapi"],
            "properties": { "openapi": { "type": "string" } },
            "additionalProperties": true
        }),
    );
    let headers = &[Header::Etag, Header::CacheControl];
    let whole = Answer::plain("The document.", document).with_headers(headers);
    let unchanged =
        Answer::nothing("The client has it already.").with_status(StatusCode::NOT_MODIFIED).with_headers(headers);
    Contract::open(summary, whole).or(unchanged)
}
