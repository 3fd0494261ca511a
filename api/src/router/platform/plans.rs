//! Plans: what the caller's tenant has and uses, and for operators the plan of any tenant.

use axum::extract::State;
use plenum_app::platform::plans::{self as use_cases, TenantPlan, TenantUsage};
use plenum_shared::{Code, access::Action, ids::TenantId};
use serde_json::json;

use crate::{
    contract::{Answer, ContextName, Contract, Row, Shape},
    extract::{Bearer, NoQuery, OperatorBearer, PathId},
    problem::Problem,
    router::administration::granted,
    routes::{
        answer::data,
        platform::plans::{NewTenantPlan, put_tenant_plan},
    },
    state::Api,
};

/// The use of the caller's tenant.
pub(in crate::router) fn usage(path: &str) -> Row {
    Row::get(
        ContextName::Platform,
        path,
        "get_tenant_usage",
        |State(api): State<Api>, Bearer(caller): Bearer, _: NoQuery| async move {
            Ok::<_, Problem>(data(use_cases::usage(&api.app, &caller).await?))
        },
        granted(
            "What the plan of the caller's tenant allows, and how much of it is used",
            Action::READ,
            Answer::data("The use.", Shape::output::<TenantUsage>()),
        ),
    )
}

/// The plans of tenants, for operators.
pub(in crate::router) fn of_tenants(path: &str) -> Vec<Row> {
    let at = format!("{path}/{{id}}/plan");
    let plan = || Answer::data("The plan.", Shape::output::<TenantPlan>());
    vec![
        Row::get(
            ContextName::Platform,
            &at,
            "get_tenant_plan",
            |State(api): State<Api>,
             OperatorBearer(operator): OperatorBearer,
             PathId(id): PathId<TenantId>,
             _: NoQuery| async move { Ok::<_, Problem>(data(use_cases::get(&api.app, &operator, id).await?)) },
            Contract::operators("Reads the plan of a tenant, and how much of it is used", plan()),
        ),
        Row::put(
            ContextName::Platform,
            &at,
            "put_tenant_plan",
            put_tenant_plan,
            Contract::operators("Gives a tenant another plan; nothing that it has is deleted", plan())
                .takes::<NewTenantPlan>(json!({ "plan": "enterprise" }))
                .errors(&[Code::Forbidden]),
        ),
    ]
}
