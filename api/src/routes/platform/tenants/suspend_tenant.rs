use axum::{extract::State, response::IntoResponse};
use plenum_app::platform::tenants;
use plenum_shared::ids::TenantId;

use super::reason;
use crate::{
    extract::{JsonObject, NoQuery, OperatorBearer, PathId},
    problem::Problem,
    routes::answer::data,
    state::Api,
};

/// Suspends a tenant.
pub(crate) async fn suspend_tenant(
    State(api): State<Api>,
    OperatorBearer(operator): OperatorBearer,
    PathId(id): PathId<TenantId>,
    _: NoQuery,
    JsonObject(body): JsonObject,
) -> Result<impl IntoResponse, Problem> {
    let reason = reason(body)?;
    Ok(data(tenants::suspend(&api.app, &operator, id, reason.as_deref()).await?))
}
