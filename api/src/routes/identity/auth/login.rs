use axum::{extract::State, response::Response};
use plenum_app::identity::auth::{self, Login, LoginOutcome, SignedIn, SignedInUser, TenantChoice, TenantView, Tokens};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    extract::{Fields, JsonObject, NoQuery, RequestOrigin},
    problem::Problem,
    routes::answer::data,
    state::Api,
};

/// Either `user`, `tenant` and `tokens`, or `selectTenant`: the tenants to choose from, for a person who belongs to
/// several. They sign in again with `tenantId`.
#[derive(Default, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LoginResult {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "SignedInUser")]
    user: Option<SignedInUser>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "TenantView")]
    tenant: Option<TenantView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Tokens")]
    tokens: Option<Tokens>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<TenantChoice>")]
    select_tenant: Option<Vec<TenantChoice>>,
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
    let result = match auth::login(&api.app, &input, &origin).await? {
        LoginOutcome::SignedIn(signed_in) => {
            let SignedIn { user, tenant, tokens } = *signed_in;
            LoginResult { user: Some(user), tenant: Some(tenant), tokens: Some(tokens), select_tenant: None }
        }
        LoginOutcome::SelectTenant(tenants) => LoginResult { select_tenant: Some(tenants), ..LoginResult::default() },
    };
    Ok(data(result))
}
