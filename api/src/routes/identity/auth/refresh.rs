use axum::{extract::State, response::IntoResponse};
use plenum_app::identity::auth::{self, Tokens};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    extract::{Fields, JsonObject, NoQuery, RequestOrigin},
    problem::Problem,
    routes::answer::data,
    state::Api,
};

#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "RefreshRequest")]
pub(crate) struct Refresh {
    refresh_token: String,
}

/// The new tokens, under the same name as in the answer of signing in.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "RefreshResult")]
pub(crate) struct Refreshed {
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
    let body = Refresh { refresh_token: fields.text("refreshToken") };
    fields.done()?;
    let tokens = auth::refresh(&api.app, &body.refresh_token, &origin).await?;
    Ok(data(Refreshed { tokens }))
}
