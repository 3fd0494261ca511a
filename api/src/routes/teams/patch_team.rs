use axum::{extract::State, response::Response};
use plenum_app::teams;
use plenum_shared::ids::TeamId;

use crate::{
    extract::{Bearer, Fields, IfMatch, JsonObject, NoQuery, PathId},
    problem::Problem,
    router::Api,
    routes::versioned,
};

/// Gives a team another name.
pub(crate) async fn patch_team(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    PathId(id): PathId<TeamId>,
    _: NoQuery,
    IfMatch(version): IfMatch,
    JsonObject(body): JsonObject,
) -> Result<Response, Problem> {
    let mut fields = Fields::new(body);
    let name: Option<String> = fields.parsed("name", "must be text");
    fields.done()?;
    Ok(versioned(teams::patch(&api.app, &identity, id, version, name.as_deref()).await?)?)
}
