//! Finds the node that has a connection, by asking all nodes at once.
//!
//! Neither a public id names the node, nor does a token whose node has left: its connection may live on another node.
//! Each node says whether the connection is one of its own.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::mpsc::Receiver;
use tokio::time::{Instant, sleep, timeout_at};

use super::message::{ClusterMessage, InvokeOutcome};
use super::queries::{Answer, AnswerContent};
use super::relay_error::RelayError;
use super::{Cluster, QUERY_TIMEOUT};
use crate::backplane::{Handoff, Recipient};
use crate::negotiate::Holder;

/// How long a failed look-up keeps its permit, to make guessing slow.
const FAILED_LOOKUP_DELAY: Duration = Duration::from_millis(250);

/// The node of a connection.
pub(super) enum Owner {
    Node(Arc<str>),
    /// The owner's ownership message was lost, but its answer to the call has come.
    Answered((InvokeOutcome, Bytes)),
    /// Every node says that it does not have the connection.
    NotFound,
    /// No node that answered has the connection, and some did not answer.
    Unanswered,
}

impl Cluster {
    /// The node that has the holder's connection, when the one that handed its token out is gone.
    pub(crate) async fn locate_owner(&self, token: &str, holder: &Holder) -> Result<Arc<str>, RelayError> {
        let _permit = self.relay_limits.lookup(holder.user.as_ref())?;
        let nodes: HashSet<_> = self.peers.present().into_iter().collect();
        let (query, mut answers) = self.queries.open(nodes.len());
        let message =
            ClusterMessage::LocateOwner { number: query.number, token: token.to_owned(), holder: holder.clone() };
        if !nodes.is_empty() && self.send(Recipient::AllOthers, &message, &[]) == Handoff::Dropped {
            return Err(RelayError::Silent);
        }
        match owner_among(nodes, &mut answers).await {
            Owner::Node(node) => Ok(node),
            // A silent node may have it.
            Owner::NotFound if !self.may_miss_nodes() => {
                // A token can be made up, and every node was asked for it, so the answer is delayed.
                sleep(FAILED_LOOKUP_DELAY).await;
                Err(RelayError::NoNode)
            }
            Owner::NotFound | Owner::Unanswered | Owner::Answered(_) => Err(RelayError::Silent),
        }
    }

    /// Whether there may be nodes whose messages this one does not receive.
    pub(super) fn may_miss_nodes(&self) -> bool {
        self.peers.any_silent() || self.isolated.load(Ordering::Relaxed)
    }
}

/// Waits until one of the nodes says that it has the connection, or all say that they do not.
pub(super) async fn owner_among(mut nodes: HashSet<Arc<str>>, answers: &mut Receiver<Answer>) -> Owner {
    let deadline = Instant::now() + QUERY_TIMEOUT;
    while !nodes.is_empty() {
        let Ok(Some(answer)) = timeout_at(deadline, answers.recv()).await else { return Owner::Unanswered };
        match answer.content {
            AnswerContent::Ownership(true) => return Owner::Node(answer.from),
            AnswerContent::Ownership(false) => drop(nodes.remove(&answer.from)),
            AnswerContent::Invoked(outcome) => return Owner::Answered((outcome, answer.bytes)),
            AnswerContent::Count(_) | AnswerContent::Response(_) => {}
        }
    }
    Owner::NotFound
}
