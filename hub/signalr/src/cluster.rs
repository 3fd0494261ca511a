//! Several nodes that serve one hub: which nodes there are, and the messages between them.
//!
//! Everything here rests on the bytes of a [`Backplane`](crate::Backplane), which promises little; its documentation
//! says what the server makes of that. One task receives ([`listen`]). Any task sends, and never waits. [`addressing`]
//! reaches the connections of all nodes, [`invoke`] calls a client of another node, [`relay`] has a request answered by
//! the node that has its connection, and [`locate_owner`] finds that node.

mod addressing;
mod invoke;
mod listen;
mod local_node;
mod locate_owner;
pub(crate) mod message;
mod peers;
mod pieces;
mod queries;
mod relay;
mod relay_error;
mod relay_limits;

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::backplane::{Backplane, Handoff, Recipient};
use crate::options::Options;
use message::ClusterMessage;
use peers::Peers;
use pieces::{PieceLimits, RecipientKind};
use queries::{OwnQueries, ServedQueries};
use relay_limits::RelayLimits;

pub(crate) use listen::run as listen;
pub(crate) use local_node::LocalNode;
pub(crate) use relay_error::RelayError;

/// How long the other nodes have to count, or to say whether they own a connection.
const QUERY_TIMEOUT: Duration = Duration::from_secs(1);

/// Separates the name of a token's node from the token's secret.
const TOKEN_SEPARATOR: char = '.';

/// This node among the others.
pub(crate) struct Cluster {
    backplane: Arc<dyn Backplane>,
    piece_limits: PieceLimits,
    sent: Mutex<SequenceNumbers>,
    peers: Peers,
    /// Whether the last message to all nodes could not be handed over.
    isolated: AtomicBool,
    /// The queries of this node that wait for an answer.
    queries: OwnQueries,
    /// The requests and calls of other nodes that this node is answering.
    served: ServedQueries,
    /// The bounds of the requests that other nodes are answering for clients of this node.
    relay_limits: RelayLimits,
}

/// How many pieces were sent to each kind of recipient.
#[derive(Default)]
struct SequenceNumbers {
    all_others: u64,
    node: u64,
}

impl Cluster {
    pub(crate) fn new(backplane: Arc<dyn Backplane>, options: &Options) -> Arc<Self> {
        // A poll takes everything that waits for it, at once.
        let longest_answer = options.queue_bytes.saturating_add(options.max_message_bytes);
        Arc::new(Self {
            piece_limits: PieceLimits::new(backplane.max_message(), longest_answer),
            backplane,
            sent: Mutex::default(),
            peers: Peers::default(),
            isolated: AtomicBool::new(false),
            queries: OwnQueries::default(),
            served: ServedQueries::default(),
            relay_limits: RelayLimits::new(options),
        })
    }

    /// A token that begins with the name of this node.
    pub(crate) fn token(&self, secret: &str) -> Arc<str> {
        Arc::from(format!("{}{TOKEN_SEPARATOR}{secret}", self.backplane.node()))
    }

    /// The node that handed a token out, if it was another one.
    pub(crate) fn issuer<'a>(&self, token: &'a str) -> Option<&'a str> {
        let (node, _) = token.split_once(TOKEN_SEPARATOR)?;
        (*node != **self.backplane.node()).then_some(node)
    }

    pub(crate) fn node(&self) -> &Arc<str> {
        self.backplane.node()
    }

    /// Sends a message to other nodes, without waiting.
    fn send(&self, to: Recipient<'_>, message: &ClusterMessage, bytes: &[u8]) -> Handoff {
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        let (kind, number) = match to {
            Recipient::AllOthers => (RecipientKind::AllOthers, &mut sent.all_others),
            Recipient::Node(_) => (RecipientKind::Node, &mut sent.node),
        };
        let pieces = pieces::split(self.backplane.node(), kind, *number + 1, message, bytes, self.piece_limits);
        let Some(pieces) = pieces else {
            metrics::counter!("signalr.server.backplane.dropped", "reason" => "too long").increment(1);
            return Handoff::Dropped;
        };
        *number += pieces.len() as u64;
        // Under the lock, so that the pieces of two messages do not mix.
        let dropped = pieces.into_iter().any(|piece| self.backplane.publish(to, piece) == Handoff::Dropped);
        if dropped {
            metrics::counter!("signalr.server.backplane.dropped", "reason" => "down").increment(1);
        }
        if dropped { Handoff::Dropped } else { Handoff::Sent }
    }

    /// A guard that cancels a query on the other nodes unless it is answered.
    fn cancel_on_drop(&self, number: u64) -> CancelOnDrop<'_> {
        CancelOnDrop { cluster: self, number, answered: false }
    }
}

/// Tells the other nodes that a query is no longer waited for, when dropped before its answer.
struct CancelOnDrop<'a> {
    cluster: &'a Cluster,
    number: u64,
    answered: bool,
}

impl Drop for CancelOnDrop<'_> {
    fn drop(&mut self) {
        if !self.answered {
            // To all nodes: one that the query was forwarded to knows only the node that sent it first.
            let cancel = ClusterMessage::Cancel { number: self.number };
            let _ = self.cluster.send(Recipient::AllOthers, &cancel, &[]);
            tracing::debug!(number = self.number, "an answer of another node is no longer waited for");
        }
    }
}
