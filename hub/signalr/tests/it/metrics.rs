//! The metrics of a server.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::time::Duration;

use metrics_util::debugging::{DebugValue, DebuggingRecorder, Snapshotter};
use plenum_signalr::{Handoff, Options, Prepared};
use serde_json::json;

use crate::backplane::nodes::{Nodes, begin_poll, brief_polls, polled_in_memory, timed, timed_post};
use crate::support::{Client, TestServer, connect_refused, wait_until};

/// Every metric that was recorded since the last call, and its value.
fn counted(snapshotter: &Snapshotter) -> BTreeMap<String, String> {
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
        seen.insert(format!("{} {}", key.name(), labels.join(" ")).trim_end().to_owned(), value);
    }
    seen
}

/// The recorded values of one metric, without those that are zero.
fn counted_of(snapshotter: &Snapshotter, metric: &str) -> BTreeMap<String, String> {
    let seen = counted(snapshotter).into_iter();
    seen.filter(|(key, value)| key.starts_with(metric) && value != "0").collect()
}

fn expected<const N: usize>(metrics: [(&str, &str); N]) -> BTreeMap<String, String> {
    metrics.map(|(key, value)| (key.to_owned(), value.to_owned())).into()
}

#[tokio::test]
async fn connections_calls_and_panics_are_counted() {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    // The runtime has one thread, so the recorder of this thread records everything.
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

    let expected = expected([
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
    ]);
    assert_eq!(counted(&snapshotter), expected, "no label value comes from a client");
}

#[tokio::test]
async fn refusals_are_counted_by_reason() {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    let _recording = metrics::set_default_local_recorder(&recorder);

    let options = Options {
        max_connections: 4,
        max_connections_per_user: 1,
        max_connections_per_account: 2,
        max_connections_per_address: 3,
        max_pending_per_user: 1,
        ..Options::default()
    };
    let server = TestServer::with_options(options).await;
    let refused = |path: &'static str| async { connect_refused(server.socket().await, path, &[]).await.0 };
    let _ada = server.client_at("/hub?access_token=ada&account=t&address=x").await;
    let _ben = server.client_at("/hub?access_token=ben&account=t&address=x").await;
    let negotiated = server.negotiate("?negotiateVersion=1&access_token=cleo").await;
    let id = negotiated["connectionToken"].as_str().expect("a token").to_owned();
    let _cleo = server.client_at(&format!("/hub?id={id}&access_token=cleo&address=x")).await;
    assert_eq!(server.http("POST", &format!("/hub/refresh?id={id}&access_token=ben"), &[]).await.status, 403);
    assert_eq!(refused("/hub?access_token=ada").await, 429);
    assert_eq!(refused("/hub?access_token=dan&account=t").await, 429);
    assert_eq!(refused("/hub?access_token=dan&address=x").await, 429);
    let dan = server.client_at("/hub?access_token=dan").await;
    assert_eq!(refused("/hub?access_token=eve").await, 503);
    for status in [200, 429, 429] {
        assert_eq!(server.http("POST", "/hub/negotiate?access_token=eve", &[]).await.status, status);
    }
    let foreign = [("Origin", "https://evil.example")];
    assert_eq!(server.http("POST", "/hub/negotiate", &foreign).await.status, 403);
    drop(dan);
    wait_until("the connection is gone", || server.hub.connections() == 3).await;
    let mut wordy = Client::open(server.socket().await, "/hub", &[]).await;
    wordy.send_text(&"x".repeat(5_000)).await;
    wordy.end().await;
    let hub = server.hub.clone();
    let _draining = tokio::spawn(async move { hub.drain(Duration::from_secs(60)).await });
    wait_until("the server drains", || server.hub.is_draining()).await;
    assert_eq!(refused("/hub").await, 503);

    let reason = |why: &str| format!("signalr.server.refused hub=test reason={why}");
    let one = |why: &str| (reason(why), "1".to_owned());
    let expected = [
        one("connections"),
        one("connections of user"),
        one("connections of account"),
        one("connections of address"),
        one("draining"),
        one("handshake"),
        one("origin"),
        (reason("pending negotiations"), "2".to_owned()),
        one("refresh"),
    ];
    assert_eq!(counted_of(&snapshotter, "signalr.server.refused"), expected.into());
}

#[tokio::test]
async fn a_client_that_is_paused_by_its_stream_is_counted() {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    let _recording = metrics::set_default_local_recorder(&recorder);

    let server =
        TestServer::with_options(Options { stream_buffer: 2, parallel_invocations: 2, ..Options::default() }).await;
    let mut client = server.client().await;
    let call = json!({"type": 1, "invocationId": "c", "target": "Slowly", "arguments": [], "streamIds": ["s"]});
    client.send(call).await;
    wait_until("the method runs", || server.test_hub().waiting.load(Ordering::SeqCst) == 1).await;
    let item = |number: u32| json!({"type": 2, "invocationId": "s", "item": number});
    client.send(item(1)).await;
    client.send(item(2)).await;
    client.result("Nothing", json!([])).await;
    assert_eq!(counted_of(&snapshotter, "signalr.server.streams.held_back"), BTreeMap::new(), "there is room");
    client.send(item(3)).await;
    let held_back = || counted_of(&snapshotter, "signalr.server.streams.held_back");
    let mut counted = BTreeMap::new();
    wait_until("reading is paused", || {
        counted = held_back();
        !counted.is_empty()
    })
    .await;
    assert_eq!(counted, expected([("signalr.server.streams.held_back hub=test", "1")]));
    server.test_hub().gate.0.add_permits(1);
    client.send(json!({"type": 3, "invocationId": "s"})).await;
    assert_eq!(client.record().await["result"], 6);
    assert_eq!(held_back(), BTreeMap::new());
}

#[tokio::test(start_paused = true)]
async fn relayed_requests_are_counted_by_outcome() {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    let _recording = metrics::set_default_local_recorder(&recorder);

    let options = Options { max_relays: 1, ..brief_polls() };
    let nodes = Nodes::with(2, move |builder| builder.options(options.clone())).await;
    let path = polled_in_memory(&nodes).await;
    let relays = |snapshotter| counted_of(snapshotter, "signalr.server.relays");
    let one = |outcome: &str| [(format!("signalr.server.relays outcome={outcome}"), "1".to_owned())].into();
    relays(&snapshotter);
    assert_eq!(timed_post(&nodes, 0, &path, "").await.status, 200);
    assert_eq!(relays(&snapshotter), one("answered"));
    assert_eq!(timed(&nodes, 0, "GET", "/hub?id=node-9.secret").await.status, 404);
    assert_eq!(relays(&snapshotter), one("no node"));
    let polling = begin_poll(&nodes, &path).await;
    assert_eq!(timed_post(&nodes, 0, &path, "").await.status, 503);
    assert_eq!(relays(&snapshotter), one("busy"));
    assert_eq!(polling.await.expect("no panic").status, 200);
    assert_eq!(relays(&snapshotter), one("answered"));
    nodes.network.take_down();
    assert_eq!(timed_post(&nodes, 0, &path, "").await.status, 503);
    assert_eq!(relays(&snapshotter), one("silent"));
}

#[tokio::test(start_paused = true)]
async fn dropped_backplane_messages_are_counted() {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    let _recording = metrics::set_default_local_recorder(&recorder);

    let nodes = Nodes::new(2).await;
    let everyone = || nodes.all[0].hub.clients().all().on_all_nodes();
    let message = |bytes: usize| Prepared::new("News", &["x".repeat(bytes)]).expect("serialises");
    let dropped = || counted_of(&snapshotter, "signalr.server.backplane.dropped");
    assert_eq!((everyone().send(&message(1)), dropped()), (Handoff::Sent, BTreeMap::new()));
    assert_eq!(everyone().send(&message(10 << 20)), Handoff::Dropped);
    assert_eq!(dropped(), expected([("signalr.server.backplane.dropped reason=too long", "1")]));
    nodes.network.take_down();
    assert_eq!(everyone().send(&message(1)), Handoff::Dropped);
    assert_eq!(dropped(), expected([("signalr.server.backplane.dropped reason=down", "1")]));
}
