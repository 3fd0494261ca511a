use axum::response::{IntoResponse, Response};
use http::StatusCode;
use plenum_app::records;
use plenum_shared::{caller::Identity, catalogue::Entity, ids::RecordId};

use super::headers;
use crate::{extract::IfMatch, problem::Problem, router::Api};

/// Deletes a record softly; it can be restored.
pub(crate) async fn delete(
    api: Api,
    entity: &'static Entity,
    identity: Identity,
    id: RecordId,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    let found = records::delete(&api.app, &identity, entity, id, version).await?;
    Ok((StatusCode::NO_CONTENT, headers(&found)?).into_response())
}
