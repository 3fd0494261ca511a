use axum::response::Response;
use plenum_app::records;
use plenum_shared::{caller::Identity, catalogue::Entity, ids::RecordId};

use super::record;
use crate::{problem::Problem, router::Api};

/// Reads a record.
pub(crate) async fn get(
    api: Api,
    entity: &'static Entity,
    identity: Identity,
    id: RecordId,
) -> Result<Response, Problem> {
    Ok(record(records::get(&api.app, &identity, entity, id).await?)?)
}
