use axum::extract::State;
use http::StatusCode;
use plenum_app::identity::users;
use plenum_shared::ids::{TeamId, UserId};

use crate::{
    extract::{Bearer, NoQuery, PathIdAndUser},
    problem::Problem,
    router::Api,
};

/// Takes a member out of a team.
pub(crate) async fn remove_team_member(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    PathIdAndUser(team, user): PathIdAndUser<TeamId, UserId>,
    _: NoQuery,
) -> Result<StatusCode, Problem> {
    users::leave_team(&api.app, &identity, user, team).await?;
    Ok(StatusCode::NO_CONTENT)
}
