use axum::{extract::State, response::Response};

use super::answer;
use crate::{
    extract::{IfNoneMatch, NoQuery},
    problem::Problem,
    state::Api,
};

/// The OpenAPI document of this server.
pub(crate) async fn openapi(State(api): State<Api>, _: NoQuery, known: IfNoneMatch) -> Result<Response, Problem> {
    answer(&api.documents.openapi, &known)
}
