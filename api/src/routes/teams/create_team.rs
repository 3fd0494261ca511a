use axum::{extract::State, response::Response};
use http::Uri;
use plenum_app::teams;

use crate::{
    extract::{Bearer, Fields, JsonObject, NoQuery},
    problem::Problem,
    router::Api,
    routes::created,
};

/// Makes a team without members.
pub(crate) async fn create_team(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    address: Uri,
    _: NoQuery,
    JsonObject(body): JsonObject,
) -> Result<Response, Problem> {
    let mut fields = Fields::new(body);
    let name = fields.text("name");
    fields.done()?;
    let team = teams::create(&api.app, &identity, &name).await?;
    Ok(created(address.path(), team.value.id, team)?)
}
