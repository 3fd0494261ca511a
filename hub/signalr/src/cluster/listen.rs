//! The task that listens to the other nodes, and does what they ask of this one.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Weak};

use bytes::Bytes;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use super::invoke;
use super::local_node::LocalNode;
use super::peers::{Acquaintance, HELLO_EVERY};
use super::relay;
use super::wire::{Joiner, Message, Nothing};
use super::word::{Question, Word};
use super::{Answer, Cluster, Received, Said};
use crate::backplane::{Handoff, Whom};
use crate::clients::{Clients, Target, listed};
use crate::close::CloseReason;
use crate::other_nodes::{Selection, Selector};
use crate::prepared::Prepared;

/// How many senders are remembered, those that are gone included, so that nothing of theirs is repeated to us.
const REMEMBERED: usize = 20_000;

/// Listens until the server is gone or told to stop.
pub(crate) async fn run<N: LocalNode>(node: Weak<N>, cluster: Arc<Cluster>, stop: CancellationToken) {
    let mut joiner = Joiner::new(cluster.measure);
    let mut ticks = interval(HELLO_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    // Whoever comes new knows nobody, and wants to before the next second is over.
    let mut hello = Word::Hello { asking: true };
    loop {
        let piece = tokio::select! {
            () = stop.cancelled() => break,
            _ = ticks.tick() => {
                let handoff = cluster.tell(Whom::Everyone, &hello, &[]);
                cluster.cut_off.store(handoff == Handoff::Dropped, Ordering::Relaxed);
                hello = Word::Hello { asking: false };
                let Some(node) = node.upgrade() else { break };
                for silent in cluster.peers.fall_silent() {
                    tracing::warn!(node = &*silent, hub = node.hub_name(), "a node was not heard of any more");
                }
                for gone in cluster.peers.forget_away() {
                    node.negotiations().forget_node(&gone);
                }
                joiner.keep_newest(REMEMBERED);
                continue;
            }
            piece = cluster.plane.receive() => piece,
        };
        let (Some(piece), Some(node)) = (piece, node.upgrade()) else { break };
        match joiner.take(cluster.node(), &piece) {
            Ok(message) => handle(&node, &cluster, message),
            Err(Nothing::More | Nothing::Own) => {}
            Err(nothing) => {
                let reason = match nothing {
                    Nothing::Repeated => "repeated",
                    Nothing::Torn => "torn",
                    _ => "unknown",
                };
                metrics::counter!("signalr.server.backplane.skipped", "reason" => reason).increment(1);
            }
        }
    }
    let _ = cluster.tell(Whom::Everyone, &Word::Bye, &[]);
}

fn handle<N: LocalNode>(node: &Arc<N>, cluster: &Arc<Cluster>, message: Message) {
    let Message { from, word, bytes } = message;
    let new = cluster.peers.heard_of(&from) == Acquaintance::New;
    let target = |to, except| target(node.clients(), to, except);
    match word {
        Word::Hello { asking } => {
            if asking || new {
                let _ = cluster.tell(Whom::Node(&from), &Word::Hello { asking: false }, &[]);
            }
        }
        Word::Bye => {
            cluster.peers.left(&from);
            node.negotiations().forget_node(&from);
        }
        Word::Send { to, except, target: method } => match Prepared::decode_from_node(&method, &bytes) {
            Some(prepared) => drop(target(to, except).send(&prepared)),
            None => tracing::warn!(node = &*from, "a message from another node cannot be read"),
        },
        Word::Close { to, except, reason } => {
            // One that this version does not know is still a close.
            let known = CloseReason::ALL.iter().find(|known| known.label() == reason);
            target(to, except).close(known.copied().unwrap_or(CloseReason::TryAgainLater));
        }
        Word::Join { to, except, group } => {
            for connection in target(to, except).members() {
                connection.join(&group);
            }
        }
        Word::Leave { to, except, group } => {
            for connection in target(to, except).members() {
                connection.leave(&group);
            }
        }
        Word::Ask { number, what, to, except } => {
            let target = target(to, except);
            let list = match what {
                Question::Count => Vec::new(),
                Question::List => serde_json::to_vec(&listed(&target)).unwrap_or_default(),
            };
            let _ = cluster.tell(Whom::Node(&from), &Word::Answer { number, count: target.count() }, &list);
        }
        Word::Answer { number, count } => take(cluster, from, number, Said::Count(count), bytes),
        Word::Response { number, response } => take(cluster, from, number, Said::Response(response), bytes),
        Word::Ours { number, ours } => take(cluster, from, number, Said::Ours(ours), bytes),
        Word::Invoked { number, outcome } => take(cluster, from, number, Said::Invoked(outcome), bytes),
        Word::Invoke { number, connection, target } => {
            invoke::serve(node, cluster, invoke::Asking { from, number }, &connection, &target, &bytes);
        }
        Word::Find { number, token, holder } => {
            let ours = node.negotiations().stage(&token, &holder).is_some();
            let _ = cluster.tell(Whom::Node(&from), &Word::Ours { number, ours }, &[]);
        }
        Word::Request { number, reply_to, hops, request } => {
            relay::serve(node, cluster, relay::Asking { number, reply_to, hops }, *request, bytes);
        }
        Word::Home { number } => {
            if let Some(serving) = cluster.serving().get(&(from, number)) {
                serving.home.cancel();
            }
        }
        Word::HungUp { number } => {
            if let Some(serving) = cluster.serving().get(&(from, number)) {
                serving.hung_up.cancel();
            }
        }
        Word::Forget { token } => node.negotiations().forget(&token, &from),
    }
}

/// Hands on what another node says to a question of ours, and tells it what it is waiting to hear of that.
fn take(cluster: &Cluster, from: Arc<str>, number: u64, what: Said, bytes: Bytes) {
    let reply: fn(Received, u64) -> Option<Word> = match &what {
        Said::Count(_) | Said::Ours(false) => |_, _| None,
        // We said so when we left; that may have come before the request did.
        Said::Response(_) => |received, number| (received != Received::Taken).then_some(Word::HungUp { number }),
        // Its client may be thinking for nobody: that we hung up was lost.
        Said::Ours(true) => |received, number| (received == Received::NobodyWaits).then_some(Word::HungUp { number }),
        // It is told again while there is no room for it.
        Said::Invoked(_) => |received, number| (received != Received::NoRoom).then_some(Word::Home { number }),
    };
    let received = cluster.answered(number, Answer { from: Arc::clone(&from), what, bytes });
    if let Some(word) = reply(received, number) {
        let _ = cluster.tell(Whom::Node(&from), &word, &[]);
    }
}

fn target<S>(clients: &Clients<S>, to: Selector, except: Vec<Arc<str>>) -> Target<S> {
    Target { registry: Arc::clone(&clients.0), selection: Selection { to, except } }
}
