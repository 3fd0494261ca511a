//! Which connections are accepted, and which calls are refused.

use plenum_testkit::hub::TestHubs;
use serde_json::json;

use crate::client::{Client, ConnectRequest, connect};

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_without_a_valid_token_of_its_tenant_is_refused() {
    let hubs = TestHubs::new().await;
    let node = hubs.node().await;
    let (ada, eve) = (node.admin("ada").await, node.admin("eve").await);
    let eves = eve.who.tenant.to_string();
    let named = format!("/hubs/deals?tenant={eves}");
    let forged = format!("{}x", ada.access_token);
    let refused = [
        (ConnectRequest { path: "/hubs/deals", ..ConnectRequest::default() }, 401),
        (ConnectRequest { path: "/hubs/deals", token: Some("nonsense"), ..ConnectRequest::default() }, 401),
        (ConnectRequest { path: "/hubs/deals", token: Some(&forged), ..ConnectRequest::default() }, 401),
        (ConnectRequest { path: &named, token: Some(&ada.access_token), ..ConnectRequest::default() }, 403),
        (
            ConnectRequest {
                path: "/hubs/deals",
                token: Some(&ada.access_token),
                headers: &[("x-tenant-id", &eves)],
                ..ConnectRequest::default()
            },
            403,
        ),
        (
            ConnectRequest {
                path: "/hubs/deals",
                token: Some(&ada.access_token),
                headers: &[("x-tenant-id", "nonsense")],
                ..ConnectRequest::default()
            },
            403,
        ),
        (ConnectRequest { path: "/hubs/nothing", token: Some(&ada.access_token), ..ConnectRequest::default() }, 404),
    ];
    for (attempt, status) in refused {
        let path = attempt.path.to_owned();
        assert_eq!(connect(node.address, attempt).await.err(), Some(status), "{path}");
    }
    let own = ada.who.tenant.to_string();
    let headers = &[("x-tenant-id", own.as_str())];
    let request =
        ConnectRequest { path: "/hubs/Deals", token: Some(&ada.access_token), headers, ..ConnectRequest::default() };
    assert!(connect(node.address, request).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn methods_that_a_hub_does_not_have_change_nothing() {
    let hubs = TestHubs::new().await;
    let node = hubs.node().await;
    let ada = node.admin("ada").await;
    let mut client = Client::live(&node, "deals", &ada).await;
    for (method, arguments) in [
        ("JoinGroup", json!(["tenant:00000000-0000-0000-0000-000000000000"])),
        ("DealCreated", json!([{}])),
        ("Resume", json!([])),
        ("Resume", json!([null, null])),
        ("Resume", json!([{"cursor": 1}])),
    ] {
        let answer = client.call(method, arguments).await;
        assert!(answer.error.is_some(), "{method}");
    }
}
