use axum::response::Response;
use http::Uri;
use plenum_app::history;
use plenum_shared::{caller::Identity, catalogue::Entity, ids::RecordId};

use super::requested;
use crate::{extract::Query, problem::Problem, routes::page, state::Api};

/// Reads a page of a record's changes and of its activities.
pub(crate) async fn get_timeline(
    api: Api,
    entity: &'static Entity,
    identity: Identity,
    id: RecordId,
    address: Uri,
    mut query: Query,
) -> Result<Response, Problem> {
    let request = requested(&mut query)?;
    query.done()?;
    let found = history::timeline(&api.app, &identity, entity, id, &request).await?;
    page::answer_narrowed(&address, &found.query, found.page)
}
