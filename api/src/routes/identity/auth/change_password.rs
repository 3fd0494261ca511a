use axum::extract::State;
use http::StatusCode;
use plenum_app::identity::auth;
use schemars::JsonSchema;

use crate::{
    extract::{Bearer, Fields, JsonObject, NoQuery},
    problem::Problem,
    state::Api,
};

#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "PasswordChange")]
pub(crate) struct ChangePassword {
    #[schemars(length(max = 256))]
    current_password: String,
    #[schemars(length(min = 8, max = 256))]
    new_password: String,
}

/// Changes the caller's password and ends their other sessions.
pub(crate) async fn change_password(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    _: NoQuery,
    JsonObject(body): JsonObject,
) -> Result<StatusCode, Problem> {
    let mut fields = Fields::new(body);
    let body =
        ChangePassword { current_password: fields.text("currentPassword"), new_password: fields.text("newPassword") };
    fields.done()?;
    auth::change_password(&api.app, &identity, &body.current_password, &body.new_password).await?;
    Ok(StatusCode::NO_CONTENT)
}
