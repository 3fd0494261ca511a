use axum::extract::State;
use http::StatusCode;
use plenum_app::identity::service_accounts;
use plenum_shared::ids::UserId;

use crate::{
    extract::{Bearer, NoQuery, PathId},
    problem::Problem,
    router::Api,
};

/// Revokes a service account for good.
pub(crate) async fn delete_service_account(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    PathId(id): PathId<UserId>,
    _: NoQuery,
) -> Result<StatusCode, Problem> {
    service_accounts::delete(&api.app, &identity, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
