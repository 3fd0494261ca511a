use axum::{extract::State, response::Response};
use plenum_app::identity::users;
use plenum_shared::ids::UserId;

use crate::{
    extract::{Bearer, NoQuery, PathId},
    problem::Problem,
    router::Api,
    routes::versioned,
};

/// Reads a member.
pub(crate) async fn get_user(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    PathId(id): PathId<UserId>,
    _: NoQuery,
) -> Result<Response, Problem> {
    Ok(versioned(users::get(&api.app, &identity, id).await?)?)
}
