use axum::{extract::State, response::Response};
use http::Uri;
use plenum_app::access::teams;
use plenum_shared::catalogue::schema::FULL_LINE;
use schemars::JsonSchema;

use crate::{
    extract::{Bearer, Fields, JsonObject, NoQuery},
    problem::Problem,
    routes::answer::created,
    state::Api,
};

#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct NewTeam {
    #[schemars(length(max = 120), regex(pattern = FULL_LINE))]
    name: String,
}

/// Creates a team without members.
pub(crate) async fn create_team(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    address: Uri,
    _: NoQuery,
    JsonObject(body): JsonObject,
) -> Result<Response, Problem> {
    let mut fields = Fields::new(body);
    let body = NewTeam { name: fields.text("name") };
    fields.done()?;
    let team = teams::create(&api.app, &identity, &body.name).await?;
    created(address.path(), team.value.id, team)
}
