use axum::{extract::State, response::Response};
use http::Uri;
use plenum_app::access::roles;

use crate::{
    extract::{Bearer, JsonObject, NoQuery},
    problem::Problem,
    routes::answer::created,
    state::Api,
};

/// Creates a role with no more access than the caller's.
pub(crate) async fn create_role(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    address: Uri,
    _: NoQuery,
    JsonObject(body): JsonObject,
) -> Result<Response, Problem> {
    let role = roles::create(&api.app, &identity, body).await?;
    created(address.path(), role.value.id, role)
}
