//! Who gets in, and what a client cannot ask for.

use serde_json::json;

use crate::{
    client::{Client, Knock, knock},
    place::{Place, founder},
};

#[tokio::test(flavor = "multi_thread")]
async fn nobody_opens_a_hub_without_a_good_token_of_its_tenant() {
    let place = Place::new().await;
    let node = place.node().await;
    let (ada, eve) = (founder(&node.app, "ada").await, founder(&node.app, "eve").await);
    let eves = eve.who.tenant.to_string();
    let named = format!("/hubs/deals?tenant={eves}");
    let forged = format!("{}x", ada.token);
    let refused = [
        (Knock { path: "/hubs/deals", ..Knock::default() }, 401),
        (Knock { path: "/hubs/deals", token: Some("nonsense"), ..Knock::default() }, 401),
        (Knock { path: "/hubs/deals", token: Some(&forged), ..Knock::default() }, 401),
        (Knock { path: &named, token: Some(&ada.token), ..Knock::default() }, 403),
        (
            Knock {
                path: "/hubs/deals",
                token: Some(&ada.token),
                headers: &[("x-tenant-id", &eves)],
                ..Knock::default()
            },
            403,
        ),
        (
            Knock {
                path: "/hubs/deals",
                token: Some(&ada.token),
                headers: &[("x-tenant-id", "nonsense")],
                ..Knock::default()
            },
            403,
        ),
        (Knock { path: "/hubs/nothing", token: Some(&ada.token), ..Knock::default() }, 404),
    ];
    for (attempt, status) in refused {
        let path = attempt.path.to_owned();
        assert_eq!(knock(node.address, attempt).await.err(), Some(status), "{path}");
    }
    let own = ada.who.tenant.to_string();
    let headers = &[("x-tenant-id", own.as_str())];
    let knocking = Knock { path: "/hubs/Deals", token: Some(&ada.token), headers, ..Knock::default() };
    assert!(knock(node.address, knocking).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn methods_that_a_hub_does_not_have_change_nothing() {
    let place = Place::new().await;
    let node = place.node().await;
    let ada = founder(&node.app, "ada").await;
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
