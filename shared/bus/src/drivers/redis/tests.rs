//! The forwarding task, with a queue that is small enough to overflow.

use std::time::Duration;

use fred::types::MessageKind;
use fred::types::config::Server;

use super::*;
use crate::link::events::{ConsumerQueue, PendingDisturbances};
use crate::{Disturbance, queue};

fn message(number: u32) -> Message {
    Message {
        channel: "plenum:ch:a".into(),
        value: Value::from(number.to_string()),
        kind: MessageKind::Message,
        server: Server::new("localhost", 6379),
    }
}

#[tokio::test]
async fn a_lag_is_reported_and_forwarding_continues() {
    let (sender, receiver) = broadcast::channel(4);
    for number in 0..10 {
        sender.send(message(number)).unwrap();
    }
    let (incoming, mut consumer) = queue::bounded(100, 10_000);
    let pending = Arc::new(PendingDisturbances::default());
    let events = LinkEvents::new(
        ConsumerQueue::new(incoming, Arc::clone(&pending)),
        "plenum:ch:".into(),
        "plenum:probe:1".into(),
    );
    let forwarder = AbortOnDropHandle::new(tokio::spawn(forward(receiver, events.clone())));

    let patience = Duration::from_secs(10);
    for expected in 6..10_u32 {
        let item = tokio::time::timeout(patience, consumer.pop()).await.unwrap().unwrap();
        assert_eq!((&*item.channel, &*item.payload), ("a", expected.to_string().as_bytes()));
    }
    assert_eq!(pending.take(), Some(Disturbance::Lagged));
    assert_eq!(pending.take(), None);

    sender.send(message(10)).unwrap();
    assert_eq!(tokio::time::timeout(patience, consumer.pop()).await.unwrap().unwrap().payload, "10");
    drop(sender);
    let reason = tokio::time::timeout(patience, events.until_lost()).await.unwrap();
    assert_eq!(reason, LinkError::new("the stream of messages ended"));
    forwarder.await.unwrap();
}
