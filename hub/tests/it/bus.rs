//! The bus may do what it likes: lose, repeat, forge, go away. The log is the truth.

use bytes::Bytes;
use plenum_bus::envelope::{self, BusKey, BusKeys};
use plenum_shared::notice::Notice;
use plenum_testkit_redis::RedisServer;
use serde_json::json;

use crate::{
    client::Client,
    place::{Node, Place, Wires, deal, founder, until},
};

#[tokio::test(flavor = "multi_thread")]
async fn forged_repeated_foreign_and_unreadable_news_change_nothing() {
    let place = Place::new().await;
    let node = place.node().await;
    let (ada, eve) = (founder(&node.app, "ada").await, founder(&node.app, "eve").await);
    let mut client = Client::live(&node, "deals", &ada).await;
    let (bus, mut heard) = place.bus();
    let channel = Notice::channel(ada.who.tenant);
    bus.up().await;
    bus.subscribe(&channel).await.expect("subscribed");

    deal(&node.app, &ada, "one", json!({})).await;
    let Some(plenum_bus::BusEvent::Message { payload: genuine, .. }) = heard.recv().await else { panic!("news") };
    let keys = node.app.bus_keys();
    let notice = Notice::decode(&envelope::open(keys, &channel, &genuine).expect("opens")).expect("news");

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
    deal(&node.app, &ada, "two", json!({})).await;
    assert_eq!(client.title("DealCreated").await, "one");
    assert_eq!(client.title("DealCreated").await, "two");
    assert!(!client.raw.contains("forged"));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_bus_delivery_goes_on() {
    let place = Place::new().await;
    let (writer, node) = (place.writer().await, place.node().await);
    let ada = founder(&writer, "ada").await;
    let mut client = Client::live(&node, "deals", &ada).await;
    place.broker().cut();
    until("the node notices", || !node.hub.health().bus_up).await;
    writes(&writer, &ada, &mut client, 0..20).await;
    place.broker().restore();
    until("the node is back", || node.hub.health().bus_up).await;
    writes(&writer, &ada, &mut client, 20..40).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn over_redis_that_dies_and_comes_back_every_event_arrives_once_and_in_order() {
    let mut redis = RedisServer::start();
    let place = Place::with(Wires::Redis(redis.url())).await;
    let (writer, node) = (place.writer().await, place.node().await);
    node.app.bus().up().await;
    let ada = founder(&writer, "ada").await;
    let mut client = Client::live(&node, "deals", &ada).await;
    writes(&writer, &ada, &mut client, 0..20).await;
    redis.kill();
    writes(&writer, &ada, &mut client, 20..40).await;
    redis.restart();
    until("the node is back", || node.hub.health().bus_up).await;
    writes(&writer, &ada, &mut client, 40..60).await;
    drop::<Node>(node);
}

async fn writes(app: &plenum_app::App, by: &crate::place::Person, client: &mut Client, numbers: std::ops::Range<u32>) {
    for number in numbers.clone() {
        deal(app, by, &number.to_string(), json!({})).await;
    }
    for number in numbers {
        assert_eq!(client.title("DealCreated").await, number.to_string());
    }
}
