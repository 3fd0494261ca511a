use axum::{extract::State, response::Response};
use http::Uri;
use plenum_app::identity::invitations;

use crate::{
    extract::{Bearer, Query},
    problem::Problem,
    router::Api,
    routes::page,
};

/// Reads a page of the invitations, the newest first.
pub(crate) async fn list_invitations(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    address: Uri,
    query: Query,
) -> Result<Response, Problem> {
    let request = page::requested(query)?;
    Ok(page::answer(&address, invitations::list(&api.app, &identity, request).await?)?)
}
