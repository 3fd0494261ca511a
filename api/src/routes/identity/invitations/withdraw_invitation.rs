use axum::extract::State;
use http::StatusCode;
use plenum_app::identity::invitations;
use plenum_shared::ids::InvitationId;

use crate::{
    extract::{Bearer, NoQuery, PathId},
    problem::Problem,
    router::Api,
};

/// Withdraws an open invitation.
pub(crate) async fn withdraw_invitation(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    PathId(id): PathId<InvitationId>,
    _: NoQuery,
) -> Result<StatusCode, Problem> {
    invitations::withdraw(&api.app, &identity, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
