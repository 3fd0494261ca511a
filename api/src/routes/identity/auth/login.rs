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
    routes::answer::data,
    state::Api,
};

/// The answer instead of tokens: the tenants to choose from.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SelectTenant {
    select_tenant: Vec<TenantChoice>,
}

/// Signs a person in, or lists the tenants to choose from.
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
        LoginOutcome::SelectTenant(select_tenant) => data(SelectTenant { select_tenant }).into_response(),
    })
}
