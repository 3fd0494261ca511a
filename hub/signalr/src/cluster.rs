//! Several nodes that serve one hub: who they are, and what passes between them.
//!
//! Everything here rests on the bytes of a [`Backplane`](crate::Backplane), whose promises are few; what it means is
//! said there. One task listens ([`listen`]); senders speak from wherever they are, and never wait. [`Everywhere`](crate::Everywhere)
//! addresses the connections of all nodes; [`invoke`] asks a client of another node; [`relay`] lets a request be
//! answered by the node that has its connection, and [`find`] asks which that is.

mod addressing;
mod find;
mod invoke;
mod listen;
mod local_node;
mod no_answer;
mod peers;
mod relay;
mod room;
mod wire;
pub(crate) mod word;

use std::collections::HashMap;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TrySendError;
use tokio_util::sync::CancellationToken;

use crate::backplane::{Backplane, Handoff, Whom};
use crate::options::Options;
use peers::Peers;
use room::Room;
use wire::{Measure, Way};
use word::{Outcome, Response, Word};

pub(crate) use listen::run as listen;
pub(crate) use local_node::LocalNode;
pub(crate) use no_answer::NoAnswer;

/// How long the other nodes have to count, or to say that a connection is theirs.
const COUNTING: Duration = Duration::from_secs(1);

/// Answers of nodes that were not known when the question was asked, which must not take the place of the others.
const NEWCOMERS: usize = 16;

/// What stands between a token's node and its secret.
const TOKEN_SEPARATOR: char = '.';

/// This node among the others.
pub(crate) struct Cluster {
    plane: Arc<dyn Backplane>,
    measure: Measure,
    numbers: Mutex<Numbers>,
    peers: Peers,
    /// Whether our last word to all could not be handed over.
    cut_off: AtomicBool,
    asked: Mutex<Asked>,
    /// The requests and questions of other nodes that are being answered, by node and number.
    serving: Mutex<HashMap<(Arc<str>, u64), Serving>>,
    /// For what other nodes are answering for clients of ours.
    room: Room,
}

/// How many pieces were sent.
#[derive(Default)]
struct Numbers {
    everyone: u64,
    node: u64,
}

/// Our questions that wait for an answer.
#[derive(Default)]
struct Asked {
    last: u64,
    waiting: HashMap<u64, mpsc::Sender<Answer>>,
}

/// What another node says to a question.
pub(crate) struct Answer {
    from: Arc<str>,
    what: Said,
    bytes: Bytes,
}

enum Said {
    Count(usize),
    Response(Response),
    /// Whether it has the connection that is asked about.
    Ours(bool),
    /// What came of asking it.
    Invoked(Outcome),
}

/// What becomes of an answer that arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Received {
    Taken,
    /// More has come than was awaited.
    NoRoom,
    NobodyWaits,
}

/// What another node asked, and is being answered.
#[derive(Clone, Default)]
struct Serving {
    hung_up: CancellationToken,
    home: CancellationToken,
}

impl Cluster {
    pub(crate) fn new(plane: Arc<dyn Backplane>, options: &Options) -> Arc<Self> {
        // All that may wait for a poll, which takes it at once.
        let waiting = options.queue_bytes.saturating_add(options.max_message_bytes);
        Arc::new(Self {
            measure: Measure::new(plane.max_message(), waiting),
            plane,
            numbers: Mutex::default(),
            peers: Peers::default(),
            cut_off: AtomicBool::new(false),
            asked: Mutex::default(),
            serving: Mutex::default(),
            room: Room::new(options),
        })
    }

    /// A token that says whose it is.
    pub(crate) fn token(&self, secret: &str) -> Arc<str> {
        Arc::from(format!("{}{TOKEN_SEPARATOR}{secret}", self.plane.node()))
    }

    /// The other node that handed a token out, if it was another.
    pub(crate) fn owner<'a>(&self, token: &'a str) -> Option<&'a str> {
        let (node, _) = token.split_once(TOKEN_SEPARATOR)?;
        (*node != **self.plane.node()).then_some(node)
    }

    pub(crate) fn node(&self) -> &Arc<str> {
        self.plane.node()
    }

    /// Whether a node was heard of lately.
    pub(crate) fn is_here(&self, node: &str) -> bool {
        self.peers.is_here(node)
    }

    /// Says a word to other nodes, without waiting.
    pub(crate) fn tell(&self, to: Whom<'_>, word: &Word, bytes: &[u8]) -> Handoff {
        let mut numbers = self.numbers.lock().unwrap_or_else(PoisonError::into_inner);
        let (way, number) = match to {
            Whom::Everyone => (Way::Everyone, &mut numbers.everyone),
            Whom::Node(_) => (Way::Node, &mut numbers.node),
        };
        let pieces = wire::cut(self.plane.node(), way, *number + 1, word, bytes, self.measure);
        let Some(pieces) = pieces else {
            metrics::counter!("signalr.server.backplane.dropped", "reason" => "too long").increment(1);
            return Handoff::Dropped;
        };
        *number += pieces.len() as u64;
        // Under the lock, so that the pieces of two messages do not mix.
        let dropped = pieces.into_iter().any(|piece| self.plane.publish(to, piece) == Handoff::Dropped);
        if dropped {
            metrics::counter!("signalr.server.backplane.dropped", "reason" => "down").increment(1);
        }
        if dropped { Handoff::Dropped } else { Handoff::Sent }
    }

    /// Opens a question that so many answers are awaited to; what nodes say comes out of the receiver.
    fn open(&self, awaited: usize) -> (Open<'_>, mpsc::Receiver<Answer>) {
        let (sender, answers) = mpsc::channel(awaited + NEWCOMERS);
        let mut asked = self.asked();
        asked.last += 1;
        let number = asked.last;
        asked.waiting.insert(number, sender);
        (Open { cluster: self, number }, answers)
    }

    /// Hands an answer to whoever asked.
    fn answered(&self, number: u64, answer: Answer) -> Received {
        match self.asked().waiting.get(&number).map(|waiting| waiting.try_send(answer)) {
            Some(Ok(())) => Received::Taken,
            Some(Err(TrySendError::Full(_))) => Received::NoRoom,
            Some(Err(TrySendError::Closed(_))) | None => Received::NobodyWaits,
        }
    }

    /// Tells whoever is at work on an open question when its answer is no longer wanted.
    fn waiting_for(&self, number: u64) -> Waiting<'_> {
        Waiting { cluster: self, number, answered: false }
    }

    fn asked(&self) -> MutexGuard<'_, Asked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn serving(&self) -> MutexGuard<'_, HashMap<(Arc<str>, u64), Serving>> {
        self.serving.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A question that waits for its answers; forgotten when dropped.
struct Open<'a> {
    cluster: &'a Cluster,
    number: u64,
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.cluster.asked().waiting.remove(&self.number);
    }
}

/// Says that an answer is no longer wanted, when dropped without one.
struct Waiting<'a> {
    cluster: &'a Cluster,
    number: u64,
    answered: bool,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        if !self.answered {
            // To all: whoever it was sent on to knows only who asked.
            let _ = self.cluster.tell(Whom::Everyone, &Word::HungUp { number: self.number }, &[]);
            tracing::debug!(number = self.number, "an answer of another node is no longer waited for");
        }
    }
}
