use axum::{extract::State, response::IntoResponse};
use plenum_app::access::roles;

use crate::{
    extract::{Bearer, NoQuery},
    problem::Problem,
    router::Api,
    routes::data,
};

/// Everything that a role can be granted: modules, actions, scopes and fields.
pub(crate) async fn list_permissions(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    _: NoQuery,
) -> Result<impl IntoResponse, Problem> {
    Ok(data(roles::permissions(&api.app, &identity).await?))
}
