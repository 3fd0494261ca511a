use axum::response::Response;
use plenum_app::records;
use plenum_shared::{caller::Identity, catalogue::Entity, ids::RecordId};

use super::record;
use crate::{problem::Problem, router::Api};

/// Brings a deleted record back.
pub(crate) async fn restore(
    api: Api,
    entity: &'static Entity,
    identity: Identity,
    id: RecordId,
) -> Result<Response, Problem> {
    Ok(record(records::restore(&api.app, &identity, entity, id).await?)?)
}
