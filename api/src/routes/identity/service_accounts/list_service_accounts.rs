use axum::{extract::State, response::Response};
use http::Uri;
use plenum_app::identity::service_accounts;

use crate::{
    extract::{Bearer, Query},
    problem::Problem,
    router::Api,
    routes::page,
};

/// Reads a page of the service accounts, the newest first.
pub(crate) async fn list_service_accounts(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    address: Uri,
    query: Query,
) -> Result<Response, Problem> {
    let request = page::requested(query)?;
    Ok(page::answer(&address, service_accounts::list(&api.app, &identity, request).await?)?)
}
