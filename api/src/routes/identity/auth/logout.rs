use axum::extract::State;
use http::StatusCode;
use plenum_app::identity::auth;

use crate::{
    extract::{Bearer, NoQuery},
    problem::Problem,
    router::Api,
};

/// Ends the session of the token.
pub(crate) async fn logout(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    _: NoQuery,
) -> Result<StatusCode, Problem> {
    auth::logout(&api.app, &identity).await?;
    Ok(StatusCode::NO_CONTENT)
}
