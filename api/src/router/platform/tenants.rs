//! The tenants of the platform, for its operators.

use axum::extract::State;
use plenum_app::platform::tenants::{self as use_cases, PlatformTenant, TenantStatus};
use plenum_shared::Code;
use serde_json::json;

use crate::{
    contract::{Answer, ContextName, Contract, Parameters, Row, Shape},
    extract::{NoQuery, OperatorBearer, PathId},
    problem::Problem,
    routes::{answer::data, page::PageInfo, platform::tenants},
    state::Api,
};

pub(in crate::router) fn rows(path: &str) -> Vec<Row> {
    let one = format!("{path}/{{id}}");
    let tenant = || Answer::data("The tenant.", Shape::output::<PlatformTenant>());
    // Such a page belongs to no tenant, so it has no event cursor.
    let page = Answer::plain("A page of tenants.", Shape::output::<PlatformTenant>().in_page::<PageInfo>());
    let changes = |summary| {
        let sample = json!({ "reason": "none" });
        Contract::operators(summary, tenant()).takes::<tenants::TenantStatusChange>(sample).errors(&[Code::Forbidden])
    };
    vec![
        Row::get(
            ContextName::Platform,
            path,
            "list_platform_tenants",
            tenants::list_tenants,
            Contract::operators("Reads a page of all tenants, the newest first", page)
                .queries(Parameters::Tenants)
                .errors(&[Code::InvalidCursor]),
        ),
        Row::get(
            ContextName::Platform,
            &one,
            "get_platform_tenant",
            |State(api): State<Api>, OperatorBearer(operator): OperatorBearer, PathId(id), _: NoQuery| async move {
                Ok::<_, Problem>(data(use_cases::get(&api.app, &operator, id).await?))
            },
            Contract::operators("Reads a tenant as the platform sees it, without its data", tenant()),
        ),
        Row::post(
            ContextName::Platform,
            format!("{one}/suspend"),
            "suspend_tenant",
            tenants::set_tenant_status(TenantStatus::Suspended),
            changes("Suspends a tenant: its members are refused, and their connections are closed"),
        ),
        Row::post(
            ContextName::Platform,
            format!("{one}/reactivate"),
            "reactivate_tenant",
            tenants::set_tenant_status(TenantStatus::Active),
            changes("Reactivates a suspended tenant"),
        ),
    ]
}
