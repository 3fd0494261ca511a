//! Messages that are lost between nodes, and clients that disconnect meanwhile.

use plenum_signalr::{CloseReason, Disconnect, Options, Prepared};

use super::nodes::{Nodes, begin_poll, brief_polls, let_tasks_run, negotiated_in_memory, polled_in_memory, timed};
use crate::support::{request, wait_until};

/// A message of this many bytes.
fn long(bytes: usize) -> Prepared {
    Prepared::new("News", &["x".repeat(bytes)]).expect("serialises")
}

#[tokio::test(start_paused = true)]
async fn an_answer_too_long_to_be_relayed_closes_the_connection() {
    let nodes = Nodes::new(2).await;
    let path = polled_in_memory(&nodes).await;
    nodes.only_connection().send(&long(5 << 20)).expect("one of any size");
    let answer = timed(&nodes, 0, "GET", &path).await;
    assert_eq!((answer.status, answer.body.as_str()), (503, "the answer is too long to be sent on"));
    wait_until("the last hook ran", || {
        nodes.all[1].test_hub().ends() == [Disconnect::Closed(CloseReason::TryAgainLater)]
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_full_queue_can_be_relayed_to_a_poll() {
    let options = Options { queue_bytes: 5 << 20, ..brief_polls() };
    let nodes = Nodes::with(2, move |builder| builder.options(options.clone())).await;
    let path = polled_in_memory(&nodes).await;
    for _ in 0..4 {
        nodes.only_connection().send(&long(1 << 20)).expect("room");
    }
    let answer = timed(&nodes, 0, "GET", &path).await;
    assert_eq!((answer.status, answer.body.len() >> 20), (200, 4));
    let_tasks_run().await;
    assert!(!nodes.only_connection().is_closed());
}

#[tokio::test(start_paused = true)]
async fn a_stranger_that_disconnects_does_not_close_the_connection() {
    let nodes = Nodes::new(2).await;
    let path = polled_in_memory(&nodes).await;
    let connection = nodes.only_connection();
    nodes.pause_receiving(0);
    let (stream, strange) = (nodes.all[0].duplex(), path.clone());
    let polling =
        tokio::spawn(async move { request(stream, "GET", &strange, &[("Authorization", "Bearer eve")]).await });
    let_tasks_run().await;
    polling.abort();
    let_tasks_run().await;
    nodes.resume_receiving(0);
    let_tasks_run().await;
    assert!(!connection.is_closed());
    assert_eq!(begin_poll(&nodes, &path).await.await.expect("an answer").status, 200);
}

#[tokio::test(start_paused = true)]
async fn a_token_whose_client_disconnects_while_it_moves_is_forgotten() {
    let nodes = Nodes::new(2).await;
    let path = negotiated_in_memory(&nodes, 0).await;
    // The nodes reach each other now.
    assert_eq!(timed(&nodes, 1, "GET", "/hub?id=node-0.unknown").await.status, 404);
    nodes.pause_receiving(1);
    let opening = {
        let (stream, path) = (nodes.all[1].duplex(), path.clone());
        let headers = [("Authorization", "Bearer ada"), ("Accept", "text/event-stream")];
        tokio::spawn(async move { request(stream, "GET", &path, &headers).await })
    };
    let_tasks_run().await;
    opening.abort();
    let_tasks_run().await;
    assert_eq!(nodes.connection_count(), 0);
    // If the node still remembered the other one, it would have to relay the request there.
    nodes.network.take_down();
    let answer = timed(&nodes, 0, "GET", &path).await;
    assert_eq!((answer.status, answer.body.as_str()), (404, "No Connection with that ID"));
}

#[tokio::test(start_paused = true)]
async fn a_token_that_has_moved_is_remembered_while_its_connection_lives() {
    let nodes = Nodes::new(2).await;
    let path = polled_in_memory(&nodes).await;
    let polling = begin_poll(&nodes, &path).await;
    assert_eq!(polling.await.expect("an answer").status, 200, "the poll lasts longer than the timeout of a relay");
    nodes.network.take_down();
    assert_eq!(timed(&nodes, 0, "GET", &path).await.status, 503);
}
