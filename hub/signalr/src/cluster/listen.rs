//! The task that receives the messages of the other nodes, and carries them out on this one.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Weak};

use bytes::Bytes;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use super::local_node::LocalNode;
use super::message::{ClusterMessage, SelectionQuery};
use super::peers::{Contact, HELLO_INTERVAL};
use super::pieces::{Assembler, NoMessage, Received};
use super::queries::{Answer, AnswerContent, AnswerDelivery};
use super::{Cluster, invoke, relay};
use crate::backplane::{Handoff, Recipient};
use crate::clients::{Clients, Target, listed};
use crate::close::CloseReason;
use crate::other_nodes::{Selection, Selector};
use crate::prepared::Prepared;

/// The number of senders that are remembered, absent ones included, so that none of their messages is repeated here.
const REMEMBERED_SENDERS: usize = 20_000;

/// Receives until the server is dropped or `stop` is cancelled.
pub(crate) async fn run<N: LocalNode>(node: Weak<N>, cluster: Arc<Cluster>, stop: CancellationToken) {
    let mut assembler = Assembler::new(cluster.piece_limits);
    let mut ticks = interval(HELLO_INTERVAL);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    // A node that has just started knows no other, and shall know them before the next second is over.
    let mut hello = ClusterMessage::Hello { wants_reply: true };
    loop {
        let piece = tokio::select! {
            () = stop.cancelled() => break,
            _ = ticks.tick() => {
                let handoff = cluster.send(Recipient::AllOthers, &hello, &[]);
                cluster.isolated.store(handoff == Handoff::Dropped, Ordering::Relaxed);
                hello = ClusterMessage::Hello { wants_reply: false };
                let Some(node) = node.upgrade() else { break };
                for silent in cluster.peers.expire_silent() {
                    tracing::warn!(node = &*silent, hub = node.hub_name(), "a node has fallen silent");
                }
                for forgotten in cluster.peers.forget_absent() {
                    node.negotiations().forget_node(&forgotten);
                }
                assembler.keep_newest(REMEMBERED_SENDERS);
                continue;
            }
            piece = cluster.backplane.receive() => piece,
        };
        let (Some(piece), Some(node)) = (piece, node.upgrade()) else { break };
        match assembler.push(cluster.node(), &piece) {
            Ok(received) => handle(&node, &cluster, received),
            Err(NoMessage::Incomplete | NoMessage::Own) => {}
            Err(no_message) => {
                let reason = match no_message {
                    NoMessage::Repeated => "repeated",
                    NoMessage::Torn => "torn",
                    _ => "unknown",
                };
                metrics::counter!("signalr.server.backplane.skipped", "reason" => reason).increment(1);
            }
        }
    }
    let _ = cluster.send(Recipient::AllOthers, &ClusterMessage::Goodbye, &[]);
}

fn handle<N: LocalNode>(node: &Arc<N>, cluster: &Arc<Cluster>, received: Received) {
    let Received { from, message, bytes } = received;
    let first = cluster.peers.record_contact(&from) == Contact::First;
    let target = |to, except| target(node.clients(), to, except);
    match message {
        ClusterMessage::Hello { wants_reply } => {
            if wants_reply || first {
                let _ = cluster.send(Recipient::Node(&from), &ClusterMessage::Hello { wants_reply: false }, &[]);
            }
        }
        ClusterMessage::Goodbye => {
            cluster.peers.left(&from);
            node.negotiations().forget_node(&from);
        }
        ClusterMessage::Send { to, except, target: method } => match Prepared::decode_from_node(&method, &bytes) {
            Some(prepared) => drop(target(to, except).send(&prepared)),
            None => tracing::warn!(node = &*from, "a message from another node cannot be read"),
        },
        ClusterMessage::Close { to, except, reason } => {
            // A reason that this version does not know is still a close.
            let known = CloseReason::ALL.iter().find(|known| known.label() == reason);
            target(to, except).close(known.copied().unwrap_or(CloseReason::TryAgainLater));
        }
        ClusterMessage::Join { to, except, group } => {
            for connection in target(to, except).members() {
                connection.join(&group);
            }
        }
        ClusterMessage::Leave { to, except, group } => {
            for connection in target(to, except).members() {
                connection.leave(&group);
            }
        }
        ClusterMessage::QuerySelection { number, query, to, except } => {
            let target = target(to, except);
            let list = match query {
                SelectionQuery::Count => Vec::new(),
                SelectionQuery::List => serde_json::to_vec(&listed(&target)).unwrap_or_default(),
            };
            let answer = ClusterMessage::SelectionAnswer { number, count: target.count() };
            let _ = cluster.send(Recipient::Node(&from), &answer, &list);
        }
        ClusterMessage::SelectionAnswer { number, count } => {
            deliver(cluster, from, number, AnswerContent::Count(count), bytes);
        }
        ClusterMessage::Response { number, response } => {
            deliver(cluster, from, number, AnswerContent::Response(response), bytes);
        }
        ClusterMessage::Ownership { number, owned } => {
            deliver(cluster, from, number, AnswerContent::Ownership(owned), bytes);
        }
        ClusterMessage::InvokeAnswer { number, outcome } => {
            deliver(cluster, from, number, AnswerContent::Invoked(outcome), bytes);
        }
        ClusterMessage::Invoke { number, connection, target } => {
            invoke::serve(node, cluster, invoke::RemoteCall { from, number }, &connection, &target, &bytes);
        }
        ClusterMessage::LocateOwner { number, token, holder } => {
            let owned = node.negotiations().stage(&token, &holder).is_some();
            let _ = cluster.send(Recipient::Node(&from), &ClusterMessage::Ownership { number, owned }, &[]);
        }
        ClusterMessage::Request { number, reply_to, hops, request } => {
            relay::serve(node, cluster, relay::RequestOrigin { number, reply_to, hops }, *request, bytes);
        }
        ClusterMessage::Acknowledge { number } => {
            if let Some(signals) = cluster.served.signals(&from, number) {
                signals.acknowledged.cancel();
            }
        }
        ClusterMessage::Cancel { number } => {
            if let Some(signals) = cluster.served.signals(&from, number) {
                signals.cancelled.cancel();
            }
        }
        ClusterMessage::ForgetToken { token } => node.negotiations().forget(&token, &from),
    }
}

/// Delivers another node's answer to its query, and replies with what that node waits to know.
fn deliver(cluster: &Cluster, from: Arc<str>, number: u64, content: AnswerContent, bytes: Bytes) {
    let reply: fn(AnswerDelivery, u64) -> Option<ClusterMessage> = match &content {
        AnswerContent::Count(_) | AnswerContent::Ownership(false) => |_, _| None,
        // The query was cancelled already; but that message may have come before the request did.
        AnswerContent::Response(_) => {
            |delivery, number| (delivery != AnswerDelivery::Delivered).then_some(ClusterMessage::Cancel { number })
        }
        // The client may be working for no caller: the message that cancelled the query was lost.
        AnswerContent::Ownership(true) => {
            |delivery, number| (delivery == AnswerDelivery::NoQuery).then_some(ClusterMessage::Cancel { number })
        }
        // The node repeats an answer that finds no room.
        AnswerContent::Invoked(_) => {
            |delivery, number| (delivery != AnswerDelivery::Full).then_some(ClusterMessage::Acknowledge { number })
        }
    };
    let delivery = cluster.queries.deliver(number, Answer { from: Arc::clone(&from), content, bytes });
    if let Some(reply) = reply(delivery, number) {
        let _ = cluster.send(Recipient::Node(&from), &reply, &[]);
    }
}

fn target<S>(clients: &Clients<S>, to: Selector, except: Vec<Arc<str>>) -> Target<S> {
    Target { registry: Arc::clone(&clients.0), selection: Selection { to, except } }
}
