use axum::{extract::State, response::Response};
use plenum_app::access::teams;
use plenum_shared::{catalogue::schema::FULL_LINE, ids::TeamId};
use schemars::JsonSchema;

use crate::{
    extract::{Bearer, Fields, IfMatch, JsonObject, NoQuery, PathId},
    problem::Problem,
    routes::answer::versioned,
    state::Api,
};

#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct TeamPatch {
    #[schemars(length(max = 120), regex(pattern = FULL_LINE))]
    name: Option<String>,
}

/// Renames a team.
pub(crate) async fn patch_team(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    PathId(id): PathId<TeamId>,
    _: NoQuery,
    IfMatch(version): IfMatch,
    JsonObject(body): JsonObject,
) -> Result<Response, Problem> {
    let mut fields = Fields::new(body);
    let body = TeamPatch { name: fields.parsed("name", "must be text") };
    fields.done()?;
    versioned(teams::patch(&api.app, &identity, id, version, body.name.as_deref()).await?)
}
