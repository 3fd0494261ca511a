//! The faults of a real server, and the connections that a node leaves on it.

use std::time::{Duration, Instant};

use bytes::Bytes;
use plenum_bus::{BusError, BusState, Disturbance, RedisDriver, RedisSettings};

use crate::Fixture;
use crate::node::{Node, options, quick_probes, within_timeout};
use plenum_testkit_redis::{RedisServer, RedisSetup, RedisTls};

fn driver(settings: RedisSettings) -> RedisDriver {
    RedisDriver::new(&settings).expect("the settings are good")
}

/// The number of connections of nodes on the server, without the connection of this command.
fn connections(server: &RedisServer) -> usize {
    server.command(&["CLIENT", "LIST"]).expect("the server answers").lines().count() - 1
}

/// Waits until a condition holds, while other tasks run.
async fn eventually(what: &str, mut condition: impl FnMut() -> bool) {
    within_timeout(what, async {
        while !condition() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    })
    .await;
}

/// A frozen server reports no error, so only lost probes detect it. The probes are those of production.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_frozen_server_is_noticed_and_publishing_never_waits_for_it() {
    let server = RedisServer::start();
    let mut node = Node::up(server.driver()).await;
    node.subscribe("a").await;

    server.freeze();
    let frozen = Instant::now();
    for _ in 0..20_000 {
        let _ = node.bus.publish("a", Bytes::from_static(b"into the void"));
    }
    assert!(frozen.elapsed() < Duration::from_secs(1), "publishing took {:?}", frozen.elapsed());
    node.becomes(BusState::Down).await;
    assert!(frozen.elapsed() < Duration::from_secs(10), "the silence lasted {:?}", frozen.elapsed());

    server.thaw();
    node.disturbed(Disturbance::Reconnected).await;
    node.publish("a", "awake");
    node.eventually_receives("a", "awake").await;
}

/// The node publishes nothing, so its subscription connection is idle; a frozen server is hardest to detect then.
#[tokio::test]
async fn a_frozen_server_is_noticed_by_an_idle_node() {
    let server = RedisServer::start();
    let mut node = Node::up_with(server.driver(), quick_probes()).await;
    node.subscribe("a").await;
    server.freeze();
    node.becomes(BusState::Down).await;
    server.thaw();
    node.disturbed(Disturbance::Reconnected).await;
    server.command(&["PUBLISH", "plenum:ch:a", "from outside"]).expect("the server answers");
    node.eventually_receives("a", "from outside").await;
}

#[tokio::test]
async fn closed_connections_are_reopened_and_none_are_leaked() {
    let server = RedisServer::start();
    let mut node = Node::up(server.driver()).await;
    node.subscribe("a").await;
    for kind in ["pubsub", "normal", "pubsub", "normal"] {
        server.command(&["CLIENT", "KILL", "TYPE", kind]).expect("the server answers");
        node.disturbed(Disturbance::Reconnected).await;
        node.publish("a", kind);
        node.receives("a", kind).await;
    }
    eventually("two connections", || connections(&server) == 2).await;
    node.bus.shutdown().await;
    eventually("no connections", || connections(&server) == 0).await;
}

#[tokio::test]
async fn after_a_freeze_only_the_new_connections_remain() {
    let server = RedisServer::start();
    let mut node = Node::up_with(server.driver(), quick_probes()).await;
    server.freeze();
    node.becomes(BusState::Down).await;
    server.thaw();
    node.disturbed(Disturbance::Reconnected).await;
    eventually("two connections", || connections(&server) == 2).await;
}

#[tokio::test]
async fn a_node_started_before_its_server_comes_up_with_it() {
    let mut server = RedisServer::start();
    server.kill();
    let mut node = Node::start(server.driver(), options());
    let answer = within_timeout("the answer", node.bus.subscribe("a")).await;
    assert!(matches!(answer, Err(BusError::NotConfirmed)), "{answer:?}");
    server.restart();
    within_timeout("the bus to come up", node.bus.up()).await;
    node.disturbed(Disturbance::Resubscribed).await;
    node.publish("a", "hello");
    node.receives("a", "hello").await;
}

#[tokio::test]
async fn only_the_right_password_opens_the_server() {
    let setup = RedisSetup { password: Some("p@ss:w/rd".to_owned()), ..RedisSetup::default() };
    let server = RedisServer::start_with(setup);
    let right = server.url().replace("p@ss:w/rd", "p%40ss%3Aw%2Frd");
    let mut node = Node::up(driver(RedisSettings::new(&right))).await;
    node.subscribe("a").await;
    node.publish("a", "hello");
    node.receives("a", "hello").await;

    for wrong in [right.replace("p%40ss%3Aw%2Frd", "wrong"), right.replace(":p%40ss%3Aw%2Frd@", "")] {
        let outside = Node::start(driver(RedisSettings::new(wrong)), options());
        let answer = within_timeout("the answer", outside.bus.subscribe("a")).await;
        assert!(matches!(answer, Err(BusError::NotConfirmed)), "{answer:?}");
        assert!(!outside.bus.is_up());
    }
}

/// These are the rights that Plenum needs.
#[tokio::test]
async fn the_documented_rights_suffice_and_a_refused_channel_is_never_confirmed() {
    let server = RedisServer::start();
    let rights = "+hello +auth +ping +info +client|id +client|setname +subscribe +unsubscribe +publish";
    let mut words = vec!["ACL", "SETUSER", "plenum", "on", ">secret", "resetchannels", "&plenum:*", "&other:probe:*"];
    words.extend(rights.split(' '));
    assert_eq!(server.command(&words).expect("the server answers"), "+OK");
    let url = server.url().replace("redis://", "redis://plenum:secret@");

    let mut node = Node::up(driver(RedisSettings::new(&url))).await;
    node.subscribe("a").await;
    node.publish("a", "hello");
    node.receives("a", "hello").await;

    let stranger = Node::up_with(driver(RedisSettings::new(&url)), options().namespace("other")).await;
    let answer = within_timeout("the answer", stranger.bus.subscribe("a")).await;
    assert!(matches!(answer, Err(BusError::NotConfirmed)), "{answer:?}");
}

#[tokio::test]
async fn tls_trusts_the_given_authority_and_no_other() {
    let certified = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).expect("a certificate");
    let (certificate, key) = (certified.cert.pem(), certified.signing_key.serialize_pem());
    let tls = RedisTls { certificate: certificate.clone(), key };
    let server = RedisServer::start_with(RedisSetup { tls: Some(tls), ..RedisSetup::default() });

    let mut node = Node::up(driver(RedisSettings::new(server.tls_url()).ca_pem(certificate))).await;
    node.subscribe("a").await;
    node.publish("a", "secretly");
    node.receives("a", "secretly").await;

    let other = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).expect("a certificate");
    let settings = RedisSettings::new(server.tls_url()).ca_pem(other.cert.pem());
    let distrustful = Node::start(driver(settings), options());
    let answer = within_timeout("the answer", distrustful.bus.subscribe("a")).await;
    assert!(matches!(answer, Err(BusError::NotConfirmed)), "{answer:?}");
    assert!(!distrustful.bus.is_up());
}

/// Only the queue between fred and the forwarding task is large enough for the burst.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_burst_of_fifty_thousand_arrives_completely() {
    let server = RedisServer::start();
    let mut node = Node::up(server.driver()).await;
    node.subscribe("a").await;
    let script = "for i = 1, 50000 do redis.call('PUBLISH', 'plenum:ch:a', i) end return 'done'";
    assert_eq!(server.command(&["EVAL", script, "0"]).expect("the server answers"), "done");
    for number in 1..=50_000 {
        node.receives("a", &number.to_string()).await;
    }
}
