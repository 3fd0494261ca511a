//! The answers that routes share: one thing in an envelope, with its version and the event cursor in the headers.

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use plenum_app::{Versioned, records::RecordView};
use plenum_shared::{Error, Result, language::Language};
use serde::Serialize;

use crate::problem::Problem;

/// The position of the tenant's log when the answer was made: a client that listens from there on misses nothing.
pub(super) const EVENT_CURSOR: HeaderName = HeaderName::from_static("x-event-cursor");

/// The envelope of every success.
#[derive(Serialize)]
struct Data<T> {
    data: T,
}

/// The headers of an answer whose texts are in this language because the request accepts it, or the settings say so.
pub(crate) fn in_language(language: Language) -> [(HeaderName, HeaderValue); 2] {
    let tag = HeaderValue::from_static(language.tag());
    [(header::CONTENT_LANGUAGE, tag), (header::VARY, HeaderValue::from_static("accept-language"))]
}

/// `{"data": …}`
pub(crate) fn data(value: impl Serialize) -> Response {
    Json(Data { data: value }).into_response()
}

/// One thing with its version and cursor in the headers.
pub(crate) fn versioned<T: Serialize>(found: Versioned<T>) -> Result<Response, Problem> {
    Ok((headers(found.version, &found.cursor)?, data(found.value)).into_response())
}

/// A new thing, with its address in the headers; `collection` is the path that it was posted to.
pub(super) fn created<T: Serialize>(
    collection: &str,
    id: impl std::fmt::Display,
    found: Versioned<T>,
) -> Result<Response, Problem> {
    let location = header_value(&format!("{collection}/{id}"))?;
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], versioned(found)?).into_response())
}

/// A record with its version and cursor in the headers.
pub(crate) fn record(found: RecordView) -> Result<Response, Problem> {
    Ok((headers(found.version, &found.cursor)?, data(found.record)).into_response())
}

/// A deleted record: 204 with its last version and the cursor in the headers.
pub(crate) fn deleted(found: &RecordView) -> Result<Response, Problem> {
    Ok((StatusCode::NO_CONTENT, headers(found.version, &found.cursor)?).into_response())
}

fn headers(version: i64, cursor: &str) -> Result<HeaderMap> {
    let mut headers = HeaderMap::new();
    headers.insert(header::ETAG, header_value(&format!("\"v{version}\""))?);
    headers.insert(EVENT_CURSOR, header_value(cursor)?);
    Ok(headers)
}

pub(super) fn header_value(text: &str) -> Result<HeaderValue> {
    HeaderValue::from_str(text).map_err(Error::internal)
}
