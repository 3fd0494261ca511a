//! What the operators of the platform do with tenants.

use plenum_app::platform::tenants::PlatformTenant;
use plenum_shared::Code;

use super::{Answer, Contract, Parameters, Row};
use crate::{
    openapi::Shape,
    routes::{page, platform},
};

pub(super) fn rows(mount: &str) -> Vec<Row> {
    let all = format!("{mount}/platform/tenants");
    let one = format!("{all}/{{id}}");
    let shown = || Answer::data("The tenant.", Shape::output::<PlatformTenant>());
    // There is no tenant whose log such an answer could have a place in.
    let page = Answer::plain("A page of tenants.", Shape::output::<PlatformTenant>().in_page::<page::About>());
    let changes =
        |summary| Contract::operators(summary, shown()).takes::<platform::Because>().refuses(&[Code::Forbidden]);
    vec![
        Row::get(
            &all,
            "list_platform_tenants",
            platform::list_tenants,
            Contract::operators("Reads a page of all tenants, the newest first", page)
                .asks(Parameters::Tenants)
                .refuses(&[Code::InvalidCursor]),
        ),
        Row::get(
            &one,
            "get_platform_tenant",
            platform::get_tenant,
            Contract::operators("Reads a tenant: that it is there, and nothing that is its own", shown()),
        ),
        Row::post(
            format!("{one}/suspend"),
            "suspend_tenant",
            platform::suspend_tenant,
            changes("Suspends a tenant: its members are refused, and those connected are sent away"),
        ),
        Row::post(
            format!("{one}/reactivate"),
            "reactivate_tenant",
            platform::reactivate_tenant,
            changes("Takes a suspended tenant back"),
        ),
    ]
}
