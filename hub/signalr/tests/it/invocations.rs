//! One test per outcome of a call. Clients compare the error texts.

use std::sync::atomic::Ordering;

use plenum_signalr::{Disconnect, ErrorDetail, Options};
use serde_json::json;

use crate::support::{TestServer, wait_until};

#[tokio::test]
async fn a_completion_has_a_result_or_an_explicit_null() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    assert_eq!(client.call("Add", json!([2, 3])).await, json!({"type": 3, "invocationId": "c", "result": 5}));
    assert_eq!(client.call("Nothing", json!([])).await, json!({"type": 3, "invocationId": "c", "result": null}));
}

#[tokio::test]
async fn method_names_ignore_case_and_errors_keep_the_callers_spelling() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    assert_eq!(client.result("eCHO", json!(["x"])).await, "x");
    assert_eq!(client.result("whoami", json!([])).await[3], "whoami");
    assert_eq!(client.error("NoSuch", json!([])).await, "Unknown hub method 'NoSuch'");
}

#[tokio::test]
async fn wrong_arguments_are_refused() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    for arguments in [json!([]), json!([1, 2, 3]), json!(["1", 2]), json!([1, null])] {
        assert_eq!(client.error("Add", arguments).await, "Failed to invoke 'Add' due to an error on the server.");
    }
    assert_eq!(client.error("Nothing", json!([1])).await, "Failed to invoke 'Nothing' due to an error on the server.");
}

#[tokio::test]
async fn the_text_of_a_user_error_is_sent() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    assert_eq!(
        client.error("FailUser", json!(["name taken"])).await,
        "An unexpected error occurred invoking 'FailUser' on the server. HubException: name taken"
    );
}

#[tokio::test]
async fn the_text_of_an_internal_error_is_sent_only_with_error_details() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    let sentence = "An unexpected error occurred invoking 'FailInternal' on the server.";
    assert_eq!(client.error("FailInternal", json!([])).await, sentence);

    let server = TestServer::with_options(Options { error_detail: ErrorDetail::Shown, ..Options::default() }).await;
    let mut client = server.client().await;
    let shown = client.error("FailInternal", json!([])).await;
    assert_eq!(shown, format!("{sentence} Exception: invalid digit found in string"));
}

#[tokio::test]
async fn an_unauthorized_call_is_refused() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    assert_eq!(
        client.error("FailUnauthorized", json!([])).await,
        "Failed to invoke 'FailUnauthorized' because user is unauthorized"
    );
}

#[tokio::test]
async fn a_panic_ends_only_its_call() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    assert_eq!(client.error("Panic", json!([])).await, "An unexpected error occurred invoking 'Panic' on the server.");
    assert_eq!(client.result("Echo", json!(["alive"])).await, "alive");
}

#[tokio::test]
async fn a_result_that_does_not_serialise_is_an_error() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    assert_eq!(
        client.error("Unserialisable", json!([])).await,
        "An unexpected error occurred invoking 'Unserialisable' on the server."
    );
}

#[tokio::test]
async fn a_streaming_call_of_a_method_without_a_stream_is_refused() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    client.send(json!({"type": 4, "invocationId": "s", "target": "Echo", "arguments": ["x"]})).await;
    assert_eq!(
        client.record().await,
        json!({"type": 3, "invocationId": "s", "error":
            "The client attempted to invoke the non-streaming 'Echo' method with a streaming invocation."})
    );
    client.send(json!({"type": 4, "invocationId": "s", "target": "Nope", "arguments": []})).await;
    assert_eq!(client.record().await["error"], "Unknown hub method 'Nope'");
}

#[tokio::test]
async fn client_streams_that_the_method_does_not_take_are_refused() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    let call = json!({"type": 1, "invocationId": "s", "target": "Nothing", "arguments": [], "streamIds": ["7"]});
    client.send(call).await;
    assert_eq!(
        client.record().await["error"],
        "An unexpected error occurred invoking 'Nothing' on the server. \
         HubException: Client sent 1 stream(s), Hub method expects 0."
    );
    client.send(json!({"type": 2, "invocationId": "7", "item": 1})).await;
    client.send(json!({"type": 3, "invocationId": "7"})).await;
    client.send(json!({"type": 5, "invocationId": "unknown"})).await;
    client.send(json!({"type": 77, "whatever": []})).await;
    assert_eq!(client.result("Echo", json!(["alive"])).await, "alive");
}

#[tokio::test]
async fn a_call_without_an_id_is_never_answered() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    for target in ["Echo", "NoSuch", "FailInternal", "Panic"] {
        client.send(json!({"type": 1, "target": target, "arguments": []})).await;
    }
    client.send(json!({"type": 1, "invocationId": "", "target": "Nothing", "arguments": []})).await;
    assert_eq!(client.result("Echo", json!(["first answer"])).await, "first answer");
}

#[tokio::test]
async fn calls_run_one_at_a_time_unless_more_are_allowed() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    let wait = |id: &str| json!({"type": 1, "invocationId": id, "target": "Wait", "arguments": []});
    client.send(wait("a")).await;
    client.send(json!({"type": 1, "invocationId": "b", "target": "Echo", "arguments": ["x"]})).await;
    wait_until("the first call runs", || server.test_hub().waiting.load(Ordering::SeqCst) == 1).await;
    server.test_hub().gate.0.add_permits(1);
    assert_eq!(client.record().await["invocationId"], "a");
    assert_eq!(client.record().await["invocationId"], "b");

    let server = TestServer::with_options(Options { parallel_invocations: 2, ..Options::default() }).await;
    let mut client = server.client().await;
    client.send(wait("a")).await;
    client.send(json!({"type": 1, "invocationId": "b", "target": "Echo", "arguments": ["x"]})).await;
    assert_eq!(client.record().await["invocationId"], "b");
    server.test_hub().gate.0.add_permits(1);
    assert_eq!(client.record().await["invocationId"], "a");
}

#[tokio::test]
async fn a_client_that_disconnects_during_a_call_is_noticed() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    client.send(json!({"type": 1, "invocationId": "a", "target": "Wait", "arguments": []})).await;
    wait_until("the call runs", || server.test_hub().waiting.load(Ordering::SeqCst) == 1).await;
    drop(client);
    wait_until("the end is noticed", || server.test_hub().ends() == [Disconnect::Lost]).await;
}
