use axum::extract::State;
use http::StatusCode;
use plenum_app::access::roles;
use plenum_shared::ids::RoleId;

use crate::{
    extract::{Bearer, IfMatch, NoQuery, PathId},
    problem::Problem,
    router::Api,
};

/// Deletes a role that nobody has.
pub(crate) async fn delete_role(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    PathId(id): PathId<RoleId>,
    _: NoQuery,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    roles::delete(&api.app, &identity, id, version).await?;
    Ok(StatusCode::NO_CONTENT)
}
