//! A node under test: a bus with its events, and waits with a time limit.

use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use plenum_bus::{Bus, BusEvent, BusEvents, BusOptions, BusState, Disturbance, Driver, Handoff};

/// The time limit of every wait, far above the time that a busy machine needs.
const TIMEOUT: Duration = Duration::from_secs(30);

pub(crate) struct Node {
    pub(crate) bus: Bus,
    events: BusEvents,
}

/// The options of production, with an id of their own.
pub(crate) fn options() -> BusOptions {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    BusOptions::new(NEXT.fetch_add(1, Ordering::Relaxed).into())
}

/// Options that detect a dead link quickly, and on a busy machine perhaps too early: a test with them must tolerate
/// additional reconnects.
pub(crate) fn quick_probes() -> BusOptions {
    options().probe_every(Duration::from_millis(100))
}

/// Waits for a future, and fails the test after the time limit.
pub(crate) async fn within_timeout<T>(what: &str, work: impl Future<Output = T>) -> T {
    match tokio::time::timeout(TIMEOUT, work).await {
        Ok(value) => value,
        Err(_) => panic!("waited too long for {what}"),
    }
}

impl Node {
    /// A node that is up.
    pub(crate) async fn up(driver: impl Driver) -> Self {
        Self::up_with(driver, options()).await
    }

    pub(crate) async fn up_with(driver: impl Driver, options: BusOptions) -> Self {
        let node = Self::start(driver, options);
        within_timeout("the bus to come up", node.bus.up()).await;
        node
    }

    /// A node that may never come up.
    pub(crate) fn start(driver: impl Driver, options: BusOptions) -> Self {
        let (bus, events) = Bus::start(driver, options).expect("the options are good");
        Self { bus, events }
    }

    /// The handle and the events.
    pub(crate) fn into_parts(self) -> (Bus, BusEvents) {
        (self.bus, self.events)
    }

    pub(crate) async fn subscribe(&self, channel: &str) {
        within_timeout("a subscription", self.bus.subscribe(channel)).await.expect("the subscription is confirmed");
    }

    pub(crate) fn publish(&self, channel: &str, payload: &str) {
        let handoff = self.bus.publish(channel, Bytes::copy_from_slice(payload.as_bytes()));
        assert_eq!(handoff, Handoff::Queued, "publishing {payload} on {channel}");
    }

    pub(crate) async fn next(&mut self) -> Option<BusEvent> {
        within_timeout("an event", self.events.recv()).await
    }

    /// The next event, which must be a message.
    pub(crate) async fn message(&mut self) -> (String, Bytes) {
        match self.next().await {
            Some(BusEvent::Message { channel, payload }) => (channel.to_string(), payload),
            other => panic!("expected a message, got {other:?}"),
        }
    }

    /// The next event, which must be this message.
    pub(crate) async fn receives(&mut self, channel: &str, payload: &str) {
        let (from, bytes) = self.message().await;
        assert_eq!((from.as_str(), &*bytes), (channel, payload.as_bytes()));
    }

    /// Reads events until this disturbance arrives.
    pub(crate) async fn disturbed(&mut self, why: Disturbance) {
        self.until("a disturbance", |event| *event == BusEvent::Disturbed(why)).await;
    }

    /// Reads events until this message arrives.
    pub(crate) async fn eventually_receives(&mut self, channel: &str, payload: &str) {
        self.until(payload, |event| match event {
            BusEvent::Message { channel: from, payload: bytes } => **from == *channel && **bytes == *payload.as_bytes(),
            BusEvent::Disturbed(_) => false,
        })
        .await;
    }

    async fn until(&mut self, what: &str, wanted: impl Fn(&BusEvent) -> bool) {
        let search = async {
            loop {
                match self.events.recv().await {
                    Some(event) if wanted(&event) => return,
                    Some(_) => {}
                    None => panic!("the stream ended before {what}"),
                }
            }
        };
        within_timeout(what, search).await;
    }

    /// Waits until the node is in this state.
    pub(crate) async fn becomes(&self, state: BusState) {
        let mut states = self.bus.state();
        let reached = states.wait_for(|now| *now == state);
        assert!(within_timeout("a change of state", reached).await.is_ok());
    }
}
