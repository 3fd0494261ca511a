use axum::extract::State;
use http::StatusCode;
use plenum_app::identity::sessions;

use crate::{
    extract::{Bearer, NoQuery},
    problem::Problem,
    router::Api,
};

/// Ends all of the caller's sessions but the one that asks.
pub(crate) async fn end_other_sessions(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    _: NoQuery,
) -> Result<StatusCode, Problem> {
    sessions::end_others(&api.app, &identity).await?;
    Ok(StatusCode::NO_CONTENT)
}
