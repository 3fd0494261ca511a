//! Streams in both directions.

use std::sync::atomic::Ordering;

use plenum_signalr::{Disconnect, Options};
use serde_json::{Value, json};

use crate::support::{Client, OfficialClient, TestServer, wait_until};

fn stream(id: &str, target: &str, arguments: Value) -> Value {
    json!({"type": 4, "invocationId": id, "target": target, "arguments": arguments})
}

fn upload(id: &str, target: &str, streams: &[&str]) -> Value {
    json!({"type": 1, "invocationId": id, "target": target, "arguments": [], "streamIds": streams})
}

fn item(stream: &str, item: Value) -> Value {
    json!({"type": 2, "invocationId": stream, "item": item})
}

/// The items up to the completion, and the completion.
async fn streamed(client: &mut Client) -> (Vec<Value>, Value) {
    let mut items = Vec::new();
    loop {
        let record = client.record().await;
        match record["type"].as_u64() {
            Some(2) => items.push(record["item"].clone()),
            Some(3) => return (items, record),
            _ => {}
        }
    }
}

#[tokio::test]
async fn items_arrive_in_order_and_a_completion_without_a_result_follows() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    client.send(stream("s", "cOUNT", json!([3]))).await;
    for number in 0..3 {
        assert_eq!(client.record().await, json!({"type": 2, "invocationId": "s", "item": number}));
    }
    assert_eq!(client.record().await, json!({"type": 3, "invocationId": "s"}));
    client.send(stream("s", "Count", json!([0]))).await;
    assert_eq!(streamed(&mut client).await.0, Vec::<Value>::new());
}

#[tokio::test]
async fn every_failure_of_a_stream() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    let broken = "An error occurred on the server while streaming results.";
    let two = || vec![json!(1), json!(2)];
    for (target, arguments, items, error) in [
        ("BreaksOff", json!(["user"]), two(), format!("{broken} HubException: told")),
        ("BreaksOff", json!(["internal"]), two(), broken.to_owned()),
        ("BreaksOff", json!([1]), vec![], "Failed to invoke 'BreaksOff' due to an error on the server.".to_owned()),
        (
            "FailsAtOnce",
            json!([]),
            vec![],
            "An unexpected error occurred invoking 'FailsAtOnce' on the server. HubException: no".to_owned(),
        ),
        (
            "PanicsLater",
            json!([]),
            vec![json!(0)],
            "An unexpected error occurred invoking 'PanicsLater' on the server.".to_owned(),
        ),
    ] {
        client.send(stream("s", target, arguments)).await;
        let expected = (items, json!({"type": 3, "invocationId": "s", "error": error}));
        assert_eq!(streamed(&mut client).await, expected);
    }
    assert_eq!(
        client.error("Count", json!([1])).await,
        "The client attempted to invoke the streaming 'Count' method with a non-streaming invocation."
    );
}

#[tokio::test]
async fn a_stream_can_be_cancelled_in_the_same_frame_as_its_call() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    let both = format!("{}\u{1e}{}\u{1e}", stream("s", "Endless", json!([])), json!({"type": 5, "invocationId": "s"}));
    client.send_text(&both).await;
    assert_eq!(client.record().await, json!({"type": 3, "invocationId": "s"}));
}

#[tokio::test]
async fn a_cancelled_stream_is_dropped_and_a_running_one_blocks_no_call() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    client.send(stream("s", "Endless", json!([]))).await;
    assert_eq!(client.result("Echo", json!(["meanwhile"])).await, "meanwhile");
    client.send(stream("s", "Count", json!([1]))).await;
    assert_eq!(client.record().await["error"], "Invocation ID 's' is already in use.");
    client.send(json!({"type": 5, "invocationId": "s"})).await;
    let mut seen = [client.record().await, client.record().await];
    seen.sort_by_key(|record| record["type"].as_u64());
    assert_eq!(seen[0]["target"], "StreamCanceled");
    assert_eq!(seen[1], json!({"type": 3, "invocationId": "s"}));
    client.send(stream("s", "Count", json!([1]))).await;
    assert_eq!(streamed(&mut client).await.0, [0], "the id is free again");
}

#[tokio::test]
async fn a_failing_call_does_not_end_the_streams_of_others() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    client.send(upload("c", "Concat", &["1"])).await;
    client.send(item("1", json!("a"))).await;
    client.send(upload("d", "NoSuch", &["1"])).await;
    assert_eq!(client.record().await["error"], "Unknown hub method 'NoSuch'");
    client.send(upload("e", "Zip", &["1"])).await;
    assert_eq!(client.record().await["invocationId"], "e");
    client.send(item("1", json!("b"))).await;
    client.send(json!({"type": 3, "invocationId": "1"})).await;
    assert_eq!(client.record().await, json!({"type": 3, "invocationId": "c", "result": "ab"}));

    // An id is free once its stream has ended, even if the call that used it still runs.
    client.send(upload("f", "Slowly", &["1"])).await;
    client.send(json!({"type": 3, "invocationId": "1"})).await;
    wait_until("the call runs", || server.test_hub().waiting.load(Ordering::SeqCst) == 1).await;
    client.send(upload("g", "Concat", &["1"])).await;
    client.send(item("1", json!("x"))).await;
    server.test_hub().gate.0.add_permits(1);
    assert_eq!(client.record().await, json!({"type": 3, "invocationId": "f", "result": 0}));
    client.send(item("1", json!("y"))).await;
    client.send(json!({"type": 3, "invocationId": "1"})).await;
    assert_eq!(client.record().await, json!({"type": 3, "invocationId": "g", "result": "xy"}));
}

#[tokio::test]
async fn an_endless_stream_waits_for_its_reader_and_ends_with_it() {
    let server = TestServer::with_options(Options { queue_messages: 8, ..Options::default() }).await;
    let mut client = Client::open(server.duplex_of(4_096), "/hub", &[]).await;
    client.shake_hands().await;
    client.send(stream("s", "Flood", json!([]))).await;
    for _ in 0..100 {
        assert_eq!(client.record().await["type"], 2);
    }
    // The stream does not stop the messages of its reader from being handled.
    client.send(json!({"type": 5, "invocationId": "s"})).await;
    streamed(&mut client).await;
    client.send(stream("t", "Flood", json!([]))).await;
    drop(client);
    wait_until("the end is noticed", || server.test_hub().ends() == [Disconnect::Lost]).await;
}

#[tokio::test]
async fn streams_are_limited() {
    let server = TestServer::with_options(Options { max_streams: 2, ..Options::default() }).await;
    let mut client = server.client().await;
    client.send(stream("a", "Endless", json!([]))).await;
    client.send(stream("b", "Endless", json!([]))).await;
    client.send(stream("c", "Endless", json!([]))).await;
    let refused = client.record().await;
    let error =
        "An unexpected error occurred invoking 'Endless' on the server. HubException: Too many streams are open.";
    assert_eq!(refused, json!({"type": 3, "invocationId": "c", "error": error}));
}

#[tokio::test]
async fn items_of_a_client_stream_are_read_in_order() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    client.send(upload("c", "Concat", &["7"])).await;
    for part in ["a", "b", "c"] {
        client.send(item("7", json!(part))).await;
        client.send(item("8", json!("of no stream"))).await;
    }
    client.send(json!({"type": 3, "invocationId": "7"})).await;
    assert_eq!(client.record().await, json!({"type": 3, "invocationId": "c", "result": "abc"}));
}

#[tokio::test]
async fn two_uploads_and_a_stream_of_results_at_once() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    let mut zip = stream("z", "Zip", json!([]));
    zip["streamIds"] = json!(["1", "2"]);
    client.send(zip).await;
    client.send(item("2", json!("x"))).await;
    client.send(item("1", json!(1))).await;
    assert_eq!(client.record().await["item"], json!([1, "x"]));
    client.send(json!({"type": 3, "invocationId": "2"})).await;
    client.send(json!({"type": 3, "invocationId": "1"})).await;
    assert_eq!(client.record().await, json!({"type": 3, "invocationId": "z"}));
}

#[tokio::test]
async fn every_failure_of_an_upload() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    let sentence = "An unexpected error occurred invoking 'Concat' on the server.";
    client.send(upload("c", "Concat", &["1"])).await;
    client.send(json!({"type": 3, "invocationId": "1", "error": "Something bad"})).await;
    assert_eq!(client.record().await["error"], format!("{sentence} HubException: Something bad"));
    client.send(upload("c", "Concat", &["2"])).await;
    client.send(item("2", json!(5))).await;
    assert_eq!(client.record().await["error"], sentence);
    client.send(upload("c", "Concat", &[])).await;
    assert_eq!(
        client.record().await["error"],
        format!("{sentence} HubException: Client sent 0 stream(s), Hub method expects 1.")
    );
    client.send(upload("c", "Concat", &["3"])).await;
    client.send(upload("d", "Concat", &["3"])).await;
    assert_eq!(client.record().await["error"], "Invocation ID '3' is already in use.");
    client.send(json!({"type": 3, "invocationId": "3"})).await;
    assert_eq!(client.record().await, json!({"type": 3, "invocationId": "c", "result": ""}));
}

#[tokio::test]
async fn a_method_may_end_before_its_client_stream() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    client.send(upload("c", "First", &["1"])).await;
    for number in 0..50 {
        client.send(item("1", json!(number))).await;
    }
    client.send(json!({"type": 3, "invocationId": "1"})).await;
    assert_eq!(client.record().await["result"], 0);
    assert_eq!(client.result("Echo", json!(["alive"])).await, "alive");
}

#[tokio::test]
async fn a_slow_method_slows_its_client_down_and_loses_no_item() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    client.send(upload("c", "Slowly", &["1"])).await;
    for number in 0..100 {
        client.send(item("1", json!(number))).await;
    }
    client.send(json!({"type": 3, "invocationId": "1"})).await;
    client.send(json!({"type": 1, "invocationId": "e", "target": "Echo", "arguments": ["x"]})).await;
    wait_until("the method waits", || server.test_hub().waiting.load(Ordering::SeqCst) == 1).await;
    server.test_hub().gate.0.add_permits(1);
    let mut answers = [client.record().await, client.record().await];
    answers.sort_by_key(|answer| answer["invocationId"].to_string());
    assert_eq!((&answers[0]["result"], &answers[1]["result"]), (&json!(4950), &json!("x")));
}

#[tokio::test]
async fn a_cancelled_call_is_still_completed() {
    let server = TestServer::with_options(Options { parallel_invocations: 2, ..Options::default() }).await;
    let mut client = server.client().await;
    client.send(json!({"type": 1, "invocationId": "w", "target": "WaitCancelled", "arguments": []})).await;
    wait_until("the call runs", || server.test_hub().waiting.load(Ordering::SeqCst) == 1).await;
    client.send(json!({"type": 5, "invocationId": "w"})).await;
    assert_eq!(client.record().await, json!({"type": 3, "invocationId": "w", "result": "cancelled"}));
}

async fn streams_with_the_official_client(protocol: &str) {
    let server = TestServer::start().await;
    let settings = json!({"protocol": protocol, "targets": ["StreamCanceled"]});
    let mut client = OfficialClient::connect(&server, settings).await;

    client.send_command(json!({"stream": "Count", "args": [2], "id": "n"})).await;
    assert_eq!(client.event(|_| true).await, json!({"event": "item", "id": "n", "value": 0}));
    assert_eq!(client.event(|_| true).await, json!({"event": "item", "id": "n", "value": 1}));
    assert_eq!(client.event(|_| true).await, json!({"event": "streamed", "id": "n"}));

    client.send_command(json!({"stream": "FailsAtOnce", "id": "f"})).await;
    assert_eq!(
        client.event_named("streamed").await["error"],
        "An unexpected error occurred invoking 'FailsAtOnce' on the server. HubException: no"
    );

    client.send_command(json!({"stream": "Endless", "id": "e"})).await;
    client.send_command(json!({"cancel": "e"})).await;
    let canceled = |line: &Value| line["target"] == "StreamCanceled";
    client.event(canceled).await;

    client.send_command(json!({"invoke": "Concat", "uploads": [{"items": ["a", "b", "ü"]}], "id": "c"})).await;
    assert_eq!(client.event_named("result").await["value"], "abü");
    client
        .send_command(json!({"invoke": "Concat", "uploads": [{"items": ["a"], "error": "Something bad"}], "id": "c"}))
        .await;
    let error = client.event_named("result").await["error"].clone();
    assert_eq!(error, "An unexpected error occurred invoking 'Concat' on the server. HubException: Something bad");
    client.send_command(json!({"stream": "Tenfold", "uploads": [{"items": [1, 2]}], "id": "t"})).await;
    assert_eq!(client.event_named("item").await["value"], 10);
    assert_eq!(client.event_named("item").await["value"], 20);
    assert_eq!(client.event_named("streamed").await["error"], Value::Null);
    client.stop().await;
}

#[tokio::test]
async fn the_official_client_streams_in_json() {
    streams_with_the_official_client("json").await;
}

#[tokio::test]
async fn the_official_client_streams_in_messagepack() {
    streams_with_the_official_client("messagepack").await;
}
