//! A client's request reaches one node while its connection lives on another.
//!
//! A request that begins a connection (a WebSocket, an event stream, the first poll) claims its token from the node
//! that handed it out, and the connection lives where the client is. A request for a live connection (a poll, a POST, a
//! DELETE, newer credentials) is answered by the connection's node. It goes to the node that handed the token out,
//! which forwards it when the token has moved to a third node. When the node that handed the token out has left, all
//! nodes are asked for the owner. The node that receives a request verifies its credentials, and the node that answers
//! it relies on that.
//!
//! What would surprise: the response to a poll takes messages out of their queue, and may be lost on the way back. So
//! it is acknowledged, and a response without acknowledgement closes the connection, whose client then reconnects and
//! resumes. A token that was handed over is acknowledged too: when its client hung up meanwhile, no connection will
//! ever report its end.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use bytes::Bytes;
use http::StatusCode;
use http::header::CONTENT_TYPE;
use tokio::time::{sleep, timeout};

use super::Cluster;
use super::local_node::LocalNode;
use super::message::{ClusterMessage, RelayedAction, RelayedRequest, RelayedResponse};
use super::peers::{Absence, Presence};
use super::queries::{AnswerContent, QuerySignals};
use super::relay_error::{ANSWER_TIMEOUT, RelayError, SILENT};
use super::relay_limits::RelayPermit;
use crate::backplane::{Handoff, Recipient};
use crate::close::CloseReason;
use crate::negotiate::{Holder, TokenLocation, TokenStage};
use crate::response::Refusal;

/// The most nodes a request passes through after the one that received it.
const MAX_HOPS: u8 = 2;

/// Where a request came from.
pub(super) struct RequestOrigin {
    pub(super) number: u64,
    pub(super) reply_to: Arc<str>,
    pub(super) hops: u8,
}

impl Cluster {
    /// Whether a node can be asked, after a moment's wait for the first message of an unknown one.
    pub(crate) async fn reach(&self, node: &str) -> Result<(), RelayError> {
        // A made-up name of a node delays only its own request.
        match self.peers.wait_for(node).await {
            Presence::Present => Ok(()),
            Presence::Absent(Absence::Silent) => Err(RelayError::Silent),
            // An isolated node cannot know which others there are.
            Presence::Unknown if self.isolated.load(Ordering::Relaxed) => Err(RelayError::Silent),
            Presence::Absent(Absence::Left) | Presence::Unknown => Err(RelayError::NoNode),
        }
    }

    /// Has a request answered by a node that can be reached. `longest` is the time that the work itself may take.
    pub(crate) async fn relay(
        &self,
        node: &str,
        request: RelayedRequest,
        body: &[u8],
        longest: Duration,
    ) -> Result<(RelayedResponse, Bytes), RelayError> {
        let _permit = self.relay_limits.request(request.holder.user.as_ref())?;
        let (query, mut answers) = self.queries.open(1);
        let number = query.number;
        let reply_to = Arc::clone(self.node());
        let message = ClusterMessage::Request { number, reply_to, hops: 0, request: Box::new(request) };
        if self.send(Recipient::Node(node), &message, body) == Handoff::Dropped {
            return Err(RelayError::Silent);
        }
        let mut cancel = self.cancel_on_drop(number);
        let answer = timeout(longest + ANSWER_TIMEOUT, answers.recv()).await;
        let answer = answer.ok().flatten().ok_or(RelayError::Silent)?;
        cancel.answered = true;
        let AnswerContent::Response(response) = answer.content else { return Err(RelayError::Silent) };
        let _ = self.send(Recipient::Node(&answer.from), &ClusterMessage::Acknowledge { number }, &[]);
        Ok((response, answer.bytes))
    }

    /// Reports that the connection of a token has ended which another node had handed out.
    pub(crate) fn forget_token(&self, issuer: &str, token: &str) {
        let message = ClusterMessage::ForgetToken { token: token.to_owned() };
        // When the issuer has left, others may have located the connection.
        let to = if self.peers.is_present(issuer) { Recipient::Node(issuer) } else { Recipient::AllOthers };
        // If the message is lost, the token is forgotten when there are too many.
        if self.send(to, &message, &[]) == Handoff::Dropped {
            tracing::debug!("the end of a connection could not be reported to the node of its token");
        }
    }

    /// Reserves memory for a body on its way to another node.
    pub(crate) async fn reserve_body(&self, holder: &Holder, bytes: usize) -> Result<RelayPermit<'_>, RelayError> {
        self.relay_limits.body(holder.user.as_ref(), bytes).await
    }
}

/// Answers the request of another node, in a task of its own, or forwards it.
pub(super) fn serve<N: LocalNode>(
    node: &Arc<N>,
    cluster: &Arc<Cluster>,
    origin: RequestOrigin,
    request: RelayedRequest,
    body: Bytes,
) {
    match node.negotiations().location(&request.token) {
        Some(TokenLocation::Node(owner)) if origin.hops < MAX_HOPS && cluster.peers.is_present(&owner) => {
            let RequestOrigin { number, reply_to, hops } = origin;
            let message = ClusterMessage::Request { number, reply_to, hops: hops + 1, request: Box::new(request) };
            let _ = cluster.send(Recipient::Node(&owner), &message, &body);
        }
        Some(TokenLocation::Node(_)) => {
            let json = request.action == RelayedAction::Refresh;
            let text = if json { serde_json::json!({ "error": SILENT }).to_string() } else { SILENT.to_owned() };
            let response = RelayedResponse::Http { status: StatusCode::SERVICE_UNAVAILABLE.as_u16(), json };
            let message = ClusterMessage::Response { number: origin.number, response };
            let _ = cluster.send(Recipient::Node(&origin.reply_to), &message, text.as_bytes());
        }
        Some(TokenLocation::Here) | None => {
            let signals = cluster.served.begin(&origin.reply_to, origin.number);
            let (node, cluster) = (Arc::clone(node), Arc::clone(cluster));
            let tasks = node.tasks().clone();
            tasks.spawn(async move {
                tokio::select! {
                    () = node.drain().over() => {}
                    () = answer(&node, &cluster, &origin, request, body, &signals) => {}
                }
                cluster.served.end(&origin.reply_to, origin.number);
            });
        }
    }
}

async fn answer<N: LocalNode>(
    node: &Arc<N>,
    cluster: &Arc<Cluster>,
    origin: &RequestOrigin,
    request: RelayedRequest,
    body: Bytes,
    signals: &QuerySignals,
) {
    let token = request.token.clone();
    let Answered { response, bytes, taken } = tokio::select! {
        () = signals.cancelled.cancelled() => return,
        answered = respond(node, cluster, origin, request, body) => answered,
    };
    let message = ClusterMessage::Response { number: origin.number, response };
    let sent = cluster.send(Recipient::Node(&origin.reply_to), &message, &bytes) == Handoff::Sent;
    match taken {
        Taken::Nothing => {}
        // Otherwise the client would never know that it lacks messages.
        Taken::Messages => {
            if !sent || acknowledgement(signals, ANSWER_TIMEOUT).await != Acknowledgement::Arrived {
                close(node, &token, "the response to a poll was not acknowledged");
            }
        }
        Taken::UnsendableMessages => close(node, &token, "the response to a poll is too long for another node"),
        Taken::Token => {
            // The other node has waited for as long, from a little earlier on. Silence is more likely a lost
            // acknowledgement than a lost connection.
            if !sent || acknowledgement(signals, 2 * ANSWER_TIMEOUT).await == Acknowledgement::Cancelled {
                node.negotiations().forget(&token, &origin.reply_to);
            }
        }
    }
}

/// A response on its way to another node.
struct Answered {
    response: RelayedResponse,
    bytes: Bytes,
    taken: Taken,
}

/// What a response has taken from this node and must not be lost with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taken {
    Nothing,
    /// Messages, out of their queue.
    Messages,
    /// Messages that are too long to be sent.
    UnsendableMessages,
    /// A token.
    Token,
}

/// What the other node says about a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Acknowledgement {
    Arrived,
    Cancelled,
    Silence,
}

async fn acknowledgement(signals: &QuerySignals, within: Duration) -> Acknowledgement {
    tokio::select! {
        biased;
        () = signals.acknowledged.cancelled() => Acknowledgement::Arrived,
        () = signals.cancelled.cancelled() => Acknowledgement::Cancelled,
        () = sleep(within) => Acknowledgement::Silence,
    }
}

fn close<N: LocalNode>(node: &Arc<N>, token: &str, why: &str) {
    let connection = node.negotiations().live(token).and_then(|(_, id)| node.clients().get(&id));
    if let Some(connection) = connection {
        tracing::debug!(why, "a polled connection is closed");
        connection.close(CloseReason::TryAgainLater);
    }
}

async fn respond<N: LocalNode>(
    node: &Arc<N>,
    cluster: &Cluster,
    origin: &RequestOrigin,
    request: RelayedRequest,
    body: Bytes,
) -> Answered {
    let RelayedRequest { action, token, holder, .. } = &request;
    if let RelayedAction::Claim(transport) = *action {
        return match node.negotiations().hand_over(token, holder, &origin.reply_to, transport) {
            Ok(token) => {
                let response = RelayedResponse::Claimed { id: token.id, stateful: token.stateful };
                Answered { response, bytes: Bytes::from(token.posted), taken: Taken::Token }
            }
            Err(error) => encode(cluster, Refusal::from(error).into_response(), Taken::Nothing).await,
        };
    }
    if *action == RelayedAction::Poll && node.negotiations().stage(token, holder) == Some(TokenStage::Pending) {
        return Answered { response: RelayedResponse::Pending, bytes: Bytes::new(), taken: Taken::Nothing };
    }
    let answer = node.answer(&request, Body::from(body)).await;
    // A refusal has taken nothing, and its client may be a stranger to the connection.
    let taken = if *action == RelayedAction::Poll && answer.is_ok() { Taken::Messages } else { Taken::Nothing };
    encode(cluster, answer.unwrap_or_else(Refusal::into_response), taken).await
}

/// An HTTP response as it travels between nodes.
async fn encode(cluster: &Cluster, response: axum::response::Response, taken: Taken) -> Answered {
    let json = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind == "application/json");
    let status = response.status().as_u16();
    match to_bytes(response.into_body(), cluster.piece_limits.longest()).await {
        Ok(bytes) => {
            let taken = if bytes.is_empty() { Taken::Nothing } else { taken };
            Answered { response: RelayedResponse::Http { status, json }, bytes, taken }
        }
        Err(_) => {
            let taken = if taken == Taken::Messages { Taken::UnsendableMessages } else { taken };
            let status = StatusCode::SERVICE_UNAVAILABLE.as_u16();
            let bytes = Bytes::from_static(b"the answer is too long to be sent on");
            Answered { response: RelayedResponse::Http { status, json: false }, bytes, taken }
        }
    }
}
