use axum::{extract::State, response::Response};
use plenum_app::tenant;
use plenum_shared::catalogue::schema::FULL_LINE;
use schemars::JsonSchema;

use crate::{
    extract::{Bearer, Fields, IfMatch, JsonObject, NoQuery},
    problem::Problem,
    router::Api,
    routes::versioned,
};

#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct TenantPatch {
    #[schemars(length(max = 120), regex(pattern = FULL_LINE))]
    name: Option<String>,
}

/// Gives the caller's tenant another name.
pub(crate) async fn patch_tenant(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    _: NoQuery,
    IfMatch(version): IfMatch,
    JsonObject(body): JsonObject,
) -> Result<Response, Problem> {
    let mut fields = Fields::new(body);
    let body = TenantPatch { name: fields.parsed("name", "must be text") };
    fields.done()?;
    Ok(versioned(tenant::patch(&api.app, &identity, version, body.name.as_deref()).await?)?)
}
