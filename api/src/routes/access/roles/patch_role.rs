use axum::{extract::State, response::Response};
use plenum_app::access::roles;
use plenum_shared::ids::RoleId;

use crate::{
    extract::{Bearer, IfMatch, JsonObject, NoQuery, PathId},
    problem::Problem,
    routes::answer::versioned,
    state::Api,
};

/// Changes a role; its permissions are replaced as a whole.
pub(crate) async fn patch_role(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    PathId(id): PathId<RoleId>,
    _: NoQuery,
    IfMatch(version): IfMatch,
    JsonObject(body): JsonObject,
) -> Result<Response, Problem> {
    versioned(roles::patch(&api.app, &identity, id, version, body).await?)
}
