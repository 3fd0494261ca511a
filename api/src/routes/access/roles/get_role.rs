use axum::{extract::State, response::Response};
use plenum_app::access::roles;
use plenum_shared::ids::RoleId;

use crate::{
    extract::{Bearer, NoQuery, PathId},
    problem::Problem,
    router::Api,
    routes::versioned,
};

/// Reads a role with its permissions.
pub(crate) async fn get_role(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    PathId(id): PathId<RoleId>,
    _: NoQuery,
) -> Result<Response, Problem> {
    Ok(versioned(roles::get(&api.app, &identity, id).await?)?)
}
