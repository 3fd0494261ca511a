use axum::{extract::State, response::IntoResponse};
use plenum_app::auth::{self, Tokens};
use serde::Serialize;

use crate::{
    extract::{Fields, JsonObject, NoQuery, RequestOrigin},
    problem::Problem,
    router::Api,
    routes::data,
};

/// The same place in the answer where signing in puts the tokens.
#[derive(Serialize)]
struct Refreshed {
    tokens: Tokens,
}

/// Exchanges a refresh token for new tokens.
pub(crate) async fn refresh(
    State(api): State<Api>,
    RequestOrigin(origin): RequestOrigin,
    _: NoQuery,
    JsonObject(body): JsonObject,
) -> Result<impl IntoResponse, Problem> {
    let mut fields = Fields::new(body);
    let token = fields.text("refreshToken");
    fields.done()?;
    let tokens = auth::refresh(&api.app, &token, &origin).await?;
    Ok(data(Refreshed { tokens }))
}
