//! Invocations with a result of a client on another node, while messages between the nodes are lost.

use std::sync::Arc;
use std::time::Duration;

use plenum_signalr::{Connection, InvokeError};
use serde_json::{Value, json};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use super::nodes::{Nodes, let_tasks_run};
use crate::support::Client;

/// A client of the second node.
async fn client(nodes: &Nodes) -> (Client, Connection<String>) {
    let client = nodes.all[1].timed_client("/hub").await;
    // The nodes reach each other now.
    sleep(Duration::from_secs(2)).await;
    (client, nodes.only_connection())
}

/// Invokes a method of the client from the first node.
fn invoke(nodes: &Nodes, id: &str) -> JoinHandle<Result<u32, InvokeError>> {
    let (server, id) = (nodes.all[0].hub.clone(), id.to_owned());
    tokio::spawn(async move { server.clients().invoke(&id, "Ask", &[0; 0]).await })
}

/// The result of an invocation, which must come in time.
async fn outcome(invoking: JoinHandle<Result<u32, InvokeError>>) -> Result<u32, InvokeError> {
    timeout(Duration::from_secs(20), invoking).await.expect("a result in time").expect("no panic")
}

/// The next invocation of the client.
async fn invocation(client: &mut Client) -> Value {
    loop {
        let record = client.record().await;
        if record["type"] != 6 {
            assert_eq!(record["target"], "Ask");
            return record;
        }
    }
}

async fn complete(client: &mut Client, invocation: &Value, mut completion: Value) {
    completion["type"] = json!(3);
    completion["invocationId"] = invocation["invocationId"].clone();
    client.send(completion).await;
}

#[tokio::test(start_paused = true)]
async fn an_invocation_waits_as_long_as_its_client_takes() {
    let nodes = Nodes::new(2).await;
    let (mut client, connection) = client(&nodes).await;
    let invoking = invoke(&nodes, connection.id());
    let invocation = invocation(&mut client).await;
    sleep(Duration::from_secs(300)).await;
    complete(&mut client, &invocation, json!({"result": 7})).await;
    assert_eq!(outcome(invoking).await, Ok(7));
}

#[tokio::test(start_paused = true)]
async fn an_error_longer_than_a_message_of_the_backplane_arrives() {
    let nodes = Nodes::with_max_message(1_024, 2, |builder| builder).await;
    let (mut client, connection) = client(&nodes).await;
    // Escaping makes the text several times longer.
    let text = "\u{1}".repeat(5_000);
    let invoking = invoke(&nodes, connection.id());
    let invocation = invocation(&mut client).await;
    complete(&mut client, &invocation, json!({"error": text})).await;
    assert_eq!(outcome(invoking).await, Err(InvokeError::Client(text)));
}

#[tokio::test(start_paused = true)]
async fn an_invocation_that_the_other_node_has_forgotten_fails() {
    let nodes = Nodes::new(2).await;
    let (mut client, connection) = client(&nodes).await;
    let invoking = invoke(&nodes, connection.id());
    let invocation = invocation(&mut client).await;
    // The second node regards the first one as gone; the first one receives the second one's messages all the time.
    nodes.drop_sent(0);
    sleep(Duration::from_secs(8)).await;
    nodes.resume_sending(0);
    complete(&mut client, &invocation, json!({"result": 7})).await;
    assert_eq!(outcome(invoking).await, Err(InvokeError::Disconnected(Arc::from(connection.id()))));
}

#[tokio::test(start_paused = true)]
async fn a_dropped_invocation_is_forgotten_even_if_its_cancellation_is_lost() {
    let nodes = Nodes::new(2).await;
    let (mut client, connection) = client(&nodes).await;
    let invoking = invoke(&nodes, connection.id());
    let _invocation = invocation(&mut client).await;
    nodes.drop_sent(0);
    invoking.abort();
    let_tasks_run().await;
    nodes.resume_sending(0);
    sleep(Duration::from_secs(30)).await;
    let sent = nodes.sent_by(1);
    sleep(Duration::from_secs(60)).await;
    assert_eq!(nodes.sent_by(1), sent, "the invocation is still open");
}

#[tokio::test(start_paused = true)]
async fn a_result_is_sent_again_until_it_is_received() {
    let nodes = Nodes::new(2).await;
    let (mut client, connection) = client(&nodes).await;
    let invoking = invoke(&nodes, connection.id());
    let invocation = invocation(&mut client).await;
    nodes.drop_sent(1);
    complete(&mut client, &invocation, json!({"result": 7})).await;
    sleep(Duration::from_secs(4)).await;
    nodes.resume_sending(1);
    assert_eq!(outcome(invoking).await, Ok(7));
}
