//! What a real server can do to a node, and what a node leaves on a real server.

use std::time::{Duration, Instant};

use bytes::Bytes;
use plenum_bus::{BusError, BusState, Disturbance, RedisDriver, RedisSettings};

use crate::Fixture;
use crate::node::{Node, impatient, options, soon};
use plenum_testkit_redis::{RedisServer, RedisSetup, RedisTls};

fn driver(settings: RedisSettings) -> RedisDriver {
    RedisDriver::new(&settings).expect("the settings are good")
}

/// The connections of nodes that the server holds: everything but the one that asks.
fn connections(server: &RedisServer) -> usize {
    server.command(&["CLIENT", "LIST"]).expect("the server answers").lines().count() - 1
}

/// Asks until the answer is right, letting other tasks run in between.
async fn eventually(what: &str, mut is_so: impl FnMut() -> bool) {
    soon(what, async {
        while !is_so() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    })
    .await;
}

/// A frozen server reports nothing, so only silence can tell. The probes are those of production.
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
    node.eventually_hears("a", "awake").await;
}

/// Nobody publishes: the listening connection is quiet, which is when a frozen server is hardest to see.
#[tokio::test]
async fn a_frozen_server_is_noticed_by_a_quiet_node() {
    let server = RedisServer::start();
    let mut node = Node::up_with(server.driver(), impatient()).await;
    node.subscribe("a").await;
    server.freeze();
    node.becomes(BusState::Down).await;
    server.thaw();
    node.disturbed(Disturbance::Reconnected).await;
    server.command(&["PUBLISH", "plenum:ch:a", "from outside"]).expect("the server answers");
    node.eventually_hears("a", "from outside").await;
}

#[tokio::test]
async fn connections_the_server_closes_are_made_again_and_none_are_left_behind() {
    let server = RedisServer::start();
    let mut node = Node::up(server.driver()).await;
    node.subscribe("a").await;
    for kind in ["pubsub", "normal", "pubsub", "normal"] {
        server.command(&["CLIENT", "KILL", "TYPE", kind]).expect("the server answers");
        node.disturbed(Disturbance::Reconnected).await;
        node.publish("a", kind);
        node.hears("a", kind).await;
    }
    eventually("two connections", || connections(&server) == 2).await;
    node.bus.shutdown().await;
    eventually("no connections", || connections(&server) == 0).await;
}

#[tokio::test]
async fn a_thawed_server_is_left_with_the_new_connections_only() {
    let server = RedisServer::start();
    let mut node = Node::up_with(server.driver(), impatient()).await;
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
    let mut node = Node::begin(server.driver(), options());
    let answer = soon("the answer", node.bus.subscribe("a")).await;
    assert!(matches!(answer, Err(BusError::NotConfirmed)), "{answer:?}");
    server.restart();
    soon("the bus to come up", node.bus.up()).await;
    node.disturbed(Disturbance::Resubscribed).await;
    node.publish("a", "hello");
    node.hears("a", "hello").await;
}

#[tokio::test]
async fn only_the_right_password_opens_the_server() {
    let setup = RedisSetup { password: Some("p@ss:w/rd".to_owned()), ..RedisSetup::default() };
    let server = RedisServer::start_with(setup);
    let right = server.url().replace("p@ss:w/rd", "p%40ss%3Aw%2Frd");
    let mut node = Node::up(driver(RedisSettings::new(&right))).await;
    node.subscribe("a").await;
    node.publish("a", "hello");
    node.hears("a", "hello").await;

    for wrong in [right.replace("p%40ss%3Aw%2Frd", "wrong"), right.replace(":p%40ss%3Aw%2Frd@", "")] {
        let outside = Node::begin(driver(RedisSettings::new(wrong)), options());
        let answer = soon("the answer", outside.bus.subscribe("a")).await;
        assert!(matches!(answer, Err(BusError::NotConfirmed)), "{answer:?}");
        assert!(!outside.bus.is_up());
    }
}

/// These are the rights to give to Plenum, and no more are needed.
#[tokio::test]
async fn a_user_with_few_rights_is_enough_and_a_refused_channel_is_never_called_confirmed() {
    let server = RedisServer::start();
    let rights = "+hello +auth +ping +info +client|id +client|setname +subscribe +unsubscribe +publish";
    let mut words = vec!["ACL", "SETUSER", "plenum", "on", ">secret", "resetchannels", "&plenum:*", "&other:probe:*"];
    words.extend(rights.split(' '));
    assert_eq!(server.command(&words).expect("the server answers"), "+OK");
    let url = server.url().replace("redis://", "redis://plenum:secret@");

    let mut node = Node::up(driver(RedisSettings::new(&url))).await;
    node.subscribe("a").await;
    node.publish("a", "hello");
    node.hears("a", "hello").await;

    let stranger = Node::up_with(driver(RedisSettings::new(&url)), options().namespace("other")).await;
    let answer = soon("the answer", stranger.bus.subscribe("a")).await;
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
    node.hears("a", "secretly").await;

    let other = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).expect("a certificate");
    let settings = RedisSettings::new(server.tls_url()).ca_pem(other.cert.pem());
    let distrustful = Node::begin(driver(settings), options());
    let answer = soon("the answer", distrustful.bus.subscribe("a")).await;
    assert!(matches!(answer, Err(BusError::NotConfirmed)), "{answer:?}");
    assert!(!distrustful.bus.is_up());
}

/// The burst is larger than everything but the queue between fred and us, which is set for it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_burst_of_fifty_thousand_arrives_completely() {
    let server = RedisServer::start();
    let mut node = Node::up(server.driver()).await;
    node.subscribe("a").await;
    let script = "for i = 1, 50000 do redis.call('PUBLISH', 'plenum:ch:a', i) end return 'done'";
    assert_eq!(server.command(&["EVAL", script, "0"]).expect("the server answers"), "done");
    for number in 1..=50_000 {
        node.hears("a", &number.to_string()).await;
    }
}
