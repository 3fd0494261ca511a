use axum::{Json, extract::State, response::IntoResponse};
use plenum_app::platform::tenants::{self, TenantStatus, TenantsRequest};
use plenum_shared::{Code, Error, error::FieldError};

use crate::{
    extract::{OperatorBearer, Query},
    problem::Problem,
    routes::page,
    state::Api,
};

/// Reads a page of all tenants.
pub(crate) async fn list_tenants(
    State(api): State<Api>,
    OperatorBearer(operator): OperatorBearer,
    mut query: Query,
) -> Result<impl IntoResponse, Problem> {
    let status = match query.take("status") {
        None => None,
        Some(word) => Some(TenantStatus::parse(&word).ok_or_else(|| {
            let expected = FieldError::new("status", Code::InvalidValue).with_message("expected active or suspended");
            Error::new(Code::MalformedQuery).with_fields(vec![expected])
        })?),
    };
    let limit = query.take_parsed("limit", "expected a whole number")?;
    let request = TenantsRequest { limit, cursor: query.take("cursor"), status };
    query.done()?;
    let found = tenants::list(&api.app, &operator, &request).await?;
    Ok(Json(page::Page::new(found.tenants, found.limit, found.next, found.prev)))
}
