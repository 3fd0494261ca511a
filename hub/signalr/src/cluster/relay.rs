//! A client's request reaches one node, and its connection lives on another.
//!
//! What begins a connection (a WebSocket, an event stream, the first poll) takes its token over from the node that
//! handed it out, and the connection lives where the client is. What belongs to one that lives (a poll, a POST, a
//! DELETE, newer credentials) is answered by its node: asked of the node that handed the token out, and sent on by it
//! when the token has gone to a third. When the node that handed it out has left, all are asked whose it is. The node
//! that takes a request verifies whose it is, and the node that answers it trusts that.
//!
//! What would surprise: an answer to a poll takes messages from their queue, and the way back may lose them. So it is
//! acknowledged, and one that is not closes the connection, whose client then comes back and resumes. A token that was
//! given away is acknowledged too: when its client hung up meanwhile, no connection will ever say that it ended.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use bytes::Bytes;
use http::StatusCode;
use http::header::CONTENT_TYPE;
use tokio::time::{sleep, timeout};

use super::local_node::LocalNode;
use super::no_answer::{NoAnswer, PATIENCE, SILENT};
use super::peers::{Absence, Presence};
use super::room::Taken;
use super::word::{Action, Request, Response, Word};
use super::{Cluster, Said, Serving};
use crate::backplane::{Handoff, Whom};
use crate::close::CloseReason;
use crate::negotiate::{Holder, TokenStage, Whereabouts};
use crate::response::Refusal;

/// The most nodes a request passes through after the one that took it.
const MAX_HOPS: u8 = 2;

/// Who asks.
pub(super) struct Asking {
    pub(super) number: u64,
    pub(super) reply_to: Arc<str>,
    pub(super) hops: u8,
}

impl Cluster {
    /// Whether a node of this name can be asked, waiting a moment for one that was not heard of yet.
    pub(crate) async fn reach(&self, node: &str) -> Result<(), NoAnswer> {
        // Whoever names a node that does not exist waits on their own account.
        match self.peers.meet(node).await {
            Presence::Here => Ok(()),
            Presence::Away(Absence::Silent) => Err(NoAnswer::Silent),
            // Whom nobody hears cannot say who there is.
            Presence::Unknown if self.cut_off.load(Ordering::Relaxed) => Err(NoAnswer::Silent),
            Presence::Away(Absence::Left) | Presence::Unknown => Err(NoAnswer::NoNode),
        }
    }

    /// Has a request answered by the node of this name, which can be reached.
    pub(crate) async fn relay(
        &self,
        node: &str,
        request: Request,
        body: &[u8],
        longest: Duration,
    ) -> Result<(Response, Bytes), NoAnswer> {
        let _place = self.room.place(request.holder.user.as_ref())?;
        let (open, mut answers) = self.open(1);
        let number = open.number;
        let word = Word::Request { number, reply_to: Arc::clone(self.node()), hops: 0, request: Box::new(request) };
        if self.tell(Whom::Node(node), &word, body) == Handoff::Dropped {
            return Err(NoAnswer::Silent);
        }
        let mut waiting = self.waiting_for(number);
        let answer = timeout(longest + PATIENCE, answers.recv()).await;
        let answer = answer.ok().flatten().ok_or(NoAnswer::Silent)?;
        waiting.answered = true;
        let Said::Response(response) = answer.what else { return Err(NoAnswer::Silent) };
        let _ = self.tell(Whom::Node(&answer.from), &Word::Home { number }, &[]);
        Ok((response, answer.bytes))
    }

    /// The connection of a token that another node handed out has ended.
    pub(crate) fn forget_elsewhere(&self, owner: &str, token: &str) {
        let word = Word::Forget { token: token.to_owned() };
        // Others have looked for it when its node had left.
        let to = if self.is_here(owner) { Whom::Node(owner) } else { Whom::Everyone };
        // If it is lost, the token is forgotten when there are too many.
        if self.tell(to, &word, &[]) == Handoff::Dropped {
            tracing::debug!("the end of a connection could not be told to the node of its token");
        }
    }

    /// Takes room for a body on its way.
    pub(crate) async fn room_for(&self, holder: &Holder, bytes: usize) -> Result<Taken<'_>, NoAnswer> {
        self.room.body(holder.user.as_ref(), bytes).await
    }
}

/// Answers the request of another node, in a task of its own, or sends it on.
pub(super) fn serve<N: LocalNode>(
    node: &Arc<N>,
    cluster: &Arc<Cluster>,
    asking: Asking,
    request: Request,
    body: Bytes,
) {
    match node.negotiations().whereabouts(&request.token) {
        Some(Whereabouts::At(other)) if asking.hops < MAX_HOPS && cluster.peers.is_here(&other) => {
            let Asking { number, reply_to, hops } = asking;
            let word = Word::Request { number, reply_to, hops: hops + 1, request: Box::new(request) };
            let _ = cluster.tell(Whom::Node(&other), &word, &body);
        }
        Some(Whereabouts::At(_)) => {
            let json = request.action == Action::Refresh;
            let text = if json { serde_json::json!({ "error": SILENT }).to_string() } else { SILENT.to_owned() };
            let response = Response::Http { status: StatusCode::SERVICE_UNAVAILABLE.as_u16(), json };
            let word = Word::Response { number: asking.number, response };
            let _ = cluster.tell(Whom::Node(&asking.reply_to), &word, text.as_bytes());
        }
        Some(Whereabouts::Here) | None => {
            let serving = Serving::default();
            let key = (Arc::clone(&asking.reply_to), asking.number);
            cluster.serving().insert(key.clone(), serving.clone());
            let (node, cluster) = (Arc::clone(node), Arc::clone(cluster));
            let tasks = node.tasks().clone();
            tasks.spawn(async move {
                let answering = answer(&node, &cluster, &asking, request, body, &serving);
                tokio::select! {
                    () = node.drain().over() => {}
                    () = answering => {}
                }
                cluster.serving().remove(&key);
            });
        }
    }
}

async fn answer<N: LocalNode>(
    node: &Arc<N>,
    cluster: &Arc<Cluster>,
    asking: &Asking,
    request: Request,
    body: Bytes,
    serving: &Serving,
) {
    let token = request.token.clone();
    let answering = respond(node, cluster, asking, request, body);
    let (response, bytes, stake) = tokio::select! {
        () = serving.hung_up.cancelled() => return,
        answered = answering => answered,
    };
    let word = Word::Response { number: asking.number, response };
    let sent = cluster.tell(Whom::Node(&asking.reply_to), &word, &bytes) == Handoff::Sent;
    match stake {
        Stake::Nothing => {}
        // Or the client will never know that it lacks something.
        Stake::Taken => {
            if !sent || come_home(serving, PATIENCE).await != Homecoming::Home {
                close(node, &token, "what a poll took did not come home");
            }
        }
        Stake::Lost => close(node, &token, "what a poll took is too long to be sent on"),
        Stake::Given => {
            // Whoever asked has had the same patience, from a little earlier. When nothing is heard, a word was lost
            // more likely than a connection.
            if !sent || come_home(serving, 2 * PATIENCE).await == Homecoming::HungUp {
                node.negotiations().forget(&token, &asking.reply_to);
            }
        }
    }
}

/// What an answer has taken that must not be lost with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stake {
    Nothing,
    /// Messages, out of their queue.
    Taken,
    /// The same, and they cannot travel.
    Lost,
    /// A token.
    Given,
}

/// What is heard of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Homecoming {
    Home,
    HungUp,
    Unheard,
}

async fn come_home(serving: &Serving, within: Duration) -> Homecoming {
    tokio::select! {
        biased;
        () = serving.home.cancelled() => Homecoming::Home,
        () = serving.hung_up.cancelled() => Homecoming::HungUp,
        () = sleep(within) => Homecoming::Unheard,
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
    asking: &Asking,
    request: Request,
    body: Bytes,
) -> (Response, Bytes, Stake) {
    if let Action::Claim(transport) = request.action {
        let given = node.negotiations().give_away(&request.token, &request.holder, &asking.reply_to, transport);
        let refusal = match given {
            Ok(given) => {
                let response = Response::Claimed { id: given.id, stateful: given.stateful };
                return (response, Bytes::from(given.posted), Stake::Given);
            }
            Err(error) => Refusal::from(error),
        };
        return carried(cluster, refusal.into_response(), Stake::Nothing).await;
    }
    if request.action == Action::Poll
        && node.negotiations().stage(&request.token, &request.holder) == Some(TokenStage::Pending)
    {
        return (Response::Pending, Bytes::new(), Stake::Nothing);
    }
    let answered = node.answer(&request, Body::from(body)).await;
    // A refusal has taken nothing; whoever it is for may be a stranger to the connection.
    let stake = if request.action == Action::Poll && answered.is_ok() { Stake::Taken } else { Stake::Nothing };
    carried(cluster, answered.unwrap_or_else(Refusal::into_response), stake).await
}

/// An answer as it travels, with what is at stake.
async fn carried(cluster: &Cluster, response: axum::response::Response, stake: Stake) -> (Response, Bytes, Stake) {
    let json = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind == "application/json");
    let status = response.status().as_u16();
    match to_bytes(response.into_body(), cluster.measure.longest()).await {
        Ok(bytes) => {
            let stake = if bytes.is_empty() { Stake::Nothing } else { stake };
            (Response::Http { status, json }, bytes, stake)
        }
        Err(_) => {
            let stake = if stake == Stake::Taken { Stake::Lost } else { stake };
            let status = StatusCode::SERVICE_UNAVAILABLE.as_u16();
            (Response::Http { status, json: false }, Bytes::from_static(b"the answer is too long to be sent on"), stake)
        }
    }
}
