//! How connections end, and that the end of one is nothing to another.

use plenum_testkit::{
    hub::TestHubs,
    wait::{PATIENCE, wait_until},
};
use std::time::Duration;

use plenum_hub::{Options, Settings};
use serde_json::json;

use crate::client::{Client, ConnectRequest, connect};

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_reader_is_closed_and_another_receives_every_event() {
    let hubs = TestHubs::new().await;
    // Time enough for the close message to reach a client that begins to read only at the end of the test.
    let patience = Duration::from_secs(120);
    let signalr = Options {
        queue_messages: 32,
        queue_bytes: 64 * 1024,
        write_timeout: patience,
        close_timeout: patience,
        ..Options::default()
    };
    let node = hubs.node_with(Settings { signalr, ..Settings::default() }).await;
    let ada = node.admin("ada").await;
    let request = ConnectRequest {
        path: "/hubs/deals",
        token: Some(&ada.access_token),
        receive_buffer: Some(4_096),
        ..ConnectRequest::default()
    };
    let mut slow = connect(node.address, request).await.expect("opens");
    slow.shake_hands().await;
    slow.position().await;
    let mut quick = Client::live(&node, "deals", &ada).await;
    // More than the buffers of both kernels and the connection's queue take together.
    let description = "d".repeat(19_000);
    for number in 0..300 {
        ada.create("deals", json!({"title": number.to_string(), "description": description})).await;
        assert_eq!(quick.title("DealCreated").await, number.to_string());
    }
    assert_eq!(slow.closed().await, 4008);
    ada.deal("after").await;
    assert_eq!(quick.title("DealCreated").await, "after");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draining_node_sends_its_clients_to_another_and_stops() {
    let hubs = TestHubs::new().await;
    let node = hubs.node().await;
    let ada = node.admin("ada").await;
    let mut client = Client::live(&node, "deals", &ada).await;
    let (code, ()) = tokio::join!(client.closed(), node.hub.drain(Duration::from_millis(200)));
    assert_eq!(code, 1012);
    let health = node.hub.health();
    assert_eq!((health.connections, health.draining), (0, true));
    let request = ConnectRequest { path: "/hubs/deals", token: Some(&ada.access_token), ..ConnectRequest::default() };
    assert_eq!(connect(node.address, request).await.err(), Some(503));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_bus_and_database_readers_are_disconnected() {
    let hubs = TestHubs::new().await;
    let settings = Settings { outage_timeout: Duration::from_millis(300), ..Settings::default() };
    let node = hubs.node_with(settings).await;
    let ada = node.admin("ada").await;
    let mut client = Client::live(&node, "deals", &ada).await;
    hubs.installation.broker().cut();
    node.app.store().close().await;
    assert_eq!(client.closed().await, 1013);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_ends_some_time_after_its_last_reader() {
    let hubs = TestHubs::new().await;
    let settings = Settings { linger: Duration::from_millis(50), ..Settings::default() };
    let node = hubs.node_with(settings).await;
    let ada = node.admin("ada").await;
    for _ in 0..3 {
        let client = Client::live(&node, "deals", &ada).await;
        assert_eq!(node.hub.health().feeds, 1);
        drop(client);
        wait_until("the feed ends", PATIENCE, async || node.hub.health().feeds == 0).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_without_events_receives_its_position() {
    let hubs = TestHubs::new().await;
    let settings = Settings { position_every: Duration::from_millis(100), ..Settings::default() };
    let node = hubs.node_with(settings).await;
    let ada = node.admin("ada").await;
    let mut client = Client::live(&node, "deals", &ada).await;
    let cursor = ada.deal("one").await.cursor;
    while client.position().await != cursor {}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_fails_when_its_bus_ends_and_not_when_it_is_stopped() {
    let hubs = TestHubs::new().await;
    let (deaf, stopped) = (hubs.node().await, hubs.node().await);
    assert!(tokio::time::timeout(Duration::ZERO, deaf.hub.failed()).await.is_err());
    deaf.app.bus().shutdown().await;
    tokio::time::timeout(Duration::from_secs(20), deaf.hub.failed()).await.expect("the node says so");
    stopped.hub.drain(Duration::ZERO).await;
    stopped.app.bus().shutdown().await;
    assert!(tokio::time::timeout(Duration::ZERO, stopped.hub.failed()).await.is_err());
}
