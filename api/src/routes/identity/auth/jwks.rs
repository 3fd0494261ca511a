use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, header};

use crate::{extract::NoQuery, state::Api};

/// The public keys that verify our tokens. Keys are only added, so an answer may be cached for a while.
pub(crate) async fn jwks(State(api): State<Api>, _: NoQuery) -> Response {
    let cached = HeaderValue::from_static("public, max-age=300");
    ([(header::CACHE_CONTROL, cached)], Json(api.app.jwks())).into_response()
}
