//! Whose a connection is, asked of all nodes at once.
//!
//! Neither a public id says it, nor a token whose node has left: its connection lives on elsewhere, and only the node
//! that has it knows. Each node says whether it is one of its own.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::sync::mpsc::Receiver;
use tokio::time::{Instant, sleep, timeout_at};

use super::no_answer::NoAnswer;
use super::word::{Outcome, Word};
use super::{Answer, COUNTING, Cluster, Said};
use crate::backplane::{Handoff, Whom};
use crate::negotiate::Holder;

/// How long whoever asked in vain keeps their place.
const MISSED: Duration = Duration::from_millis(250);

/// Where a connection is.
pub(super) enum Found {
    At(Arc<str>),
    /// Its client was asked already, and this is what came of it.
    Answered((Outcome, bytes::Bytes)),
    Nowhere,
    /// On none that answered, and some did not.
    Unheard,
}

impl Cluster {
    /// The node that has the holder's connection, when the one that handed its token out is gone.
    pub(crate) async fn find(&self, token: &str, holder: &Holder) -> Result<Arc<str>, NoAnswer> {
        let _place = self.room.search(holder.user.as_ref())?;
        let nodes: HashSet<_> = self.peers.all().into_iter().collect();
        let (open, mut answers) = self.open(nodes.len());
        let word = Word::Find { number: open.number, token: token.to_owned(), holder: holder.clone() };
        if !nodes.is_empty() && self.tell(Whom::Everyone, &word, &[]) == Handoff::Dropped {
            return Err(NoAnswer::Silent);
        }
        match whose(nodes, &mut answers).await {
            Found::At(node) => Ok(node),
            // Those who are silent may have it.
            Found::Nowhere if !self.may_hide_some() => {
                // A token can be made up, and every node was asked for it: whoever does so is not answered at once.
                sleep(MISSED).await;
                Err(NoAnswer::NoNode)
            }
            Found::Nowhere | Found::Unheard | Found::Answered(_) => Err(NoAnswer::Silent),
        }
    }

    /// Whether there may be nodes that this one does not hear.
    pub(super) fn may_hide_some(&self) -> bool {
        self.peers.some_are_silent() || self.cut_off.load(Ordering::Relaxed)
    }
}

/// Waits until one of the nodes says that it has what was asked for, or all that they have not.
pub(super) async fn whose(mut nodes: HashSet<Arc<str>>, answers: &mut Receiver<Answer>) -> Found {
    let until = Instant::now() + COUNTING;
    while !nodes.is_empty() {
        let Ok(Some(answer)) = timeout_at(until, answers.recv()).await else { return Found::Unheard };
        match answer.what {
            Said::Ours(true) => return Found::At(answer.from),
            Said::Ours(false) => drop(nodes.remove(&answer.from)),
            // What it said before was lost.
            Said::Invoked(outcome) => return Found::Answered((outcome, answer.bytes)),
            Said::Count(_) | Said::Response(_) => {}
        }
    }
    Found::Nowhere
}
