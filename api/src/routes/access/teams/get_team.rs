use axum::{extract::State, response::Response};
use plenum_app::access::teams;
use plenum_shared::ids::TeamId;

use crate::{
    extract::{Bearer, NoQuery, PathId},
    problem::Problem,
    router::Api,
    routes::versioned,
};

/// Reads a team.
pub(crate) async fn get_team(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    PathId(id): PathId<TeamId>,
    _: NoQuery,
) -> Result<Response, Problem> {
    Ok(versioned(teams::get(&api.app, &identity, id).await?)?)
}
