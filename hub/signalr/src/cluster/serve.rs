//! The task that listens to the other nodes, and does what they ask of this one.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Weak};

use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use super::everywhere::listed;
use super::invoke;
use super::peers::{Acquaintance, HELLO_EVERY};
use super::relay;
use super::wire::{Joiner, Message, Nothing};
use super::word::{Question, Word};
use super::{Answer, Cluster, Received, Said};
use crate::backplane::{Handoff, Whom};
use crate::clients::{Clients, Target};
use crate::close::CloseReason;
use crate::hub::Hub;
use crate::prepared::Prepared;
use crate::server::Server;

/// How many senders are remembered, those that are gone included, so that nothing of theirs is repeated to us.
const REMEMBERED: usize = 20_000;

/// Listens until the server is gone or told to stop.
pub(crate) async fn run<H: Hub>(server: Weak<Server<H>>, cluster: Arc<Cluster>, stop: CancellationToken) {
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
                let Some(server) = server.upgrade() else { break };
                for node in cluster.peers.fall_silent() {
                    tracing::warn!(node = &*node, hub = &*server.name, "a node was not heard of any more");
                }
                for node in cluster.peers.forget_away() {
                    server.negotiations.forget_node(&node);
                }
                joiner.keep_newest(REMEMBERED);
                continue;
            }
            piece = cluster.plane.receive() => piece,
        };
        let (Some(piece), Some(server)) = (piece, server.upgrade()) else { break };
        match joiner.take(cluster.node(), &piece) {
            Ok(message) => handle(&server, &cluster, message),
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

fn handle<H: Hub>(server: &Arc<Server<H>>, cluster: &Arc<Cluster>, message: Message) {
    let Message { from, word, bytes } = message;
    let new = cluster.peers.heard_of(&from) == Acquaintance::New;
    let target = |to, except| target(&server.clients, to, except);
    match word {
        Word::Hello { asking } => {
            if asking || new {
                let _ = cluster.tell(Whom::Node(&from), &Word::Hello { asking: false }, &[]);
            }
        }
        Word::Bye => {
            cluster.peers.left(&from);
            server.negotiations.forget_node(&from);
        }
        Word::Send { to, except, target: method } => match Prepared::from_wire(&method, &bytes) {
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
                Question::List => serde_json::to_vec(&listed(&target, Some(cluster))).unwrap_or_default(),
            };
            let _ = cluster.tell(Whom::Node(&from), &Word::Answer { number, count: target.count() }, &list);
        }
        Word::Answer { number, count } => {
            let _ = cluster.answered(number, Answer { from, what: Said::Count(count), bytes });
        }
        Word::Response { number, response } => {
            let answer = Answer { from: Arc::clone(&from), what: Said::Response(response), bytes };
            if cluster.answered(number, answer) != Received::Taken {
                // It said so when it left; that may have come before the request did.
                let _ = cluster.tell(Whom::Node(&from), &Word::HungUp { number }, &[]);
            }
        }
        Word::Invoke { number, connection, target } => {
            invoke::serve(server, cluster, invoke::Asking { from, number }, &connection, &target, &bytes);
        }
        Word::Find { number, token, holder } => {
            let ours = server.negotiations.stage(&token, &holder).is_some();
            let _ = cluster.tell(Whom::Node(&from), &Word::Ours { number, ours }, &[]);
        }
        Word::Ours { number, ours } => {
            let answer = Answer { from: Arc::clone(&from), what: Said::Ours(ours), bytes };
            if cluster.answered(number, answer) == Received::NobodyWaits && ours {
                // Its client may be thinking for nobody: that we hung up was lost.
                let _ = cluster.tell(Whom::Node(&from), &Word::HungUp { number }, &[]);
            }
        }
        Word::Invoked { number, outcome } => {
            let answer = Answer { from: Arc::clone(&from), what: Said::Invoked(outcome), bytes };
            // It is told again while there is no room for it.
            if cluster.answered(number, answer) != Received::NoRoom {
                let _ = cluster.tell(Whom::Node(&from), &Word::Home { number }, &[]);
            }
        }
        Word::Request { number, reply_to, hops, request } => {
            relay::serve(server, cluster, relay::Asking { number, reply_to, hops }, *request, bytes);
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
        Word::Forget { token } => server.negotiations.forget(&token, &from),
    }
}

fn target<S>(clients: &Clients<S>, to: crate::clients::Select, except: Vec<Arc<str>>) -> Target<S> {
    Target { registry: Arc::clone(&clients.0), select: to, except }
}
