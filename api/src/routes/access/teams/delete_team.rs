use axum::extract::State;
use http::StatusCode;
use plenum_app::access::teams;
use plenum_shared::ids::TeamId;

use crate::{
    extract::{Bearer, IfMatch, NoQuery, PathId},
    problem::Problem,
    router::Api,
};

/// Deletes a team that no record names.
pub(crate) async fn delete_team(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    PathId(id): PathId<TeamId>,
    _: NoQuery,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    teams::delete(&api.app, &identity, id, version).await?;
    Ok(StatusCode::NO_CONTENT)
}
