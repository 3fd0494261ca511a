use axum::response::Response;
use plenum_app::records;
use plenum_shared::{caller::Identity, catalogue::Entity, ids::RecordId};

use crate::{extract::Query, problem::Problem, routes::answer::record, state::Api};

/// Reads a record, and the related records that `include` requests.
pub(crate) async fn get(
    api: Api,
    entity: &'static Entity,
    identity: Identity,
    id: RecordId,
    mut query: Query,
) -> Result<Response, Problem> {
    let include = query.take("include");
    query.done()?;
    record(records::get(&api.app, &identity, entity, id, include.as_deref()).await?)
}
