use axum::{extract::State, response::Response};
use plenum_app::platform::own_tenant::{self, TenantChange};
use plenum_shared::catalogue::schema::FULL_LINE;
use schemars::JsonSchema;

use crate::{
    extract::{Bearer, Fields, IfMatch, JsonObject, NoQuery},
    problem::Problem,
    routes::answer::versioned,
    state::Api,
};

#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "the fields are read from the body by name")]
pub(crate) struct TenantPatch {
    #[schemars(length(max = 120), regex(pattern = FULL_LINE))]
    name: Option<String>,
    settings: Option<TenantSettingsPatch>,
}

/// Named settings change, null restores the default of the installation, the rest stays.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
struct TenantSettingsPatch {
    #[schemars(range(min = 5, max = 60))]
    access_token_minutes: Option<u64>,
}

/// Changes the name or the settings of the caller's tenant.
pub(crate) async fn patch_tenant(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    _: NoQuery,
    IfMatch(version): IfMatch,
    JsonObject(body): JsonObject,
) -> Result<Response, Problem> {
    let mut fields = Fields::new(body);
    let change = TenantChange { name: fields.parsed("name", "must be text"), settings: fields.object("settings") };
    fields.done()?;
    versioned(own_tenant::patch(&api.app, &identity, version, &change).await?)
}
