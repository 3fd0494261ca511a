//! The promises of the bus with every driver, one function for each.

use std::collections::BTreeSet;

use bytes::Bytes;
use plenum_bus::{BusError, BusEvent, BusState, Disturbance, Handoff, Limits};

use crate::Fixture;
use crate::node::{Node, options, within_timeout};

pub(crate) async fn a_subscriber_receives_messages_of_another_node(fixture: impl Fixture) {
    let writer = Node::up(fixture.driver()).await;
    let (mut one, mut other) = (Node::up(fixture.driver()).await, Node::up(fixture.driver()).await);
    one.subscribe("tenant:1").await;
    other.subscribe("tenant:1").await;
    writer.publish("tenant:1", "hello");
    one.receives("tenant:1", "hello").await;
    other.receives("tenant:1", "hello").await;
}

pub(crate) async fn a_subscribed_publisher_receives_its_own_messages(fixture: impl Fixture) {
    let mut node = Node::up(fixture.driver()).await;
    node.subscribe("tenant:1").await;
    node.publish("tenant:1", "hello");
    node.receives("tenant:1", "hello").await;
}

pub(crate) async fn a_channel_without_a_subscription_is_not_received(fixture: impl Fixture) {
    let mut node = Node::up(fixture.driver()).await;
    node.subscribe("b").await;
    node.publish("a", "unwanted");
    node.publish("b", "wanted");
    node.receives("b", "wanted").await;
}

pub(crate) async fn subscriptions_are_counted(fixture: impl Fixture) {
    let mut node = Node::up(fixture.driver()).await;
    node.subscribe("a").await;
    node.subscribe("a").await;
    node.bus.unsubscribe("a");
    node.publish("a", "one subscription is left");
    node.receives("a", "one subscription is left").await;

    node.bus.unsubscribe("a");
    node.bus.unsubscribe("a");
    // A later subscription is confirmed only after the earlier change has been applied.
    node.subscribe("b").await;
    node.publish("a", "no subscription is left");
    node.publish("b", "marker");
    node.receives("b", "marker").await;
}

pub(crate) async fn a_channel_can_be_subscribed_again_after_unsubscribing(fixture: impl Fixture) {
    let mut node = Node::up(fixture.driver()).await;
    for round in 0..20 {
        node.subscribe("a").await;
        node.publish("a", &round.to_string());
        node.receives("a", &round.to_string()).await;
        node.bus.unsubscribe("a");
    }
}

pub(crate) async fn payloads_arrive_byte_for_byte(fixture: impl Fixture) {
    let mut node = Node::up(fixture.driver()).await;
    node.subscribe("a").await;
    let all_bytes: Vec<u8> = (0..=255).collect();
    let payloads: [&[u8]; 12] = [
        b"",
        b"0",
        b"-1",
        b"1.5",
        b"OK",
        b"QUEUED",
        b"true",
        b"$-1\r\n",
        b"\0\0",
        &all_bytes,
        b"\xff\xfe",
        &[7; 100_000],
    ];
    for payload in payloads {
        assert_eq!(node.bus.publish("a", Bytes::copy_from_slice(payload)), Handoff::Queued);
        assert_eq!(node.message().await.1, payload);
    }
}

pub(crate) async fn channel_names_are_literal(fixture: impl Fixture) {
    let mut node = Node::up(fixture.driver()).await;
    for channel in ["t*", "t?", "t[a-z]", "with a space", "two\r\nlines", "ß→", ""] {
        node.subscribe(channel).await;
        node.publish("ta", "no pattern");
        node.publish(channel, "literal");
        node.receives(channel, "literal").await;
    }
}

pub(crate) async fn namespaces_are_separate(fixture: impl Fixture) {
    let mut one = Node::up_with(fixture.driver(), options().namespace("one")).await;
    let mut two = Node::up_with(fixture.driver(), options().namespace("two")).await;
    one.subscribe("a").await;
    two.subscribe("a").await;
    one.publish("a", "for one");
    two.publish("a", "for two");
    one.receives("a", "for one").await;
    two.receives("a", "for two").await;
}

pub(crate) async fn thousands_of_channels_are_confirmed_at_once(fixture: impl Fixture) {
    let mut node = Node::up(fixture.driver()).await;
    let names: Vec<_> = (0..5_000).map(|n| format!("tenant:{n}")).collect();
    let subscriptions: Vec<_> = names.iter().map(|name| node.bus.subscribe(name)).collect();
    for subscription in subscriptions {
        within_timeout("a subscription", subscription).await.expect("the subscription is confirmed");
    }
    for name in ["tenant:0", "tenant:2500", "tenant:4999"] {
        node.publish(name, "hello");
        node.receives(name, "hello").await;
    }
}

pub(crate) async fn a_burst_within_the_limits_arrives_completely(fixture: impl Fixture) {
    let writer = Node::up(fixture.driver()).await;
    let mut reader = Node::up(fixture.driver()).await;
    reader.subscribe("a").await;
    let count = 10_000;
    for number in 0..count {
        writer.publish("a", &number.to_string());
    }
    let mut received = BTreeSet::new();
    while received.len() < count {
        received.insert(reader.message().await.1);
    }
}

pub(crate) async fn an_overflow_is_reported_and_the_stream_continues(fixture: impl Fixture) {
    let writer = Node::up(fixture.driver()).await;
    let limits = Limits { incoming_messages: 10, ..Limits::default() };
    let mut reader = Node::up_with(fixture.driver(), options().limits(limits)).await;
    let mut witness = Node::up(fixture.driver()).await;
    reader.subscribe("a").await;
    witness.subscribe("a").await;
    for number in 0..1_000 {
        writer.publish("a", &number.to_string());
    }
    // The witness has received all messages, while the reader has not read any.
    witness.eventually_receives("a", "999").await;
    reader.disturbed(Disturbance::Lagged).await;
    for number in 0..10 {
        reader.eventually_receives("a", &number.to_string()).await;
    }
    writer.publish("a", "after");
    reader.eventually_receives("a", "after").await;
}

pub(crate) async fn an_outage_is_survived(mut fixture: impl Fixture) {
    let mut node = Node::up(fixture.driver()).await;
    node.subscribe("a").await;
    for round in ["first", "second"] {
        fixture.outage();
        node.becomes(BusState::Down).await;
        fixture.restore();
        node.becomes(BusState::Up).await;
        node.disturbed(Disturbance::Reconnected).await;
        node.publish("a", round);
        node.receives("a", round).await;
    }
}

pub(crate) async fn publishing_during_an_outage_is_refused_at_once(mut fixture: impl Fixture) {
    let mut node = Node::up(fixture.driver()).await;
    node.subscribe("a").await;
    fixture.outage();
    node.becomes(BusState::Down).await;
    assert_eq!(node.bus.publish("a", Bytes::from_static(b"lost")), Handoff::Dropped);
    fixture.restore();
    node.disturbed(Disturbance::Reconnected).await;
    node.publish("a", "marker");
    node.receives("a", "marker").await;
}

pub(crate) async fn a_subscription_during_an_outage_is_confirmed_after_it(mut fixture: impl Fixture) {
    let mut node = Node::up(fixture.driver()).await;
    fixture.outage();
    node.becomes(BusState::Down).await;
    let answer = within_timeout("the answer", node.bus.subscribe("a")).await;
    assert!(matches!(answer, Err(BusError::NotConfirmed)), "{answer:?}");
    fixture.restore();
    node.disturbed(Disturbance::Resubscribed).await;
    node.publish("a", "hello");
    node.eventually_receives("a", "hello").await;
}

pub(crate) async fn a_channel_left_during_an_outage_is_not_restored(mut fixture: impl Fixture) {
    let mut node = Node::up(fixture.driver()).await;
    node.subscribe("a").await;
    node.subscribe("b").await;
    fixture.outage();
    node.becomes(BusState::Down).await;
    node.bus.unsubscribe("a");
    fixture.restore();
    node.disturbed(Disturbance::Reconnected).await;
    node.publish("a", "unwanted");
    node.publish("b", "wanted");
    node.receives("b", "wanted").await;
}

pub(crate) async fn after_a_shutdown_the_stream_ends(fixture: impl Fixture) {
    let mut node = Node::up(fixture.driver()).await;
    node.subscribe("a").await;
    within_timeout("the shutdown", node.bus.shutdown()).await;
    within_timeout("a second shutdown", node.bus.shutdown()).await;
    assert_eq!(node.next().await, None);
    assert_eq!(node.bus.publish("a", Bytes::new()), Handoff::Dropped);
    let answer = within_timeout("the answer", node.bus.subscribe("b")).await;
    assert!(matches!(answer, Err(BusError::Closed)), "{answer:?}");
    assert!(!node.bus.is_up());
}

pub(crate) async fn dropping_the_last_handle_ends_the_stream(fixture: impl Fixture) {
    let node = Node::up(fixture.driver()).await;
    let (bus, mut events) = node.into_parts();
    let clone = bus.clone();
    drop(bus);
    within_timeout("a subscription", clone.subscribe("a")).await.expect("a clone keeps the node on the bus");
    clone.publish("a", Bytes::from_static(b"hello"));
    let message = BusEvent::Message { channel: "a".into(), payload: Bytes::from_static(b"hello") };
    assert_eq!(within_timeout("an event", events.recv()).await, Some(message));
    drop(clone);
    assert_eq!(within_timeout("the end", events.recv()).await, None);
}
