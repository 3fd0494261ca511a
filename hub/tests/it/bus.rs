//! The bus may do what it likes: lose, repeat, forge, go away. The log is the truth.

use bytes::Bytes;
use plenum_bus::envelope::{self, BusKey, BusKeys};
use plenum_shared::notice::Notice;
use plenum_testkit::{
    app::{Person, TestBus},
    hub::{TestHubs, TestNode},
    postgres::TestDatabase,
    redis::RedisServer,
    wait::{PATIENCE, wait_until},
};

use crate::client::Client;

#[tokio::test(flavor = "multi_thread")]
async fn forged_repeated_foreign_and_unreadable_notices_change_nothing() {
    let hubs = TestHubs::new().await;
    let node = hubs.node().await;
    let (ada, eve) = (node.admin("ada").await, node.admin("eve").await);
    let mut client = Client::live(&node, "deals", &ada).await;
    let (bus, mut messages) = hubs.installation.bus();
    let channel = Notice::channel(ada.who.tenant);
    bus.up().await;
    bus.subscribe(&channel).await.expect("subscribed");

    ada.deal("one").await;
    let Some(plenum_bus::BusEvent::Message { payload: genuine, .. }) = messages.recv().await else {
        panic!("a notice")
    };
    let keys = node.app.bus_keys();
    let notice = Notice::decode(&envelope::open(keys, &channel, &genuine).expect("opens")).expect("a notice");

    let mut next = notice.clone();
    next.head.seq += 1;
    next.entries[0].position = next.head;
    next.entries[0].kind = "deal.forged".to_owned();
    let next = next.encode().expect("encodes");
    let stranger = BusKeys::new(BusKey::new([7; 32]));
    let eves = Notice::channel(eve.who.tenant);
    let mut ahead = notice.head_only();
    ahead.head.seq += 500;
    let hostile: Vec<Bytes> = vec![
        Bytes::from_static(b"garbage"),
        Bytes::new(),
        genuine.slice(..genuine.len() - 1),
        envelope::seal(&stranger, &channel, &next).expect("seals"),
        envelope::seal(keys, &eves, &next).expect("seals"),
        envelope::seal(keys, &channel, b"{\"v\":9}").expect("seals"),
        envelope::seal(keys, &channel, b"\xff\xfe").expect("seals"),
        envelope::seal(keys, &channel, &ahead.encode().expect("encodes")).expect("seals"),
        genuine.clone(),
        genuine,
    ];
    for message in hostile {
        bus.publish(&channel, message);
    }
    ada.deal("two").await;
    assert_eq!(client.title("DealCreated").await, "one");
    assert_eq!(client.title("DealCreated").await, "two");
    assert!(!client.raw.contains("forged"));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_bus_delivery_goes_on() {
    let hubs = TestHubs::new().await;
    let (writer, node) = (hubs.writer().await, hubs.node().await);
    let ada = Person::admin(&writer, "ada").await;
    let mut client = Client::live(&node, "deals", &ada).await;
    hubs.installation.broker().cut();
    wait_until("the node notices", PATIENCE, async || !node.hub.health().bus_up).await;
    writes(&ada, &mut client, 0..20).await;
    hubs.installation.broker().restore();
    wait_until("the node is back", PATIENCE, async || node.hub.health().bus_up).await;
    writes(&ada, &mut client, 20..40).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn over_redis_that_dies_and_comes_back_every_event_arrives_once_and_in_order() {
    let mut redis = RedisServer::start();
    let hubs = TestHubs::on(TestDatabase::create().await, TestBus::Redis(redis.url()));
    let (writer, node) = (hubs.writer().await, hubs.node().await);
    node.app.bus().up().await;
    let ada = Person::admin(&writer, "ada").await;
    let mut client = Client::live(&node, "deals", &ada).await;
    writes(&ada, &mut client, 0..20).await;
    redis.kill();
    writes(&ada, &mut client, 20..40).await;
    redis.restart();
    wait_until("the node is back", PATIENCE, async || node.hub.health().bus_up).await;
    writes(&ada, &mut client, 40..60).await;
    drop::<TestNode>(node);
}

async fn writes(by: &Person, client: &mut Client, numbers: std::ops::Range<u32>) {
    for number in numbers.clone() {
        by.deal(&number.to_string()).await;
    }
    for number in numbers {
        assert_eq!(client.title("DealCreated").await, number.to_string());
    }
}
