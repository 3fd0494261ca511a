use axum::{extract::State, response::Response};

use super::answer;
use crate::{
    extract::{IfNoneMatch, NoQuery},
    problem::Problem,
    state::Api,
};

/// The OpenAPI document of the other addresses of operations.
pub(crate) async fn openapi_legacy(
    State(api): State<Api>,
    _: NoQuery,
    known: IfNoneMatch,
) -> Result<Response, Problem> {
    answer(&api.documents.openapi_legacy, &known)
}
