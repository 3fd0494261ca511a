//! What is lost on the way between nodes, and who notices.

use plenum_signalr::{CloseReason, Disconnect, Options, Prepared};

use super::nodes::{Nodes, all_wait, begin_poll, brief_polls, negotiated_in_memory, polled_in_memory, timed};
use crate::support::{request, wait_until};

/// A message of so many bytes.
fn long(bytes: usize) -> Prepared {
    Prepared::new("News", &["x".repeat(bytes)]).expect("serialises")
}

#[tokio::test(start_paused = true)]
async fn an_answer_too_long_to_be_sent_on_closes_the_connection() {
    let nodes = Nodes::new(2).await;
    let path = polled_in_memory(&nodes).await;
    nodes.only().send(&long(5 << 20)).expect("one of any size");
    let answer = timed(&nodes, 0, "GET", &path).await;
    assert_eq!((answer.status, answer.body.as_str()), (503, "the answer is too long to be sent on"));
    wait_until("the last hook ran", || {
        nodes.all[1].observed().ends() == [Disconnect::Closed(CloseReason::TryAgainLater)]
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn whatever_may_wait_for_a_poll_can_be_sent_on() {
    let options = Options { queue_bytes: 5 << 20, ..brief_polls() };
    let nodes = Nodes::with(2, move |builder| builder.options(options.clone())).await;
    let path = polled_in_memory(&nodes).await;
    for _ in 0..4 {
        nodes.only().send(&long(1 << 20)).expect("room");
    }
    let answer = timed(&nodes, 0, "GET", &path).await;
    assert_eq!((answer.status, answer.body.len() >> 20), (200, 4));
    all_wait().await;
    assert!(!nodes.only().is_closed());
}

#[tokio::test(start_paused = true)]
async fn a_stranger_who_hangs_up_closes_nothing() {
    let nodes = Nodes::new(2).await;
    let path = polled_in_memory(&nodes).await;
    let connection = nodes.only();
    nodes.hold(0);
    let (line, strange) = (nodes.all[0].line(), path.clone());
    let polling = tokio::spawn(async move { request(line, "GET", &strange, &[("Authorization", "Bearer eve")]).await });
    all_wait().await;
    polling.abort();
    all_wait().await;
    nodes.let_go(0);
    all_wait().await;
    assert!(!connection.is_closed());
    assert_eq!(begin_poll(&nodes, &path).await.await.expect("an answer").status, 200);
}

#[tokio::test(start_paused = true)]
async fn a_token_whose_client_hangs_up_while_it_moves_is_forgotten() {
    let nodes = Nodes::new(2).await;
    let path = negotiated_in_memory(&nodes, 0).await;
    // The nodes have met.
    assert_eq!(timed(&nodes, 1, "GET", "/hub?id=node-0.unknown").await.status, 404);
    nodes.hold(1);
    let opening = {
        let (line, path) = (nodes.all[1].line(), path.clone());
        let headers = [("Authorization", "Bearer ada"), ("Accept", "text/event-stream")];
        tokio::spawn(async move { request(line, "GET", &path, &headers).await })
    };
    all_wait().await;
    opening.abort();
    all_wait().await;
    assert_eq!(nodes.living_sum(), 0);
    // A node that remembers where it has gone asks there.
    nodes.hall.cut();
    let answer = timed(&nodes, 0, "GET", &path).await;
    assert_eq!((answer.status, answer.body.as_str()), (404, "No Connection with that ID"));
}

#[tokio::test(start_paused = true)]
async fn a_token_that_has_moved_is_remembered_while_its_connection_lives() {
    let nodes = Nodes::new(2).await;
    let path = polled_in_memory(&nodes).await;
    let polling = begin_poll(&nodes, &path).await;
    assert_eq!(polling.await.expect("an answer").status, 200, "after more than a request's patience");
    nodes.hall.cut();
    assert_eq!(timed(&nodes, 0, "GET", &path).await.status, 503);
}
