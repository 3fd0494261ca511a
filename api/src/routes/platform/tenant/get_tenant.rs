use axum::{extract::State, response::Response};
use plenum_app::platform::own_tenant;

use crate::{
    extract::{Bearer, NoQuery},
    problem::Problem,
    router::Api,
    routes::versioned,
};

/// Reads the caller's tenant.
pub(crate) async fn get_tenant(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    _: NoQuery,
) -> Result<Response, Problem> {
    Ok(versioned(own_tenant::get(&api.app, &identity).await?)?)
}
