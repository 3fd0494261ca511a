use axum::extract::State;
use http::StatusCode;
use plenum_app::identity::users;
use plenum_shared::ids::{TeamId, UserId};

use crate::{
    extract::{Bearer, NoQuery, PathIdAndUser},
    problem::Problem,
    router::Api,
};

/// Puts a member into a team; one who is in it stays.
pub(crate) async fn add_team_member(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    PathIdAndUser(team, user): PathIdAndUser<TeamId, UserId>,
    _: NoQuery,
) -> Result<StatusCode, Problem> {
    users::join_team(&api.app, &identity, user, team).await?;
    Ok(StatusCode::NO_CONTENT)
}
