//! The suite that every backplane passes, over the bus in memory and over Redis; and messages that are not authentic.

use std::{sync::Mutex, time::Duration};

use plenum_bus::{BusEvent, BusEvents, BusOptions, MemoryBroker, RedisDriver, RedisSettings, envelope::BusKey};
use plenum_shared::clock::Source;
use plenum_testkit::redis::RedisServer;
use tokio_util::task::AbortOnDropHandle;

use super::*;

/// Nodes on one bus.
struct BusNodes {
    driver: BusDriver,
    source: Source,
    dispatchers: Mutex<Vec<AbortOnDropHandle<()>>>,
}

enum BusDriver {
    Memory(MemoryBroker),
    Redis(Mutex<RedisServer>),
}

impl BusNodes {
    fn on(driver: BusDriver) -> Self {
        Self { driver, source: Source::system(), dispatchers: Mutex::default() }
    }

    fn in_memory() -> Self {
        Self::on(BusDriver::Memory(MemoryBroker::new()))
    }

    fn over_redis() -> Self {
        Self::on(BusDriver::Redis(Mutex::new(RedisServer::start())))
    }

    fn bus(&self) -> (Bus, BusEvents) {
        let options = BusOptions::new(self.source.uuid().as_u128()).probe_every(Duration::from_millis(100));
        match &self.driver {
            BusDriver::Memory(broker) => Bus::start(broker.driver(), options),
            BusDriver::Redis(server) => {
                let url = server.lock().expect("not poisoned").url();
                Bus::start(RedisDriver::new(&RedisSettings::new(url)).expect("a url"), options)
            }
        }
        .expect("a bus")
    }

    async fn backplane(&self, keys: BusKeys) -> Arc<BusBackplane> {
        let (bus, mut events) = self.bus();
        bus.up().await;
        let node = Arc::from(self.source.uuid().simple().to_string());
        let backplane = BusBackplane::new(bus, keys, node, "test");
        let backplanes = HubBackplanes::new(vec![backplane.clone()]);
        backplanes.clone().subscribe().await;
        let dispatching = tokio::spawn(async move {
            while let Some(event) = events.recv().await {
                if let BusEvent::Message { channel, payload } = event {
                    assert!(backplanes.route(&channel, &payload), "{channel}");
                }
            }
        });
        self.dispatchers.lock().expect("not poisoned").push(AbortOnDropHandle::new(dispatching));
        backplane
    }
}

fn keys(byte: u8) -> BusKeys {
    BusKeys::new(BusKey::new([byte; 32]))
}

#[async_trait]
impl suite::BackplaneNetwork for BusNodes {
    async fn node(&self) -> Arc<dyn Backplane> {
        self.backplane(keys(1)).await
    }

    async fn cut(&self) {
        match &self.driver {
            BusDriver::Memory(broker) => broker.cut(),
            BusDriver::Redis(server) => server.lock().expect("not poisoned").kill(),
        }
    }

    async fn restore(&self) {
        match &self.driver {
            BusDriver::Memory(broker) => broker.restore(),
            BusDriver::Redis(server) => server.lock().expect("not poisoned").restart(),
        }
    }
}

mod in_memory {
    super::suite::backplane_tests!(super::BusNodes::in_memory());
}

mod over_redis {
    super::suite::backplane_tests!(super::BusNodes::over_redis());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_no_node_has_sealed_is_not_received() {
    let bus = BusNodes::in_memory();
    let (ours, stranger, friend) =
        (bus.backplane(keys(1)).await, bus.backplane(keys(2)).await, bus.backplane(keys(1)).await);
    let message = |text: &'static str| Bytes::from_static(text.as_bytes());
    for recipient in [Recipient::AllOthers, Recipient::Node(ours.node())] {
        assert_eq!(stranger.publish(recipient, message("forged")), Handoff::Sent);
    }
    // A genuine message of one channel is refused on another.
    let elsewhere = format!("hub:test:{}", friend.node());
    let sealed = envelope::seal(&keys(1), &elsewhere, b"redirected").expect("seals");
    assert_eq!(stranger.bus.publish(&ours.channel_name(ours.node()), sealed), plenum_bus::Handoff::Queued);
    assert_eq!(friend.publish(Recipient::Node(ours.node()), message("genuine")), Handoff::Sent);
    assert_eq!(ours.receive().await, Some(message("genuine")));
}
