//! Commands for the connections of the other nodes, and questions about them.

use std::collections::HashSet;
use std::sync::Arc;

use async_trait::async_trait;
use tokio::time::{Instant, timeout_at};

use super::message::{ClusterMessage, SelectionQuery};
use super::queries::{Answer, AnswerContent};
use super::{Cluster, QUERY_TIMEOUT};
use crate::backplane::{Handoff, Recipient};
use crate::client_results::InvokeError;
use crate::other_nodes::{Command, ConnectionCount, ConnectionList, OtherNodes, Selection};
use crate::prepared::Prepared;
use crate::protocol::ClientOutcome;

#[async_trait]
impl OtherNodes for Cluster {
    fn own_name(&self) -> &Arc<str> {
        self.node()
    }

    fn command(&self, selection: &Selection, command: Command<'_>) -> Handoff {
        let Selection { to, except } = selection.clone();
        let (message, bytes) = match command {
            Command::Send(prepared) => {
                let target = prepared.target().to_owned();
                (ClusterMessage::Send { to, except, target }, Some(prepared.encode_for_nodes()))
            }
            Command::Close(reason) => (ClusterMessage::Close { to, except, reason: reason.label().to_owned() }, None),
            Command::Join(group) => (ClusterMessage::Join { to, except, group: Arc::from(group) }, None),
            Command::Leave(group) => (ClusterMessage::Leave { to, except, group: Arc::from(group) }, None),
        };
        self.send(Recipient::AllOthers, &message, &bytes.unwrap_or_default())
    }

    async fn count(&self, selection: &Selection) -> ConnectionCount {
        let mut count = 0;
        let missing = self.query_selection(selection, SelectionQuery::Count, |answer| match answer.content {
            AnswerContent::Count(there) => {
                count += there;
                Accepted::Yes
            }
            _ => Accepted::No,
        });
        let missing = missing.await;
        ConnectionCount { count, missing }
    }

    async fn list(&self, selection: &Selection) -> ConnectionList {
        let mut connections = Vec::new();
        let missing = self.query_selection(selection, SelectionQuery::List, |answer| {
            match serde_json::from_slice::<Vec<_>>(&answer.bytes) {
                Ok(there) => {
                    connections.extend(there);
                    Accepted::Yes
                }
                Err(_) => Accepted::No,
            }
        });
        let missing = missing.await;
        ConnectionList { connections, missing }
    }

    async fn invoke(&self, connection: &Arc<str>, invocation: &Prepared) -> Result<ClientOutcome, InvokeError> {
        self.invoke_client(connection, invocation).await
    }
}

/// Whether an answer is of the expected form. A node whose answer is not counts as missing.
#[derive(PartialEq, Eq)]
enum Accepted {
    Yes,
    No,
}

impl Cluster {
    /// Asks every other node about a selection, and hands each answer to `accept`. Returns the nodes without an
    /// accepted answer.
    async fn query_selection(
        &self,
        selection: &Selection,
        query: SelectionQuery,
        mut accept: impl FnMut(&Answer) -> Accepted + Send,
    ) -> Vec<Arc<str>> {
        let mut missing: HashSet<_> = self.peers.present().into_iter().collect();
        let (open, mut answers) = self.queries.open(missing.len());
        let Selection { to, except } = selection.clone();
        let deadline = Instant::now() + QUERY_TIMEOUT;
        let message = ClusterMessage::QuerySelection { number: open.number, query, to, except };
        if !missing.is_empty() && self.send(Recipient::AllOthers, &message, &[]) == Handoff::Sent {
            while !missing.is_empty() {
                let Ok(Some(answer)) = timeout_at(deadline, answers.recv()).await else { break };
                if missing.contains(&answer.from) && accept(&answer) == Accepted::Yes {
                    missing.remove(&answer.from);
                }
            }
        }
        missing.into_iter().collect()
    }
}
