//! Shared buckets: the same behaviour of each store, and the faults of a real server.

use std::time::Duration;

use plenum_bus::buckets::{BucketUse, Settlement};
use plenum_bus::{BucketStore, BusOptions, MemoryBuckets, RedisBuckets, RedisSettings};
use plenum_testkit_redis::RedisServer;
use tokio::time::{sleep, timeout};

/// So long that nothing worth speaking of is refilled during a test.
const LONG: Duration = Duration::from_secs(24 * 60 * 60);

fn used(key: &str, quota: u32, window: Duration, taken: f64) -> BucketUse {
    BucketUse { key: key.to_owned(), quota, window, taken }
}

async fn settle(store: &impl BucketStore, uses: &[BucketUse]) -> Settlement {
    store.settle(uses).await.expect("an answer")
}

async fn left(store: &impl BucketStore, used: BucketUse) -> f64 {
    settle(store, &[used]).await.left[0]
}

fn assert_near(left: f64, expected: f64) {
    assert!((left - expected).abs() < 0.5, "{left} is not about {expected}");
}

/// What every store does, seen by two nodes.
async fn two_nodes_share_buckets(one: &impl BucketStore, two: &impl BucketStore) {
    assert_eq!(settle(one, &[]).await, Settlement { nodes: 1, left: Vec::new() });
    assert_near(left(one, used("a", 100, LONG, 30.0)).await, 70.0);
    let both = settle(two, &[used("a", 100, LONG, 20.0), used("b", 10, LONG, 0.0)]).await;
    assert_eq!(both.nodes, 2);
    assert_near(both.left[0], 50.0);
    assert_near(both.left[1], 10.0);
    assert_near(left(two, used("a", 100, LONG, -10.0)).await, 60.0);
    assert_near(left(one, used("a", 100, LONG, 10.0)).await, 50.0);
    assert_near(left(one, used("b", 10, LONG, -5.0)).await, 10.0);
    // A larger quota keeps the part that is used.
    assert_near(left(one, used("a", 1_000, LONG, 0.0)).await, 500.0);
    // However much too much was taken, the bucket is not empty for longer than a second window.
    assert_near(left(one, used("a", 100, LONG, 1e9)).await, -100.0);
    assert_near(left(two, used("none", 0, LONG, 5.0)).await, 0.0);
    // It refills.
    let window = Duration::from_millis(200);
    assert!(left(one, used("quick", 1_000, window, 1_000.0)).await < 900.0);
    let refilled = async {
        while left(two, used("quick", 1_000, window, 0.0)).await < 1_000.0 {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(Duration::from_secs(10), refilled).await.expect("a full bucket");
}

fn on(server: &RedisServer, node: u128) -> RedisBuckets {
    RedisBuckets::new(&RedisSettings::new(server.url()), &BusOptions::new(node)).expect("the settings are good")
}

#[tokio::test]
async fn nodes_in_one_process_share_buckets() {
    let one = MemoryBuckets::new();
    two_nodes_share_buckets(&one, &one.other_node()).await;
}

#[tokio::test]
async fn nodes_on_one_redis_share_buckets() {
    let server = RedisServer::start();
    two_nodes_share_buckets(&on(&server, 1), &on(&server, 2)).await;
    let ours = server.command(&["EXISTS", "{plenum:rates}:a", "{plenum:rates}:nodes"]).expect("a number");
    assert_eq!(ours, ":2");
    let lasting = server.command(&["TTL", "{plenum:rates}:a"]).expect("a time");
    assert!(!lasting.contains("-1"), "an idle bucket is forgotten: {lasting}");
}

#[tokio::test]
async fn a_server_that_dies_and_comes_back_is_connected_again() {
    let mut server = RedisServer::start();
    let store = on(&server, 1);
    assert_near(left(&store, used("a", 10, LONG, 1.0)).await, 9.0);
    server.kill();
    let refused = timeout(Duration::from_secs(10), store.settle(&[used("a", 10, LONG, 1.0)])).await;
    assert!(refused.expect("an end").is_err());
    server.restart();
    let again = async {
        while store.settle(&[]).await.is_err() {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(Duration::from_secs(10), again).await.expect("a connection");
    assert_near(left(&store, used("a", 10, LONG, 1.0)).await, 9.0);
}

#[tokio::test]
async fn a_call_to_a_frozen_server_can_be_given_up_and_leaves_no_connection_in_use() {
    let server = RedisServer::start();
    let store = on(&server, 1);
    assert_near(left(&store, used("a", 10, LONG, 1.0)).await, 9.0);
    server.freeze();
    assert!(timeout(Duration::from_millis(100), store.settle(&[used("a", 10, LONG, 1.0)])).await.is_err());
    server.thaw();
    let after = left(&store, used("a", 10, LONG, 0.0)).await;
    assert!(after > 7.5, "taken once or twice, and answered: {after}");
}
