//! What is counted.

use std::collections::BTreeMap;

use metrics_util::debugging::{DebugValue, DebuggingRecorder};
use serde_json::json;

use crate::support::{TestServer, wait_until};

#[tokio::test]
async fn connections_calls_and_panics_are_counted() {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    // This runtime has one thread, so that a recorder of the thread hears everything.
    let _recording = metrics::set_default_local_recorder(&recorder);

    let server = TestServer::start().await;
    let mut client = server.client_of("ann").await;
    let mut other = server.client_of("bob").await;
    client.result("Nothing", json!([])).await;
    client.error("NoSuchSecretMethod", json!([])).await;
    client.error("Panic", json!([])).await;
    other.send(json!({"type": 7})).await;
    other.end().await;
    wait_until("one is left", || server.hub.connections() == 1).await;
    assert_eq!(server.http("POST", "/hub/negotiate?access_token=bad", &[]).await.status, 401);

    let mut seen = BTreeMap::new();
    for (key, _, _, value) in snapshotter.snapshot().into_vec() {
        let (_, key) = key.into_parts();
        let mut labels: Vec<String> = key.labels().map(|label| format!("{}={}", label.key(), label.value())).collect();
        labels.sort();
        let value = match value {
            DebugValue::Counter(count) => count.to_string(),
            DebugValue::Gauge(level) => level.to_string(),
            DebugValue::Histogram(samples) => format!("{} samples", samples.len()),
        };
        seen.insert(format!("{} {}", key.name(), labels.join(" ")), value);
    }
    let expected = [
        ("signalr.server.active_connections hub=test signalr.transport=web_sockets", "1"),
        (
            "signalr.server.connection.duration hub=test signalr.connection.status=normal_closure signalr.transport=web_sockets",
            "1 samples",
        ),
        ("signalr.server.disconnects hub=test reason=by client", "1"),
        ("signalr.server.invocations hub=test outcome=ok", "1"),
        ("signalr.server.invocations hub=test outcome=panic", "1"),
        ("signalr.server.invocations hub=test outcome=unknown_method", "1"),
        ("signalr.server.panics hub=test", "1"),
        ("signalr.server.refused hub=test reason=credentials", "1"),
    ];
    let expected: BTreeMap<_, _> = expected.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
    assert_eq!(seen, expected, "and nothing a client chose is a label");
}
