use http::StatusCode;
use plenum_app::records::followers;
use plenum_shared::{caller::Identity, catalogue::Entity, ids::RecordId};

use crate::{problem::Problem, router::Api};

/// Stops following a record.
pub(crate) async fn unfollow_record(
    api: Api,
    entity: &'static Entity,
    identity: Identity,
    id: RecordId,
) -> Result<StatusCode, Problem> {
    followers::unfollow(&api.app, &identity, entity, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
