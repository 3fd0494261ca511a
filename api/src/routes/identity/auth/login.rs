use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use plenum_app::identity::auth::{self, Login, LoginOutcome, TenantChoice};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    extract::{Fields, JsonObject, NoQuery, RequestOrigin},
    problem::Problem,
    router::Api,
    routes::data,
};

/// A question instead of tokens: which of these tenants?
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "SelectTenant")]
pub(crate) struct Choice {
    select_tenant: Vec<TenantChoice>,
}

/// Signs a person in, or asks one of several tenants which it shall be.
pub(crate) async fn login(
    State(api): State<Api>,
    RequestOrigin(origin): RequestOrigin,
    _: NoQuery,
    JsonObject(body): JsonObject,
) -> Result<Response, Problem> {
    let mut fields = Fields::new(body);
    let input = Login {
        email: fields.text("email"),
        password: fields.text("password"),
        tenant_id: fields.parsed("tenantId", "must be the id of a tenant"),
    };
    fields.done()?;
    Ok(match auth::login(&api.app, &input, &origin).await? {
        LoginOutcome::SignedIn(signed_in) => data(signed_in).into_response(),
        LoginOutcome::SelectTenant(select_tenant) => data(Choice { select_tenant }).into_response(),
    })
}
