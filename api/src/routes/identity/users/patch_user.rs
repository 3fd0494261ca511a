use axum::{extract::State, response::Response};
use plenum_app::identity::users::{self, UserPatch};
use plenum_shared::ids::UserId;

use crate::{
    extract::{Bearer, Fields, IfMatch, JsonObject, NoQuery, PathId},
    problem::Problem,
    routes::answer::versioned,
    state::Api,
};

/// Changes a member's role, or suspends or reactivates them.
pub(crate) async fn patch_user(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    PathId(id): PathId<UserId>,
    _: NoQuery,
    IfMatch(version): IfMatch,
    JsonObject(body): JsonObject,
) -> Result<Response, Problem> {
    let mut fields = Fields::new(body);
    let patch = UserPatch {
        role: fields.parsed("role", "must be the key of a role"),
        status: fields.parsed("status", "must be active or suspended"),
    };
    fields.done()?;
    versioned(users::patch(&api.app, &identity, id, version, patch).await?)
}
