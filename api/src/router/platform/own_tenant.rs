//! The caller's tenant itself.

use axum::extract::State;
use plenum_app::platform::own_tenant::{self as use_cases, TenantDetails};
use plenum_shared::access::Action;
use serde_json::json;

use crate::{
    contract::{Answer, ContextName, Contract, Row, Shape},
    extract::{Bearer, NoQuery},
    router::administration::granted,
    routes::{
        answer::versioned,
        platform::own_tenant::{TenantPatch, patch_tenant},
    },
    state::Api,
};

pub(in crate::router) fn rows(path: &str) -> Vec<Row> {
    let tenant = || Answer::versioned("The tenant.", Shape::output::<TenantDetails>());
    vec![
        Row::get(
            ContextName::Platform,
            path,
            "get_tenant",
            |State(api): State<Api>, Bearer(caller): Bearer, _: NoQuery| async move {
                versioned(use_cases::get(&api.app, &caller).await?)
            },
            Contract::members("The caller's tenant", tenant()),
        ),
        Row::patch(
            ContextName::Platform,
            path,
            "patch_tenant",
            patch_tenant,
            granted("Changes the name or the settings of the caller's tenant", Action::WRITE, tenant())
                .takes::<TenantPatch>(json!({ "name": "new {unique}" })),
        ),
    ]
}
