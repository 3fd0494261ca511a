use std::collections::BTreeMap;

use axum::{extract::State, response::IntoResponse};
use plenum_app::platform::plans::{self, PlanChange};
use plenum_shared::{
    Code, Error,
    ids::TenantId,
    plan::{FeatureOverrides, LimitOverrides, Plan, PlanOverrides},
};
use schemars::JsonSchema;

use crate::{
    extract::{Fields, JsonObject, NoQuery, OperatorBearer, PathId},
    problem::Problem,
    routes::answer::data,
    state::Api,
};

/// The plan that a tenant shall have. What it does not name of features and limits follows from the plan.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "the fields are read from the body by name")]
pub(crate) struct NewTenantPlan {
    plan: Plan,
    #[schemars(with = "Option<FeatureOverrides>")]
    features: Option<BTreeMap<String, bool>>,
    #[schemars(with = "Option<LimitOverrides>")]
    limits: Option<BTreeMap<String, Option<u32>>>,
}

/// Gives a tenant another plan.
pub(crate) async fn put_tenant_plan(
    State(api): State<Api>,
    OperatorBearer(operator): OperatorBearer,
    PathId(id): PathId<TenantId>,
    _: NoQuery,
    JsonObject(body): JsonObject,
) -> Result<impl IntoResponse, Problem> {
    let mut fields = Fields::new(body);
    let plan = fields.read::<Plan>("plan", "must be free, pro or enterprise");
    let features = fields.read("features", "must be an object of true and false").unwrap_or_default();
    let limits = fields.read("limits", "must be an object of whole numbers and null").unwrap_or_default();
    fields.done()?;
    let plan = plan.ok_or_else(|| Error::field("/plan", Code::MissingField))?;
    let change = PlanChange { plan, overrides: PlanOverrides { features, limits } };
    Ok(data(plans::set(&api.app, &operator, id, &change).await?))
}
