//! The API's own description.

use http::StatusCode;
use serde_json::json;

use crate::{
    contract::{Answer, Context, Contract, Header, Row, Shape},
    routes::platform::documents::openapi,
};

pub(in crate::router) fn rows(mount: &str) -> Vec<Row> {
    let document = Shape::literal(json!({ "type": "object", "required": ["openapi", "info", "paths"] }));
    let headers = &[Header::Etag, Header::CacheControl];
    let whole = Answer::plain("The document.", document).with_headers(headers);
    let unchanged =
        Answer::nothing("The client has it already.").with_status(StatusCode::NOT_MODIFIED).with_headers(headers);
    let contract = Contract::open("This document", whole).or(unchanged);
    vec![Row::get(Context::Platform, format!("{mount}/openapi.json"), "openapi", openapi, contract)]
}
