use axum::{extract::State, response::IntoResponse};
use plenum_app::platform::tenants;
use plenum_shared::ids::TenantId;

use crate::{
    extract::{NoQuery, OperatorBearer, PathId},
    problem::Problem,
    router::Api,
    routes::data,
};

/// Reads a tenant.
pub(crate) async fn get_tenant(
    State(api): State<Api>,
    OperatorBearer(operator): OperatorBearer,
    PathId(id): PathId<TenantId>,
    _: NoQuery,
) -> Result<impl IntoResponse, Problem> {
    Ok(data(tenants::get(&api.app, &operator, id).await?))
}
