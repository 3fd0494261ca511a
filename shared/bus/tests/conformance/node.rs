//! A node under test: a bus with its events, and ways of waiting that end.

use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use plenum_bus::{Bus, BusEvent, BusEvents, BusOptions, BusState, Disturbance, Driver, Handoff};

/// Longer than anything takes on a busy machine. A test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) struct Node {
    pub(crate) bus: Bus,
    events: BusEvents,
}

/// The options of production, under a name of their own.
pub(crate) fn options() -> BusOptions {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    BusOptions::new(NEXT.fetch_add(1, Ordering::Relaxed).into())
}

/// Options that notice silence quickly, and on a busy machine perhaps too soon: a test that uses them must not mind a
/// reconnect more.
pub(crate) fn impatient() -> BusOptions {
    options().probe_every(Duration::from_millis(100))
}

/// Waits for something that must happen.
pub(crate) async fn soon<T>(what: &str, work: impl Future<Output = T>) -> T {
    match tokio::time::timeout(PATIENCE, work).await {
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
        let node = Self::begin(driver, options);
        soon("the bus to come up", node.bus.up()).await;
        node
    }

    /// A node that may never come up.
    pub(crate) fn begin(driver: impl Driver, options: BusOptions) -> Self {
        let (bus, events) = Bus::start(driver, options).expect("the options are good");
        Self { bus, events }
    }

    /// The two halves.
    pub(crate) fn apart(self) -> (Bus, BusEvents) {
        (self.bus, self.events)
    }

    pub(crate) async fn subscribe(&self, channel: &str) {
        soon("a subscription", self.bus.subscribe(channel)).await.expect("the subscription is confirmed");
    }

    pub(crate) fn publish(&self, channel: &str, payload: &str) {
        let handoff = self.bus.publish(channel, Bytes::copy_from_slice(payload.as_bytes()));
        assert_eq!(handoff, Handoff::Queued, "publishing {payload} on {channel}");
    }

    pub(crate) async fn next(&mut self) -> Option<BusEvent> {
        soon("an event", self.events.recv()).await
    }

    /// The next event, which must be a message.
    pub(crate) async fn message(&mut self) -> (String, Bytes) {
        match self.next().await {
            Some(BusEvent::Message { channel, payload }) => (channel.to_string(), payload),
            other => panic!("expected a message, got {other:?}"),
        }
    }

    /// The next event, which must be this message.
    pub(crate) async fn hears(&mut self, channel: &str, payload: &str) {
        let (from, bytes) = self.message().await;
        assert_eq!((from.as_str(), &*bytes), (channel, payload.as_bytes()));
    }

    /// Reads on until this disturbance comes.
    pub(crate) async fn disturbed(&mut self, why: Disturbance) {
        self.until("a disturbance", |event| *event == BusEvent::Disturbed(why)).await;
    }

    /// Reads on until this message comes.
    pub(crate) async fn eventually_hears(&mut self, channel: &str, payload: &str) {
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
        soon(what, search).await;
    }

    /// Waits until the node says that it is in this state.
    pub(crate) async fn becomes(&self, state: BusState) {
        let mut states = self.bus.state();
        let reached = states.wait_for(|now| *now == state);
        assert!(soon("a change of state", reached).await.is_ok());
    }
}
