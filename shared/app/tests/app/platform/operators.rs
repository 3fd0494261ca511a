//! Operators and what they do with tenants.

use plenum_app::{
    identity::auth,
    platform::{
        self, Operator,
        operators::{NewOperator, OperatorRole},
        tenants::{TenantStatus, TenantsRequest},
    },
};
use plenum_shared::{Code, Result, caller::Origin, ids::TenantId};
use plenum_testkit::app::TestApp;
use serde_json::json;
use time::Duration;
use uuid::Uuid;

pub(crate) async fn operator(test: &TestApp, role: OperatorRole) -> (Uuid, String, Operator) {
    let new = NewOperator { name: "Olga".to_owned(), role, days: 1 };
    let (id, token) = platform::operators::add(&test.app, &new).await.expect("an operator");
    let text = token.expose();
    let operator = platform::operators::identify(&test.app, &text, Origin::default()).await.expect("good");
    (id, text, operator)
}

fn code<T: std::fmt::Debug>(outcome: Result<T>) -> Code {
    outcome.expect_err("refused").code()
}

#[tokio::test]
async fn a_suspended_tenant_is_closed_and_a_reactivated_one_is_as_it_was() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let (id, _, operator) = operator(&test, OperatorRole::SuperAdmin).await;
    let deal = ada.create("deals", json!({"title": "Desks"})).await.id;
    let entries = ada.log().await.len();

    let suspended =
        platform::tenants::set_status(&test.app, &operator, ada.who.tenant, TenantStatus::Suspended, Some("unpaid"))
            .await
            .expect("suspended");
    assert_eq!(suspended.status, TenantStatus::Suspended);
    assert_eq!(code(ada.try_create("deals", json!({"title": "Chairs"})).await), Code::TenantSuspended);
    assert_eq!(code(ada.try_delete("deals", deal).await), Code::TenantSuspended);
    let refresh = || auth::refresh(&test.app, &ada.refresh_token, &ada.who.origin);
    assert_eq!(code(refresh().await), Code::TenantSuspended);
    let again = platform::tenants::set_status(&test.app, &operator, ada.who.tenant, TenantStatus::Suspended, None)
        .await
        .expect("it stays so");
    assert_eq!(again.version, suspended.version);

    test.clock.advance(Duration::minutes(1));
    let back = platform::tenants::set_status(&test.app, &operator, ada.who.tenant, TenantStatus::Active, None)
        .await
        .expect("back");
    assert_eq!((back.status, back.version), (TenantStatus::Active, suspended.version + 1));
    ada.try_delete("deals", deal).await.expect("the same session goes on");
    refresh().await.expect("and so does its refresh token");

    let log = ada.log().await;
    let kinds: Vec<_> = log[entries..].iter().map(|entry| entry.kind.as_str()).take(4).collect();
    assert_eq!(kinds, ["tenant.suspended", "access.changed", "tenant.reactivated", "access.changed"]);
    let entry = &log[entries];
    assert_eq!((entry.actor.id, entry.actor.kind.as_str()), (Some(id), "service"));
    let after = entry.after.as_ref().expect("an image");
    assert_eq!((after.text("status"), after.text("reason")), (Some("suspended"), Some("unpaid")));
}

#[tokio::test]
async fn an_operator_needs_a_valid_token_and_a_sufficient_role() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let identify = async |token: &str| platform::operators::identify(&test.app, token, Origin::default()).await;
    assert_eq!(code(identify(&ada.access_token).await), Code::Unauthenticated);
    assert_eq!(code(test.app.identify("plo_x", Origin::default())), Code::Unauthenticated);

    let (id, token, support) = operator(&test, OperatorRole::Support).await;
    assert_eq!(
        test.app.identify(&token, Origin::default()).expect_err("no access token").code(),
        Code::Unauthenticated
    );
    assert_eq!(
        platform::tenants::get(&test.app, &support, ada.who.tenant).await.expect("there").status,
        TenantStatus::Active
    );
    let nobody = TenantId::from(test.app.source().uuid());
    assert_eq!(code(platform::tenants::get(&test.app, &support, nobody).await), Code::NotFound);
    assert_eq!(
        code(platform::tenants::set_status(&test.app, &support, ada.who.tenant, TenantStatus::Suspended, None).await),
        Code::Forbidden
    );
    platform::operators::revoke(&test.app, id).await.expect("taken back");
    assert_eq!(code(identify(&token).await), Code::Unauthenticated);
    assert_eq!(code(platform::operators::revoke(&test.app, id).await), Code::NotFound);

    let (_, token, boss) = operator(&test, OperatorRole::SuperAdmin).await;
    assert_eq!(
        code(platform::tenants::set_status(&test.app, &boss, nobody, TenantStatus::Suspended, None).await),
        Code::NotFound
    );
    let long = "x".repeat(501);
    assert_eq!(
        code(
            platform::tenants::set_status(&test.app, &boss, ada.who.tenant, TenantStatus::Suspended, Some(&long)).await
        ),
        Code::Invalid
    );
    test.clock.advance(Duration::days(1));
    assert_eq!(code(identify(&token).await), Code::Unauthenticated);
    let states: Vec<_> = platform::operators::list(&test.app).await.expect("all").iter().map(|one| one.state).collect();
    assert_eq!(states, ["revoked", "expired"]);
    for new in [
        NewOperator { name: " ".to_owned(), role: OperatorRole::Support, days: 1 },
        NewOperator { name: "Olga".to_owned(), role: OperatorRole::Support, days: 0 },
    ] {
        assert_eq!(platform::operators::add(&test.app, &new).await.expect_err("refused").code(), Code::Invalid);
    }
}

#[tokio::test]
async fn all_tenants_are_listed_page_by_page() {
    let test = TestApp::new().await;
    let mut tenants = Vec::new();
    for number in 0..5 {
        // Some begin at one moment.
        test.clock.advance(Duration::seconds(number % 2));
        tenants.push(test.admin("acme").await.who.tenant);
    }
    let (_, _, operator) = operator(&test, OperatorRole::SuperAdmin).await;
    platform::tenants::set_status(&test.app, &operator, tenants[1], TenantStatus::Suspended, None)
        .await
        .expect("suspended");
    let list = async |request: TenantsRequest| {
        let page = platform::tenants::list(&test.app, &operator, &request).await.expect("a page");
        let ids = page.tenants.iter().map(|tenant| tenant.id).collect::<Vec<_>>();
        (ids, page.next, page.prev)
    };
    let (all, next, prev) = list(TenantsRequest::default()).await;
    assert_eq!((all.len(), next, prev), (5, None, None));
    let two = |cursor| TenantsRequest { limit: Some(2), cursor, status: None };
    let (first, next, _) = list(two(None)).await;
    let (second, next, _) = list(two(next)).await;
    let (third, end, prev) = list(two(next)).await;
    assert_eq!([first, second.clone(), third].concat(), all);
    assert_eq!(end, None);
    assert_eq!(list(two(prev)).await.0, second);
    let suspended = TenantsRequest { status: Some(TenantStatus::Suspended), ..TenantsRequest::default() };
    assert_eq!(list(suspended).await.0, [tenants[1]]);
    let odd = TenantsRequest { cursor: Some("x".to_owned()), ..TenantsRequest::default() };
    assert_eq!(code(platform::tenants::list(&test.app, &operator, &odd).await), Code::InvalidCursor);
}
