//! How connections end, and that the end of one is nothing to another.

use std::time::Duration;

use plenum_hub::{Options, Settings};
use serde_json::json;

use crate::{
    client::{Client, Knock, knock},
    place::{Place, deal, founder, until},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_reader_is_closed_and_another_hears_everything() {
    let place = Place::new().await;
    // Time enough for the last words to reach a client that begins to read only at the end of the test.
    let patience = Duration::from_secs(120);
    let signalr = Options {
        queue_messages: 32,
        queue_bytes: 64 * 1024,
        write_timeout: patience,
        close_timeout: patience,
        ..Options::default()
    };
    let node = place.node_with(Settings { signalr, ..Settings::default() }).await;
    let ada = founder(&node.app, "ada").await;
    let knocking =
        Knock { path: "/hubs/deals", token: Some(&ada.token), receive_buffer: Some(4_096), ..Knock::default() };
    let mut slow = knock(node.address, knocking).await.expect("opens");
    slow.shake_hands().await;
    slow.position().await;
    let mut quick = Client::live(&node, "deals", &ada).await;
    // More than the buffers of both kernels and the connection's queue take together.
    let description = "d".repeat(19_000);
    for number in 0..300 {
        deal(&node.app, &ada, &number.to_string(), json!({"description": description})).await;
        assert_eq!(quick.title("DealCreated").await, number.to_string());
    }
    assert_eq!(slow.closed().await, 4008);
    deal(&node.app, &ada, "after", json!({})).await;
    assert_eq!(quick.title("DealCreated").await, "after");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draining_node_sends_its_clients_to_another_and_stops() {
    let place = Place::new().await;
    let node = place.node().await;
    let ada = founder(&node.app, "ada").await;
    let mut client = Client::live(&node, "deals", &ada).await;
    let (code, ()) = tokio::join!(client.closed(), node.hub.drain(Duration::from_millis(200)));
    assert_eq!(code, 1012);
    let health = node.hub.health();
    assert_eq!((health.connections, health.draining), (0, true));
    let knocking = Knock { path: "/hubs/deals", token: Some(&ada.token), ..Knock::default() };
    assert_eq!(knock(node.address, knocking).await.err(), Some(503));
}

#[tokio::test(flavor = "multi_thread")]
async fn with_neither_bus_nor_database_readers_are_sent_away() {
    let place = Place::new().await;
    let settings = Settings { outage_timeout: Duration::from_millis(300), ..Settings::default() };
    let node = place.node_with(settings).await;
    let ada = founder(&node.app, "ada").await;
    let mut client = Client::live(&node, "deals", &ada).await;
    place.broker().cut();
    node.app.store().close().await;
    assert_eq!(client.closed().await, 1013);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_ends_some_time_after_its_last_reader() {
    let place = Place::new().await;
    let settings = Settings { linger: Duration::from_millis(50), ..Settings::default() };
    let node = place.node_with(settings).await;
    let ada = founder(&node.app, "ada").await;
    for _ in 0..3 {
        let client = Client::live(&node, "deals", &ada).await;
        assert_eq!(node.hub.health().feeds, 1);
        drop(client);
        until("the feed ends", || node.hub.health().feeds == 0).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quiet_reader_is_told_where_it_stands() {
    let place = Place::new().await;
    let settings = Settings { position_every: Duration::from_millis(100), ..Settings::default() };
    let node = place.node_with(settings).await;
    let ada = founder(&node.app, "ada").await;
    let mut client = Client::live(&node, "deals", &ada).await;
    let cursor = deal(&node.app, &ada, "one", json!({})).await.cursor;
    while client.position().await != cursor {}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_whose_bus_ended_says_that_it_failed_and_one_that_was_stopped_does_not() {
    let place = Place::new().await;
    let (deaf, stopped) = (place.node().await, place.node().await);
    assert!(tokio::time::timeout(Duration::ZERO, deaf.hub.failed()).await.is_err());
    deaf.app.bus().shutdown().await;
    tokio::time::timeout(Duration::from_secs(20), deaf.hub.failed()).await.expect("the node says so");
    stopped.hub.drain(Duration::ZERO).await;
    stopped.app.bus().shutdown().await;
    assert!(tokio::time::timeout(Duration::ZERO, stopped.hub.failed()).await.is_err());
}
