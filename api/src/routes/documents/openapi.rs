use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};
use plenum_shared::Error;

use crate::{
    extract::{IfNoneMatch, NoQuery},
    openapi::served,
    problem::Problem,
    router::Api,
};

/// The OpenAPI document of this server. It is as old as the program, so whoever has it need not get it again.
pub(crate) async fn openapi(State(api): State<Api>, _: NoQuery, known: IfNoneMatch) -> Result<Response, Problem> {
    let document = served(api.app.catalogue());
    let etag = HeaderValue::from_str(&document.etag).map_err(Error::internal)?;
    let headers = [(header::ETAG, etag), (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"))];
    if known.has(&document.etag) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    let json = [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))];
    Ok((headers, json, document.text.as_str()).into_response())
}
