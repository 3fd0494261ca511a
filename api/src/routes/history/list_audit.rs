use axum::{extract::State, response::Response};
use http::Uri;
use plenum_app::history;

use super::requested;
use crate::{
    extract::{Bearer, Query},
    problem::Problem,
    routes::page,
    state::Api,
};

/// Reads a page of the audit of the caller's tenant.
pub(crate) async fn list_audit(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    address: Uri,
    mut query: Query,
) -> Result<Response, Problem> {
    let mut request = requested(&mut query)?;
    request.entity = query.take("entity");
    query.done()?;
    let found = history::tenant_audit(&api.app, &identity, &request).await?;
    page::answer_narrowed(&address, &found.query, found.page)
}
