use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};
use plenum_shared::Error;

use crate::{
    extract::{IfNoneMatch, NoQuery},
    problem::Problem,
    state::Api,
};

/// The OpenAPI document of this server. It changes with the program only, so a client that has it need not get it
/// again.
pub(crate) async fn openapi(State(api): State<Api>, _: NoQuery, known: IfNoneMatch) -> Result<Response, Problem> {
    let document = &api.document;
    let etag = HeaderValue::from_str(&document.etag).map_err(Error::internal)?;
    let headers = [(header::ETAG, etag), (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"))];
    if known.has(&document.etag) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    let json = [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))];
    Ok((headers, json, document.text.clone()).into_response())
}
