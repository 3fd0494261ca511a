use axum::response::Response;
use plenum_app::records;
use plenum_shared::{caller::Identity, catalogue::Entity, ids::RecordId};

use super::record;
use crate::{
    extract::{IfMatch, JsonObject},
    problem::Problem,
    router::Api,
};

/// Makes a record what the body says; fields it does not name get their default, or none.
pub(crate) async fn replace(
    api: Api,
    entity: &'static Entity,
    identity: Identity,
    id: RecordId,
    IfMatch(version): IfMatch,
    JsonObject(body): JsonObject,
) -> Result<Response, Problem> {
    Ok(record(records::replace(&api.app, &identity, entity, id, version, body).await?)?)
}
