use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, header};
use plenum_app::identity::service_accounts;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    extract::{ClientCredentials, NoQuery, RequestOrigin},
    problem::Problem,
    state::Api,
};

/// A token in the format of RFC 6749, section 5.1, which has no envelope.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TokenResponse")]
pub(crate) struct TokenAnswer {
    access_token: String,
    /// `Bearer`
    token_type: &'static str,
    /// Seconds.
    expires_in: u64,
}

/// Exchanges the credentials of a service account for an access token.
pub(crate) async fn token(
    State(api): State<Api>,
    RequestOrigin(origin): RequestOrigin,
    _: NoQuery,
    client: ClientCredentials,
) -> Result<Response, Problem> {
    let token = service_accounts::token(&api.app, &client.id, &client.secret, &origin).await?;
    let answer = TokenAnswer { access_token: token.access_token, token_type: "Bearer", expires_in: token.expires_in };
    let uncached = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Ok((uncached, Json(answer)).into_response())
}
