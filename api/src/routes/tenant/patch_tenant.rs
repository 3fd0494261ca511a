use axum::{extract::State, response::Response};
use plenum_app::tenant;

use crate::{
    extract::{Bearer, Fields, IfMatch, JsonObject, NoQuery},
    problem::Problem,
    router::Api,
    routes::versioned,
};

/// Gives the caller's tenant another name.
pub(crate) async fn patch_tenant(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    _: NoQuery,
    IfMatch(version): IfMatch,
    JsonObject(body): JsonObject,
) -> Result<Response, Problem> {
    let mut fields = Fields::new(body);
    let name: Option<String> = fields.parsed("name", "must be text");
    fields.done()?;
    Ok(versioned(tenant::patch(&api.app, &identity, version, name.as_deref()).await?)?)
}
