//! Client results: the server invokes a method of a client and awaits its result.

use plenum_signalr::InvokeError;
use serde_json::json;

use crate::support::{OfficialClient, TestServer, wait_until};

#[tokio::test]
async fn every_outcome_of_an_invocation() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    let connection = server.hub.clients().all().members().pop().expect("the client");
    for (answer, expected) in [
        (json!({"result": 7}), Ok(7)),
        (json!({"error": "no idea"}), Err(InvokeError::Client("no idea".to_owned()))),
        (json!({}), Err(InvokeError::Client("Client didn't provide a result.".to_owned()))),
    ] {
        let connection = connection.clone();
        let invoking = tokio::spawn(async move { connection.invoke::<i32>("Ask", &(1, "x")).await });
        let invocation = client.record().await;
        assert_eq!((&invocation["type"], &invocation["target"]), (&json!(1), &json!("Ask")));
        assert_eq!(invocation["arguments"], json!([1, "x"]));
        let id = invocation["invocationId"].as_str().expect("an id");
        assert!(id.starts_with('s'));
        let mut answer = answer;
        answer["type"] = json!(3);
        answer["invocationId"] = json!(id);
        client.send(answer.clone()).await;
        // A second completion of the same invocation is ignored.
        client.send(answer).await;
        assert_eq!(invoking.await.expect("no panic"), expected);
    }
    let invoked = connection.clone();
    let invoking = tokio::spawn(async move { invoked.invoke::<i32>("Ask", &()).await });
    // `()` does not serialise to a list.
    assert!(matches!(invoking.await.expect("no panic"), Err(InvokeError::Arguments(_))));
    assert_eq!(client.result("Echo", json!(["alive"])).await, "alive");

    let invoked = connection.clone();
    let invoking = tokio::spawn(async move { invoked.invoke::<i32>("Ask", &[0; 0]).await });
    client.record().await;
    drop(client);
    let gone = invoking.await.expect("no panic").expect_err("the client is gone");
    assert_eq!(gone.to_string(), format!("Connection '{}' disconnected.", connection.id()));
    let unknown = server.hub.clients().invoke::<i32>("nobody", "Ask", &[0; 0]).await.expect_err("nobody");
    assert_eq!(unknown.to_string(), "Connection 'nobody' does not exist.");
}

#[tokio::test]
async fn a_result_of_another_type_is_an_error_and_of_another_connection_is_ignored() {
    let server = TestServer::start().await;
    let mut callee = server.client_of("ann").await;
    let mut other = server.client_of("bob").await;
    let connection = server.hub.clients().of_user("ann").pop().expect("ann");
    let invoking = tokio::spawn(async move { connection.invoke::<i32>("Ask", &[0; 0]).await });
    let id = callee.record().await["invocationId"].clone();
    other.send(json!({"type": 3, "invocationId": id, "result": 1})).await;
    assert_eq!(other.result("Echo", json!(["ignored"])).await, "ignored");
    assert!(!invoking.is_finished(), "only the invoked connection can complete it");
    callee.send(json!({"type": 3, "invocationId": id, "result": "text"})).await;
    let error = invoking.await.expect("no panic").expect_err("not a number");
    assert!(error.to_string().starts_with("Error trying to deserialize result to i32. "), "{error}");
}

#[tokio::test]
async fn a_call_that_awaits_its_own_caller_lets_the_next_call_begin() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    client.send(json!({"type": 1, "invocationId": "a", "target": "AskMe", "arguments": ["Ask"]})).await;
    let invocation = client.record().await;
    assert_eq!(client.result("Echo", json!(["meanwhile"])).await, "meanwhile");
    client.send(json!({"type": 3, "invocationId": invocation["invocationId"], "result": 5})).await;
    assert_eq!(client.record().await, json!({"type": 3, "invocationId": "a", "result": 5}));
}

#[tokio::test]
async fn on_connected_cannot_await_a_client_result() {
    let server = TestServer::start().await;
    let mut client = server.client_at("/hub?hook=ask").await;
    assert_eq!(client.result("Echo", json!(["alive"])).await, "alive");
    wait_until("the connection is registered", || server.hub.clients().count() == 1).await;
}

async fn with_the_official_client(protocol: &str) {
    let server = TestServer::start().await;
    let answers = json!({"Ask": {"value": 42}, "Fail": {"error": "from callback"}, "Shrug": {}});
    let settings = json!({"protocol": protocol, "targets": ["Elsewhere"], "answers": answers});
    let mut client = OfficialClient::connect(&server, settings).await;
    assert_eq!(client.result("AskMe", json!(["Ask"])).await, 42);
    for (target, error) in [
        ("Fail", "Error: from callback"),
        ("Shrug", "Client didn't provide a result."),
        ("Unheard", "Client didn't provide a result."),
    ] {
        let sentence = "An unexpected error occurred invoking 'AskMe' on the server. HubException:";
        assert_eq!(client.call("AskMe", json!([target])).await, Err(format!("{sentence} {error}")));
    }
    client.stop().await;
}

#[tokio::test]
async fn the_official_client_answers_in_json() {
    with_the_official_client("json").await;
}

#[tokio::test]
async fn the_official_client_answers_in_messagepack() {
    with_the_official_client("messagepack").await;
}
