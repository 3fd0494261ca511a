//! Commands for the connections of the other nodes, and questions about them.

use std::collections::HashSet;
use std::sync::Arc;

use async_trait::async_trait;
use tokio::time::{Instant, timeout_at};

use super::word::{Question, Word};
use super::{COUNTING, Cluster, Said};
use crate::backplane::{Handoff, Whom};
use crate::client_results::InvokeError;
use crate::other_nodes::{Census, Command, Count, OtherNodes, Selection};
use crate::prepared::Prepared;
use crate::protocol::ClientOutcome;

#[async_trait]
impl OtherNodes for Cluster {
    fn own_name(&self) -> &Arc<str> {
        self.node()
    }

    fn command(&self, selection: &Selection, command: Command<'_>) -> Handoff {
        let Selection { to, except } = selection.clone();
        match command {
            Command::Send(message) => {
                let word = Word::Send { to, except, target: message.target().to_owned() };
                self.tell(Whom::Everyone, &word, &message.encode_for_nodes())
            }
            Command::Close(reason) => {
                let word = Word::Close { to, except, reason: reason.label().to_owned() };
                self.tell(Whom::Everyone, &word, &[])
            }
            Command::Join(group) => self.tell(Whom::Everyone, &Word::Join { to, except, group: Arc::from(group) }, &[]),
            Command::Leave(group) => {
                self.tell(Whom::Everyone, &Word::Leave { to, except, group: Arc::from(group) }, &[])
            }
        }
    }

    async fn count(&self, selection: &Selection) -> Count {
        let mut count = 0;
        let missing = self.ask(selection, Question::Count, |said, _| match said {
            Said::Count(there) => {
                count += there;
                true
            }
            _ => false,
        });
        let missing = missing.await;
        Count { count, missing }
    }

    async fn list(&self, selection: &Selection) -> Census {
        let mut members = Vec::new();
        let missing = self.ask(selection, Question::List, |_, bytes| match serde_json::from_slice::<Vec<_>>(bytes) {
            Ok(there) => {
                members.extend(there);
                true
            }
            Err(_) => false,
        });
        let missing = missing.await;
        Census { members, missing }
    }

    async fn invoke(&self, connection: &Arc<str>, question: &Prepared) -> Result<ClientOutcome, InvokeError> {
        self.ask_client(connection, question).await
    }
}

impl Cluster {
    /// Asks every other node about a selection. `take` takes over an answer, and says whether it was one. Gives back
    /// the nodes that did not answer.
    async fn ask(
        &self,
        selection: &Selection,
        what: Question,
        mut take: impl FnMut(&Said, &[u8]) -> bool + Send,
    ) -> Vec<Arc<str>> {
        let mut missing: HashSet<_> = self.peers.all().into_iter().collect();
        let (open, mut answers) = self.open(missing.len());
        let Selection { to, except } = selection.clone();
        let until = Instant::now() + COUNTING;
        let word = Word::Ask { number: open.number, what, to, except };
        if !missing.is_empty() && self.tell(Whom::Everyone, &word, &[]) == Handoff::Sent {
            while !missing.is_empty() {
                let Ok(Some(answer)) = timeout_at(until, answers.recv()).await else { break };
                if missing.contains(&answer.from) && take(&answer.what, &answer.bytes) {
                    missing.remove(&answer.from);
                }
            }
        }
        missing.into_iter().collect()
    }
}
