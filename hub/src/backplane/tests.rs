//! What every backplane passes, over the bus in memory and over Redis; and what is not authentic.

use std::{sync::Mutex, time::Duration};

use plenum_bus::{BusEvent, BusEvents, BusOptions, MemoryBroker, RedisDriver, RedisSettings, envelope::BusKey};
use plenum_shared::clock::Source;
use plenum_testkit_redis::RedisServer;
use tokio_util::task::AbortOnDropHandle;

use super::*;

/// Nodes on one bus.
struct OnTheBus {
    wires: Wires,
    source: Source,
    dispatchers: Mutex<Vec<AbortOnDropHandle<()>>>,
}

enum Wires {
    Memory(MemoryBroker),
    Redis(Mutex<RedisServer>),
}

impl OnTheBus {
    fn on(wires: Wires) -> Self {
        Self { wires, source: Source::system(), dispatchers: Mutex::default() }
    }

    fn in_memory() -> Self {
        Self::on(Wires::Memory(MemoryBroker::new()))
    }

    fn over_redis() -> Self {
        Self::on(Wires::Redis(Mutex::new(RedisServer::start())))
    }

    fn bus(&self) -> (Bus, BusEvents) {
        let options = BusOptions::new(self.source.uuid().as_u128()).probe_every(Duration::from_millis(100));
        match &self.wires {
            Wires::Memory(broker) => Bus::start(broker.driver(), options),
            Wires::Redis(server) => {
                let url = server.lock().expect("not poisoned").url();
                Bus::start(RedisDriver::new(&RedisSettings::new(url)).expect("a url"), options)
            }
        }
        .expect("a bus")
    }

    async fn plane(&self, keys: BusKeys) -> Arc<BusBackplane> {
        let (bus, mut events) = self.bus();
        bus.up().await;
        let node = Arc::from(self.source.uuid().simple().to_string());
        let plane = BusBackplane::new(bus, keys, node, "test");
        let planes = Planes::new(vec![plane.clone()]);
        planes.clone().listen().await;
        let dispatching = tokio::spawn(async move {
            while let Some(event) = events.recv().await {
                if let BusEvent::Message { channel, payload } = event {
                    assert!(planes.pass(&channel, &payload), "{channel}");
                }
            }
        });
        self.dispatchers.lock().expect("not poisoned").push(AbortOnDropHandle::new(dispatching));
        plane
    }
}

fn keys(byte: u8) -> BusKeys {
    BusKeys::new(BusKey::new([byte; 32]))
}

#[async_trait]
impl suite::BackplaneNetwork for OnTheBus {
    async fn node(&self) -> Arc<dyn Backplane> {
        self.plane(keys(1)).await
    }

    async fn cut(&self) {
        match &self.wires {
            Wires::Memory(broker) => broker.cut(),
            Wires::Redis(server) => server.lock().expect("not poisoned").kill(),
        }
    }

    async fn restore(&self) {
        match &self.wires {
            Wires::Memory(broker) => broker.restore(),
            Wires::Redis(server) => server.lock().expect("not poisoned").restart(),
        }
    }
}

mod in_memory {
    super::suite::backplane_tests!(super::OnTheBus::in_memory());
}

mod over_redis {
    super::suite::backplane_tests!(super::OnTheBus::over_redis());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_sealed_by_a_node_is_not_received() {
    let bus = OnTheBus::in_memory();
    let (ours, stranger, friend) = (bus.plane(keys(1)).await, bus.plane(keys(2)).await, bus.plane(keys(1)).await);
    let message = |text: &'static str| Bytes::from_static(text.as_bytes());
    for whom in [Whom::Everyone, Whom::Node(ours.node())] {
        assert_eq!(stranger.publish(whom, message("forged")), Handoff::Sent);
    }
    // A genuine message of one channel is none of another.
    let elsewhere = format!("hub:test:{}", friend.node());
    let sealed = envelope::seal(&keys(1), &elsewhere, b"redirected").expect("seals");
    assert_eq!(stranger.bus.publish(&ours.channel(ours.node()), sealed), plenum_bus::Handoff::Queued);
    assert_eq!(friend.publish(Whom::Node(ours.node()), message("genuine")), Handoff::Sent);
    assert_eq!(ours.receive().await, Some(message("genuine")));
}
