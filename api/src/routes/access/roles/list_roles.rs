use axum::{extract::State, response::Response};
use http::Uri;
use plenum_app::access::roles;

use crate::{
    extract::{Bearer, Query},
    problem::Problem,
    router::Api,
    routes::page,
};

/// Reads a page of the roles, the newest first.
pub(crate) async fn list_roles(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    address: Uri,
    query: Query,
) -> Result<Response, Problem> {
    let request = page::requested(query)?;
    Ok(page::answer(&address, roles::list(&api.app, &identity, request).await?)?)
}
