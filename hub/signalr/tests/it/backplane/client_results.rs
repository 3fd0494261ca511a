//! A client is asked from another node, and words are lost on the way.

use std::sync::Arc;
use std::time::Duration;

use plenum_signalr::{Connection, InvokeError};
use serde_json::{Value, json};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use super::nodes::{Nodes, all_wait};
use crate::support::Client;

/// A client of the second node.
async fn client(nodes: &Nodes) -> (Client, Connection<String>) {
    let client = nodes.all[1].timed_client("/hub").await;
    // The nodes have met.
    sleep(Duration::from_secs(2)).await;
    (client, nodes.only())
}

/// The first node asks it.
fn ask(nodes: &Nodes, id: &str) -> JoinHandle<Result<u32, InvokeError>> {
    let (server, id) = (nodes.all[0].hub.clone(), id.to_owned());
    tokio::spawn(async move { server.clients().invoke(&id, "Ask", &[0; 0]).await })
}

/// What comes of it, in good time.
async fn outcome(asking: JoinHandle<Result<u32, InvokeError>>) -> Result<u32, InvokeError> {
    timeout(Duration::from_secs(20), asking).await.expect("nobody waits for ever").expect("no panic")
}

/// The next message that is no ping.
async fn question(client: &mut Client) -> Value {
    loop {
        let record = client.record().await;
        if record["type"] != 6 {
            assert_eq!(record["target"], "Ask");
            return record;
        }
    }
}

async fn answer(client: &mut Client, question: &Value, mut answer: Value) {
    answer["type"] = json!(3);
    answer["invocationId"] = question["invocationId"].clone();
    client.send(answer).await;
}

#[tokio::test(start_paused = true)]
async fn a_client_may_think_for_as_long_as_it_likes() {
    let nodes = Nodes::new(2).await;
    let (mut client, connection) = client(&nodes).await;
    let asking = ask(&nodes, connection.id());
    let question = question(&mut client).await;
    sleep(Duration::from_secs(300)).await;
    answer(&mut client, &question, json!({"result": 7})).await;
    assert_eq!(outcome(asking).await, Ok(7));
}

#[tokio::test(start_paused = true)]
async fn an_error_comes_home_however_long_its_text_is() {
    let nodes = Nodes::over(1_024, 2, |builder| builder).await;
    let (mut client, connection) = client(&nodes).await;
    // Four times as long where it is escaped once more.
    let text = "\u{1}".repeat(5_000);
    let asking = ask(&nodes, connection.id());
    let question = question(&mut client).await;
    answer(&mut client, &question, json!({"error": text})).await;
    assert_eq!(outcome(asking).await, Err(InvokeError::Client(text)));
}

#[tokio::test(start_paused = true)]
async fn a_question_that_the_other_node_has_forgotten_is_given_up() {
    let nodes = Nodes::new(2).await;
    let (mut client, connection) = client(&nodes).await;
    let asking = ask(&nodes, connection.id());
    let question = question(&mut client).await;
    // For the other node, whoever asked is gone. The other one is heard all the time.
    nodes.silence(0);
    sleep(Duration::from_secs(8)).await;
    nodes.let_speak(0);
    answer(&mut client, &question, json!({"result": 7})).await;
    assert_eq!(outcome(asking).await, Err(InvokeError::Disconnected(Arc::from(connection.id()))));
}

#[tokio::test(start_paused = true)]
async fn a_question_that_nobody_waits_for_is_forgotten_though_that_was_not_heard() {
    let nodes = Nodes::new(2).await;
    let (mut client, connection) = client(&nodes).await;
    let asking = ask(&nodes, connection.id());
    let _question = question(&mut client).await;
    nodes.silence(0);
    asking.abort();
    all_wait().await;
    nodes.let_speak(0);
    sleep(Duration::from_secs(30)).await;
    let said = nodes.said_by(1);
    sleep(Duration::from_secs(60)).await;
    assert_eq!(nodes.said_by(1), said, "the question is still open");
}

#[tokio::test(start_paused = true)]
async fn an_answer_is_told_until_it_is_heard() {
    let nodes = Nodes::new(2).await;
    let (mut client, connection) = client(&nodes).await;
    let asking = ask(&nodes, connection.id());
    let question = question(&mut client).await;
    nodes.silence(1);
    answer(&mut client, &question, json!({"result": 7})).await;
    sleep(Duration::from_secs(4)).await;
    nodes.let_speak(1);
    assert_eq!(outcome(asking).await, Ok(7));
}
