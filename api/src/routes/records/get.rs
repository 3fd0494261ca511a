use axum::response::Response;
use plenum_app::records;
use plenum_shared::{caller::Identity, catalogue::Entity, ids::RecordId};

use super::record;
use crate::{extract::Query, problem::Problem, router::Api};

/// Reads a record, and what is asked to come along with it.
pub(crate) async fn get(
    api: Api,
    entity: &'static Entity,
    identity: Identity,
    id: RecordId,
    mut query: Query,
) -> Result<Response, Problem> {
    let include = query.take("include");
    query.done()?;
    Ok(record(records::get(&api.app, &identity, entity, id, include.as_deref()).await?)?)
}
