//! The database moves to another timeline: what goes on, goes on.

use plenum_bus::{BusEvent, MemoryBroker, envelope};
use plenum_shared::{entry::Entry, notice::Notice};
use plenum_testkit::{app::TestBus, hub::TestHubs, postgres::Cluster};
use serde_json::json;

use crate::client::Client;

#[tokio::test(flavor = "multi_thread")]
async fn a_fail_over_without_loss_resets_no_reader() {
    let cluster = Cluster::private().await;
    let hubs = TestHubs::on(cluster.database().await, TestBus::Memory(MemoryBroker::new()));
    let node = hubs.node().await;
    let ada = node.admin("ada").await;
    let mut client = Client::live(&node, "deals", &ada).await;
    let before = ada.deal("before").await.cursor;
    cluster.fail_over().await;
    let after = loop {
        // Connections of the pool are dead until it notices.
        if node.app.store().ping().await.is_ok() {
            break ada.deal("after").await.cursor;
        }
    };
    let epoch = |cursor: &str| node.app.cursors().open(ada.who.tenant, cursor).expect("opens").epoch;
    assert_ne!(epoch(&before), epoch(&after));
    assert_eq!(client.title("DealCreated").await, "before");
    assert_eq!(client.title("DealCreated").await, "after");
    let mut resumed = Client::open(&node, "/hubs/deals?resume=1", &ada).await;
    let answer = resumed.call("Resume", json!([before])).await;
    assert!(answer.result.get("reset").is_none());
    assert_eq!(answer.before.len(), 1);
}

/// A fail-over without its last commit as a node sees it: a genuine notice of an entry that the log does not have.
#[tokio::test(flavor = "multi_thread")]
async fn a_lost_tail_resets_its_readers_who_go_on_from_the_head() {
    let hubs = TestHubs::new().await;
    let node = hubs.node().await;
    let ada = node.admin("ada").await;
    let vera = ada.member("read_only").await;
    let (bus, mut messages) = hubs.installation.bus();
    let channel = Notice::channel(ada.who.tenant);
    bus.up().await;
    bus.subscribe(&channel).await.expect("subscribed");
    let mut client = Client::live(&node, "deals", &vera).await;
    let kept = ada.deal("kept").await;
    assert_eq!(client.title("DealCreated").await, "kept");

    let Some(BusEvent::Message { payload, .. }) = messages.recv().await else { panic!("a notice") };
    let genuine = envelope::open(node.app.bus_keys(), &channel, &payload).expect("opens");
    let mut lost: Entry = Notice::decode(&genuine).expect("a notice").entries.remove(0);
    lost.position.seq += 1;
    lost.id = uuid::Uuid::from_u128(7).into();
    if let Some(image) = &mut lost.after {
        image.set("title", json!("lost"));
    }
    let notice = Notice::of(&[lost]).expect("a notice").encode().expect("encodes");
    bus.publish(&channel, envelope::seal(node.app.bus_keys(), &channel, &notice).expect("seals"));

    assert_eq!(client.title("DealCreated").await, "lost");
    let reset = client.event().await;
    assert_eq!(reset.target, "Reset");
    assert_eq!(reset.argument, json!({"reason": "history_changed", "cursor": kept.cursor}));
    ada.patch("deals", kept.id, json!({"title": "after"})).await;
    assert_eq!(client.title("DealUpdated").await, "after");
    ada.give_role(vera.who.user, "support_user").await;
    client.position().await;
}
