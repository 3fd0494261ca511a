use axum::extract::State;
use http::StatusCode;
use plenum_app::identity::sessions;
use plenum_shared::ids::SessionId;

use crate::{
    extract::{Bearer, NoQuery, PathId},
    problem::Problem,
    router::Api,
};

/// Ends one of the caller's sessions.
pub(crate) async fn end_session(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    PathId(id): PathId<SessionId>,
    _: NoQuery,
) -> Result<StatusCode, Problem> {
    sessions::end(&api.app, &identity, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
