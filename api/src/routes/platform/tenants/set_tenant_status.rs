use axum::extract::State;
use plenum_app::platform::tenants::{self, TenantStatus};
use plenum_shared::ids::TenantId;
use schemars::JsonSchema;

use crate::{
    extract::{Fields, JsonObject, NoQuery, OperatorBearer, PathId},
    routes::{answer::data, forward::Answering},
    state::Api,
};

/// The reason why a tenant is suspended or reactivated; it is recorded in the tenant's log.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "the field is read from the body by name")]
pub(crate) struct TenantStatusChange {
    #[schemars(length(max = 500))]
    reason: Option<String>,
}

/// The handler that gives a tenant this status: to suspend and to reactivate are two operations.
pub(crate) fn set_tenant_status(
    status: TenantStatus,
) -> impl Fn(State<Api>, OperatorBearer, PathId<TenantId>, NoQuery, JsonObject) -> Answering + Clone {
    move |State(api), OperatorBearer(operator), PathId(id), _, JsonObject(body)| {
        Box::pin(async move {
            let mut fields = Fields::new(body);
            let reason: Option<String> = fields.parsed("reason", "must be text");
            fields.done()?;
            Ok(data(tenants::set_status(&api.app, &operator, id, status, reason.as_deref()).await?))
        })
    }
}
