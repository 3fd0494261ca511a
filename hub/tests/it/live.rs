//! Live delivery: to the right screens, in order, on any node.

use plenum_app::records::{MAX_BULK, Operation, bulk};
use plenum_testkit::{
    app::{Person, entity_at, object},
    hub::TestHubs,
};
use serde_json::json;

use crate::client::Client;

#[tokio::test(flavor = "multi_thread")]
async fn writes_on_one_node_are_delivered_in_order_on_another() {
    let hubs = TestHubs::new().await;
    let (writer, node) = (hubs.writer().await, hubs.node().await);
    let ada = Person::admin(&writer, "ada").await;
    let mut deals = Client::live(&node, "deals", &ada).await;
    let mut everything = Client::live(&node, "records", &ada).await;
    for number in 0..40 {
        ada.deal(&format!("deal {number}")).await;
    }
    for client in [&mut deals, &mut everything] {
        for number in 0..40 {
            assert_eq!(client.title("DealCreated").await, format!("deal {number}"));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bulk_of_a_thousand_is_delivered_in_order_on_another_node_as_one_change_set() {
    let hubs = TestHubs::new().await;
    let (writer, node) = (hubs.writer().await, hubs.node().await);
    let ada = Person::admin(&writer, "ada").await;
    let mut leads = Client::live(&node, "records", &ada).await;
    let create = |number| Operation::Create { data: object(json!({"title": format!("lead {number}")})) };
    let operations = (0..MAX_BULK).map(create).collect();
    let done = bulk(&ada.app, &ada.who, entity_at("leads"), operations).await.expect("a bulk");
    for number in 0..MAX_BULK {
        let event = leads.event().await;
        assert_eq!(
            (event.target.as_str(), &event.argument["data"]["title"]),
            ("LeadCreated", &json!(format!("lead {number}")))
        );
        assert_eq!(event.argument["changeset"], json!(done.change_set));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_is_a_cloud_event_with_what_changed() {
    let hubs = TestHubs::new().await;
    let node = hubs.node().await;
    let ada = node.admin("ada").await;
    let desks = ada.deal("desks").await;
    let mut client = Client::live(&node, "deals", &ada).await;
    ada.patch("deals", desks.id, json!({"title": "forty desks"})).await;
    let event = client.event().await;
    assert_eq!(event.target, "DealUpdated");
    let event = event.argument;
    assert_eq!(event["specversion"], "1.0");
    assert_eq!(event["type"], "deal.updated");
    assert_eq!(event["source"], format!("/tenants/{}", ada.who.tenant));
    assert_eq!(event["subject"], format!("deals/{}", desks.id));
    assert_eq!(event["actorid"], json!(ada.who.user));
    assert_eq!(event["data"]["title"], "forty desks");
    assert_eq!(event["changes"], json!({"title": {"from": "desks", "to": "forty desks"}}));
    let cursor = event["cursor"].as_str().expect("a cursor");
    assert!(node.app.cursors().open(ada.who.tenant, cursor).is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hub_sends_events_of_its_own_entities_only() {
    let hubs = TestHubs::new().await;
    let node = hubs.node().await;
    let ada = node.admin("ada").await;
    let mut deals = Client::live(&node, "deals", &ada).await;
    let mut everything = Client::live(&node, "records", &ada).await;
    ada.create("pipelines", json!({"name": "Renewals"})).await;
    ada.deal("marker").await;
    assert_eq!(everything.event().await.target, "PipelineCreated");
    assert_eq!(everything.title("DealCreated").await, "marker");
    assert_eq!(deals.title("DealCreated").await, "marker");
}

#[tokio::test(flavor = "multi_thread")]
async fn subscribers_receive_what_their_role_and_team_allow_and_nothing_else() {
    let hubs = TestHubs::new().await;
    let node = hubs.node().await;
    let app = &node.app;
    let ada = Person::admin(app, "ada").await;
    let nora = ada.member("sales_user").await;
    let sam = ada.member("sales_user").await;
    let north = ada.team("North", &[nora.who.user]).await;
    let south = ada.team("South", &[sam.who.user]).await;
    let mut nora_client = Client::live(&node, "deals", &nora).await;
    let mut sam_client = Client::live(&node, "deals", &sam).await;
    let mut ada_client = Client::live(&node, "deals", &ada).await;

    ada.create("deals", json!({"title": "only north", "teamId": north})).await;
    let moving = ada.create("deals", json!({"title": "wanderer", "teamId": south})).await;
    ada.patch("deals", moving.id, json!({"teamId": north})).await;

    assert_eq!(nora_client.title("DealCreated").await, "only north");
    let gained = nora_client.event().await;
    assert_eq!(gained.target, "DealAccessGained");
    assert_eq!(gained.argument["data"]["title"], "wanderer");
    assert!(gained.argument.get("changes").is_none());

    assert_eq!(sam_client.title("DealCreated").await, "wanderer");
    let lost = sam_client.event().await;
    assert_eq!(lost.target, "DealAccessLost");
    assert_eq!(lost.argument["data"], json!({"id": moving.id}));

    for (target, title) in [("DealCreated", "only north"), ("DealCreated", "wanderer"), ("DealUpdated", "wanderer")] {
        assert_eq!(ada_client.title(target).await, title);
    }
    assert!(!sam_client.raw.contains("only north"));
}

#[tokio::test(flavor = "multi_thread")]
async fn another_tenant_receives_nothing() {
    let hubs = TestHubs::new().await;
    let node = hubs.node().await;
    let (ada, eve) = (node.admin("ada").await, node.admin("eve").await);
    let mut eve_client = Client::live(&node, "records", &eve).await;
    ada.create("deals", json!({"title": "canary of ada", "description": "canary of ada"})).await;
    eve.deal("marker").await;
    assert_eq!(eve_client.title("DealCreated").await, "marker");
    assert!(!eve_client.raw.contains("canary"));
}
