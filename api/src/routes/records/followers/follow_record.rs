use http::StatusCode;
use plenum_app::records::followers;
use plenum_shared::{caller::Identity, catalogue::Entity, ids::RecordId};

use crate::{problem::Problem, router::Api};

/// Follows a record; who follows it already goes on doing so.
pub(crate) async fn follow_record(
    api: Api,
    entity: &'static Entity,
    identity: Identity,
    id: RecordId,
) -> Result<StatusCode, Problem> {
    followers::follow(&api.app, &identity, entity, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
