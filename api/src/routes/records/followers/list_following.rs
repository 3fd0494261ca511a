use axum::{extract::State, response::Response};
use http::Uri;
use plenum_app::records::followers;

use crate::{
    extract::{Bearer, Query},
    problem::Problem,
    router::Api,
    routes::page,
};

/// Reads a page of the records that the caller follows, the last followed first.
pub(crate) async fn list_following(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    address: Uri,
    query: Query,
) -> Result<Response, Problem> {
    let request = page::requested(query)?;
    Ok(page::answer(&address, followers::following(&api.app, &identity, request).await?)?)
}
