use axum::{extract::State, response::Response};
use http::Uri;
use plenum_app::history::change_sets::{self, ChangeSetRequest};

use crate::{
    extract::{Bearer, Query},
    problem::Problem,
    routes::page,
    state::Api,
};

/// Reads a page of the change sets of the caller's tenant.
pub(crate) async fn list_change_sets(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    address: Uri,
    mut query: Query,
) -> Result<Response, Problem> {
    let limit = query.take_parsed("limit", "expected a whole number")?;
    let request = ChangeSetRequest { limit, cursor: query.take("cursor"), actor: query.take("actor") };
    query.done()?;
    let page = change_sets::list(&api.app, &identity, &request).await?;
    // An id has one spelling that needs no escaping, and another is refused.
    let narrowed: Vec<_> = request.actor.map(|actor| ("actor", actor)).into_iter().collect();
    page::answer_narrowed(&address, &narrowed, page)
}
