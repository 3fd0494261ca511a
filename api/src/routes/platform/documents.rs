//! The API's own descriptions. They change with the program only, so a client that has one need not get it again.

mod openapi;
mod openapi_legacy;

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
pub(crate) use openapi::openapi;
pub(crate) use openapi_legacy::openapi_legacy;
use plenum_shared::Error;

use crate::{extract::IfNoneMatch, problem::Problem, state::ServedDocument};

/// The document, or 304 to a client that has it.
fn answer(document: &ServedDocument, known: &IfNoneMatch) -> Result<Response, Problem> {
    let etag = HeaderValue::from_str(&document.etag).map_err(Error::internal)?;
    let headers = [(header::ETAG, etag), (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"))];
    if known.has(&document.etag) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    let json = [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))];
    Ok((headers, json, document.text.clone()).into_response())
}
