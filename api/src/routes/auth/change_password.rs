use axum::extract::State;
use http::StatusCode;
use plenum_app::auth;

use crate::{
    extract::{Bearer, Fields, JsonObject, NoQuery},
    problem::Problem,
    router::Api,
};

/// Gives the caller another password and ends their other sessions.
pub(crate) async fn change_password(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    _: NoQuery,
    JsonObject(body): JsonObject,
) -> Result<StatusCode, Problem> {
    let mut fields = Fields::new(body);
    let (current, new) = (fields.text("currentPassword"), fields.text("newPassword"));
    fields.done()?;
    auth::change_password(&api.app, &identity, &current, &new).await?;
    Ok(StatusCode::NO_CONTENT)
}
