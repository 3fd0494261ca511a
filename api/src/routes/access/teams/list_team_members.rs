use axum::{extract::State, response::Response};
use http::Uri;
use plenum_app::access::teams;
use plenum_shared::ids::TeamId;

use crate::{
    extract::{Bearer, PathId, Query},
    problem::Problem,
    router::Api,
    routes::page,
};

/// Reads a page of the members of a team.
pub(crate) async fn list_team_members(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    PathId(id): PathId<TeamId>,
    address: Uri,
    query: Query,
) -> Result<Response, Problem> {
    let request = page::requested(query)?;
    Ok(page::answer(&address, teams::list_members(&api.app, &identity, id, request).await?)?)
}
