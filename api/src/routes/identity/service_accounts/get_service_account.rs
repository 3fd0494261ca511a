use axum::{extract::State, response::IntoResponse};
use plenum_app::identity::service_accounts;
use plenum_shared::ids::UserId;

use crate::{
    extract::{Bearer, NoQuery, PathId},
    problem::Problem,
    router::Api,
    routes::data,
};

/// Reads a service account.
pub(crate) async fn get_service_account(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    PathId(id): PathId<UserId>,
    _: NoQuery,
) -> Result<impl IntoResponse, Problem> {
    Ok(data(service_accounts::get(&api.app, &identity, id).await?))
}
