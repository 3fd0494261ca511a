use axum::{extract::State, response::Response};
use http::Uri;
use plenum_app::access::teams;

use crate::{
    extract::{Bearer, Query},
    problem::Problem,
    router::Api,
    routes::page,
};

/// Reads a page of the teams, the newest first.
pub(crate) async fn list_teams(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    address: Uri,
    query: Query,
) -> Result<Response, Problem> {
    let request = page::requested(query)?;
    Ok(page::answer(&address, teams::list(&api.app, &identity, request).await?)?)
}
