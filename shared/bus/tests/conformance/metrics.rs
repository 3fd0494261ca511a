//! The metrics of the bus, by the names on which dashboards and alerts rely.

use std::collections::BTreeMap;

use bytes::Bytes;
use metrics_util::debugging::{DebugValue, DebuggingRecorder, Snapshotter};
use plenum_bus::envelope::{self, BusKey, BusKeys};
use plenum_bus::{BusState, Disturbance, Limits, MemoryBroker};

use crate::node::{Node, options};

/// All metrics by name and labels. A counter has the increase since the last call.
fn snapshot(snapshotter: &Snapshotter) -> BTreeMap<String, f64> {
    let entry = |(key, _, _, value): (metrics_util::CompositeKey, _, _, DebugValue)| {
        let labels: Vec<_> = key.key().labels().map(|label| label.value().to_owned()).collect();
        let name = [vec![key.key().name().to_owned()], labels].concat().join(" ");
        match value {
            DebugValue::Counter(count) => (name, count as f64),
            DebugValue::Gauge(value) => (name, value.into_inner()),
            DebugValue::Histogram(values) => (name, values.len() as f64),
        }
    };
    snapshotter.snapshot().into_vec().into_iter().map(entry).collect()
}

#[test]
fn everything_published_received_dropped_and_refused_is_counted() {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    metrics::with_local_recorder(&recorder, || runtime.block_on(run_and_check(&snapshotter)));
}

async fn run_and_check(snapshotter: &Snapshotter) {
    let broker = MemoryBroker::new();
    let limits = Limits { incoming_messages: 2, outgoing_messages: 3, ..Limits::default() };
    let mut node = Node::up_with(broker.driver(), options().limits(limits)).await;
    node.subscribe("a").await;
    assert_eq!(snapshot(snapshotter)["plenum_bus_up"], 1.0);

    for _ in 0..4 {
        let _ = node.bus.publish("a", Bytes::from_static(b"x"));
    }
    node.disturbed(Disturbance::Lagged).await;
    // A batch is counted before the next subscription is confirmed.
    node.subscribe("b").await;
    let counted = snapshot(snapshotter);
    assert_eq!(counted["plenum_bus_published_total"], 3.0);
    assert_eq!(counted["plenum_bus_received_total"], 3.0);
    assert_eq!(counted["plenum_bus_dropped_total out behind"], 1.0);
    assert_eq!(counted["plenum_bus_dropped_total in overflow"], 1.0);

    broker.cut();
    node.becomes(BusState::Down).await;
    let _ = node.bus.publish("a", Bytes::from_static(b"x"));
    let counted = snapshot(snapshotter);
    assert_eq!(counted["plenum_bus_up"], 0.0);
    assert_eq!(counted["plenum_bus_dropped_total out down"], 1.0);
    broker.restore();
    node.becomes(BusState::Up).await;
    assert_eq!(snapshot(snapshotter)["plenum_bus_reconnects_total"], 1.0);

    let keys = BusKeys::new(BusKey::new([1; 32]));
    let forged = envelope::seal(&BusKeys::new(BusKey::new([2; 32])), "a", b"x").unwrap();
    assert!(envelope::open(&keys, "a", &forged).is_err());
    assert!(envelope::open(&keys, "a", &Bytes::from_static(&[9])).is_err());
    let counted = snapshot(snapshotter);
    assert_eq!(counted["plenum_bus_invalid_total mac"], 1.0);
    assert_eq!(counted["plenum_bus_invalid_total version"], 1.0);
}
