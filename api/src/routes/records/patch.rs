use axum::response::Response;
use plenum_app::records;
use plenum_shared::{caller::Identity, catalogue::Entity, ids::RecordId};

use super::record;
use crate::{
    extract::{IfMatch, JsonObject},
    problem::Problem,
    router::Api,
};

/// Changes the fields of a record that a merge patch names (RFC 7396).
pub(crate) async fn patch(
    api: Api,
    entity: &'static Entity,
    identity: Identity,
    id: RecordId,
    IfMatch(version): IfMatch,
    JsonObject(body): JsonObject,
) -> Result<Response, Problem> {
    Ok(record(records::patch(&api.app, &identity, entity, id, version, body).await?)?)
}
