//! The supervisor with a scripted faulty driver, under a paused clock.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use plenum_bus::{
    Bus, BusError, BusState, Disturbance, Driver, Handoff, Limits, Link, LinkError, LinkEvents, Outgoing,
};
use tokio::sync::Notify;
use tokio::time::Instant;

use crate::node::{Node, options};

/// A server for one node, without a fault until one is set.
#[derive(Clone, Default)]
struct Script(Arc<State>);

#[derive(Default)]
struct State {
    faults: Mutex<BTreeSet<Fault>>,
    healed: Notify,
    connects: AtomicU32,
    joined: Mutex<BTreeSet<Arc<str>>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    ConnectFails,
    ConnectHangs,
    SubscribeHangs,
    PublishHangs,
    /// Accepts every message and delivers none.
    DeliversNothing,
    /// Reports an overflow of its own queue at every publish.
    Lags,
}

impl Script {
    fn set(&self, fault: Fault) {
        self.0.faults.lock().unwrap().insert(fault);
    }

    fn heal(&self) {
        self.0.faults.lock().unwrap().clear();
        self.0.healed.notify_waiters();
    }

    fn has(&self, fault: Fault) -> bool {
        self.0.faults.lock().unwrap().contains(&fault)
    }

    async fn hang_while(&self, fault: Fault) {
        loop {
            let healed = self.0.healed.notified();
            if !self.has(fault) {
                return;
            }
            healed.await;
        }
    }
}

#[async_trait]
impl Driver for Script {
    async fn connect(&self, events: LinkEvents) -> Result<Box<dyn Link>, LinkError> {
        self.0.connects.fetch_add(1, Ordering::Relaxed);
        self.hang_while(Fault::ConnectHangs).await;
        if self.has(Fault::ConnectFails) {
            return Err(LinkError::new("refused"));
        }
        self.0.joined.lock().unwrap().clear();
        Ok(Box::new(ScriptedLink { script: self.clone(), events }))
    }
}

struct ScriptedLink {
    script: Script,
    events: LinkEvents,
}

#[async_trait]
impl Link for ScriptedLink {
    async fn publish(&self, batch: &[Outgoing]) -> Result<(), LinkError> {
        self.script.hang_while(Fault::PublishHangs).await;
        if self.script.has(Fault::Lags) {
            self.events.lagged(1);
        }
        for Outgoing { channel, payload } in batch {
            if !self.script.has(Fault::DeliversNothing) && self.script.0.joined.lock().unwrap().contains(channel) {
                self.events.deliver(channel, payload.clone());
            }
        }
        Ok(())
    }

    async fn subscribe(&self, channels: &[Arc<str>]) -> Result<(), LinkError> {
        self.script.hang_while(Fault::SubscribeHangs).await;
        self.script.0.joined.lock().unwrap().extend(channels.iter().cloned());
        Ok(())
    }

    async fn unsubscribe(&self, channels: &[Arc<str>]) -> Result<(), LinkError> {
        self.script.0.joined.lock().unwrap().retain(|name| !channels.contains(name));
        Ok(())
    }

    fn close(&self) {}
}

#[tokio::test(start_paused = true)]
async fn lost_probes_end_a_link_within_four_intervals() {
    let script = Script::default();
    let mut node = Node::up_with(script.clone(), options()).await;
    node.subscribe("a").await;
    let fault_set = Instant::now();
    script.set(Fault::DeliversNothing);
    node.becomes(BusState::Down).await;
    let lasted = fault_set.elapsed();
    assert!((Duration::from_secs(3)..=Duration::from_secs(4)).contains(&lasted), "{lasted:?}");
    script.heal();
    node.disturbed(Disturbance::Reconnected).await;
    node.publish("a", "hello");
    node.receives("a", "hello").await;
}

#[tokio::test(start_paused = true)]
async fn a_link_that_never_receives_its_probe_never_goes_up() {
    let script = Script::default();
    script.set(Fault::DeliversNothing);
    let node = Node::start(script.clone(), options());
    let wait = tokio::time::timeout(Duration::from_secs(60), node.bus.up()).await;
    assert!(wait.is_err());
    assert!(script.0.connects.load(Ordering::Relaxed) > 10);
}

#[tokio::test(start_paused = true)]
async fn attempts_continue_for_ever_with_pauses_of_at_most_two_seconds() {
    for fault in [Fault::ConnectFails, Fault::ConnectHangs, Fault::SubscribeHangs, Fault::PublishHangs] {
        let script = Script::default();
        script.set(fault);
        let node = Node::start(script.clone(), options());
        tokio::time::sleep(Duration::from_secs(600)).await;
        // An attempt takes at most 2 s and is followed by a pause of at most 2 s.
        let attempts = script.0.connects.load(Ordering::Relaxed);
        assert!((150..1_300).contains(&attempts), "{fault:?}: {attempts}");
        script.heal();
        assert!(tokio::time::timeout(Duration::from_secs(4), node.bus.up()).await.is_ok(), "{fault:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_driver_that_hangs_fills_the_queue_and_then_messages_are_dropped() {
    let script = Script::default();
    let limits = Limits { outgoing_messages: 100, ..Limits::default() };
    let node = Node::up_with(script.clone(), options().limits(limits)).await;
    script.set(Fault::PublishHangs);
    let outcomes: Vec<_> = (0..150).map(|_| node.bus.publish("a", Bytes::from_static(b"x"))).collect();
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == Handoff::Queued).count(), 100);

    let limits = Limits { outgoing_bytes: 1_000, ..Limits::default() };
    let node = Node::up_with(Script::default(), options().limits(limits)).await;
    assert_eq!(node.bus.publish("a", Bytes::from(vec![0; 2_000])), Handoff::Dropped);
    assert_eq!(node.bus.publish("a", Bytes::from(vec![0; 900])), Handoff::Queued);
    assert_eq!(node.bus.publish("a", Bytes::from(vec![0; 900])), Handoff::Dropped);
}

#[tokio::test(start_paused = true)]
async fn a_slow_confirmation_is_an_error_after_two_seconds_and_an_event_later() {
    let script = Script::default();
    let mut node = Node::up(script.clone()).await;
    script.set(Fault::SubscribeHangs);
    let started = Instant::now();
    let answer = node.bus.subscribe("a").await;
    assert!(matches!(answer, Err(BusError::NotConfirmed)), "{answer:?}");
    assert_eq!(started.elapsed().as_secs(), 2);
    script.heal();
    node.disturbed(Disturbance::Resubscribed).await;
    node.publish("a", "hello");
    node.eventually_receives("a", "hello").await;
}

#[tokio::test(start_paused = true)]
async fn a_subscription_counts_even_if_its_future_is_dropped() {
    let mut node = Node::up(Script::default()).await;
    drop(node.bus.subscribe("a"));
    node.subscribe("b").await;
    node.publish("a", "still received");
    // The dropped future could not report the confirmation, so an event does.
    node.disturbed(Disturbance::Resubscribed).await;
    node.receives("a", "still received").await;
    node.bus.unsubscribe("a");
    node.subscribe("c").await;
    node.publish("a", "unwanted");
    node.publish("b", "wanted");
    node.receives("b", "wanted").await;
}

#[tokio::test(start_paused = true)]
async fn a_lag_of_the_driver_is_reported() {
    let script = Script::default();
    let mut node = Node::up(script.clone()).await;
    node.subscribe("a").await;
    script.set(Fault::Lags);
    node.publish("a", "survivor");
    node.disturbed(Disturbance::Lagged).await;
    node.eventually_receives("a", "survivor").await;
}

#[tokio::test(start_paused = true)]
async fn a_shutdown_does_not_wait_for_a_driver_that_hangs() {
    for fault in [Fault::ConnectHangs, Fault::SubscribeHangs, Fault::PublishHangs] {
        let script = Script::default();
        script.set(fault);
        let node = Node::start(script, options());
        tokio::task::yield_now().await;
        let started = Instant::now();
        node.bus.shutdown().await;
        assert_eq!(started.elapsed(), Duration::ZERO, "{fault:?}");
    }
}

#[tokio::test]
async fn a_namespace_that_could_contain_another_is_refused() {
    let refused = Bus::start(Script::default(), options().namespace("a:b"));
    assert!(matches!(refused, Err(BusError::InvalidNamespace)));
}

/// The link has subscribed to the channel, but the confirmation has not been reported yet.
#[tokio::test(start_paused = true)]
async fn a_channel_left_before_the_first_probe_is_unsubscribed() {
    let script = Script::default();
    script.set(Fault::PublishHangs);
    let mut node = Node::start(script.clone(), options());
    let subscription = node.bus.subscribe("a");
    // Waits until the first link waits for its probe.
    while !script.0.joined.lock().unwrap().contains("plenum:ch:a") {
        tokio::task::yield_now().await;
    }
    node.bus.unsubscribe("a");
    drop(subscription);
    script.heal();
    node.subscribe("b").await;
    node.publish("a", "unwanted");
    node.publish("b", "wanted");
    node.receives("b", "wanted").await;
}
