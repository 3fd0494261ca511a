//! Client results across nodes: a method of a client is called from a node that does not have its connection.
//!
//! A public id does not say whose connection it is, so all nodes are asked at once, and each says whether it is one of
//! its own. The one that has it asks its client, and tells what came of that until the word has come home: an answer
//! that the backplane lost is told again, and one that comes twice counts once.
//!
//! Neither side waits for a node that is gone. Whoever asked may drop the question at any time, and it is then
//! forgotten there too. Either of these may be known to one side alone, since any word can be lost and a node may hear
//! without being heard. So while its client thinks, the node that asks it says now and then that it does: whoever does
//! not hear that gives up, and whoever does not wait any more says so again.

use std::collections::HashSet;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::time::{Instant, sleep, timeout};

use super::find::{Found, whose};
use super::local_node::LocalNode;
use super::word::{Outcome, Word};
use super::{Answer, Cluster, Said, Serving};
use crate::backplane::{Handoff, Whom};
use crate::client_results::InvokeError;
use crate::connection::Connection;
use crate::prepared::Prepared;
use crate::protocol::{ClientOutcome, Protocol, RawArguments};

/// How long an answer has to come home before it is told again.
const AGAIN_AFTER: Duration = Duration::from_secs(1);

/// How often a node says that its client has not answered yet.
const STILL_EVERY: Duration = Duration::from_secs(5);

/// How long whoever asked believes that, and how long an answer is told.
const LEASE: Duration = Duration::from_secs(15);

/// Who asks.
pub(super) struct Asking {
    pub(super) from: Arc<str>,
    pub(super) number: u64,
}

impl Cluster {
    /// Calls a method of a client that this node does not have.
    pub(super) async fn ask_client(
        &self,
        connection: &Arc<str>,
        question: &Prepared,
    ) -> Result<ClientOutcome, InvokeError> {
        let unreachable = || InvokeError::Unreachable(Arc::clone(connection));
        let nodes: HashSet<_> = self.peers.all().into_iter().collect();
        // Each says whether it has the connection, and one of them says more.
        let (open, mut answers) = self.open(nodes.len() + 1);
        let number = open.number;
        let target = question.target().to_owned();
        let word = Word::Invoke { number, connection: Arc::clone(connection), target };
        // Before it is told: what was dropped may have reached some.
        let mut waiting = self.waiting_for(number);
        if !nodes.is_empty() && self.tell(Whom::Everyone, &word, &question.encode_for_nodes()) == Handoff::Dropped {
            return Err(unreachable());
        }
        let owner = match whose(nodes, &mut answers).await {
            Found::At(node) => node,
            Found::Answered(answer) => {
                waiting.answered = true;
                return outcome(connection, answer);
            }
            // Those who are silent may have it.
            Found::Nowhere if !self.may_hide_some() => {
                waiting.answered = true;
                return Err(InvokeError::Unknown(Arc::clone(connection)));
            }
            Found::Nowhere | Found::Unheard => return Err(unreachable()),
        };
        let answer = async {
            // Whatever comes says that the question is not forgotten.
            while let Ok(Some(answer)) = timeout(LEASE, answers.recv()).await {
                if let Answer { what: Said::Invoked(what), bytes, .. } = answer {
                    return Some((what, bytes));
                }
            }
            None
        };
        let answer = tokio::select! {
            biased;
            answer = answer => answer,
            () = self.peers.gone(&owner) => None,
        };
        waiting.answered = answer.is_some();
        outcome(connection, answer.unwrap_or((Outcome::Disconnected, Bytes::new())))
    }
}

fn outcome(connection: &Arc<str>, (outcome, bytes): (Outcome, Bytes)) -> Result<ClientOutcome, InvokeError> {
    match outcome {
        Outcome::Result(protocol) => match Protocol::from_name(&protocol) {
            Some(Protocol::Json) => Ok(ClientOutcome::Result(RawArguments::Json(bytes))),
            Some(Protocol::MessagePack) => Ok(ClientOutcome::Result(RawArguments::MessagePack(bytes))),
            // Of a newer version than this one.
            None => Err(InvokeError::Unreachable(Arc::clone(connection))),
        },
        Outcome::Error => Ok(ClientOutcome::Error(String::from_utf8_lossy(&bytes).into_owned())),
        Outcome::Nothing => Ok(ClientOutcome::Nothing),
        Outcome::Disconnected => Err(InvokeError::Disconnected(Arc::clone(connection))),
    }
}

/// Asks a client of ours for another node, in a task of its own, or says that it is none of ours.
pub(super) fn serve<N: LocalNode>(
    node: &Arc<N>,
    cluster: &Arc<Cluster>,
    asking: Asking,
    connection: &str,
    target: &str,
    arguments: &Bytes,
) {
    let Some(question) = Prepared::decode_from_node(target, arguments) else {
        return tracing::warn!(node = &*asking.from, "a question of another node cannot be read");
    };
    let found = node.clients().get(connection);
    let word = Word::Ours { number: asking.number, ours: found.is_some() };
    let _ = cluster.tell(Whom::Node(&asking.from), &word, &[]);
    let Some(connection) = found else { return };
    let serving = Serving::default();
    let key = (Arc::clone(&asking.from), asking.number);
    cluster.serving().insert(key.clone(), serving.clone());
    let (node, cluster) = (Arc::clone(node), Arc::clone(cluster));
    let tasks = node.tasks().clone();
    tasks.spawn(async move {
        tokio::select! {
            () = node.drain().over() => {}
            () = serving.hung_up.cancelled() => {}
            () = cluster.peers.gone(&asking.from) => {}
            () = answer(&cluster, &asking, &connection, &question, &serving) => {}
        }
        cluster.serving().remove(&key);
    });
}

async fn answer<S>(
    cluster: &Cluster,
    asking: &Asking,
    connection: &Connection<S>,
    question: &Prepared,
    serving: &Serving,
) {
    let list = |protocol| question.arguments(protocol).map_err(|error| InvokeError::Arguments(error.to_string()));
    let asking_client = connection.ask(question.target(), list);
    let (outcome, bytes) = match saying_so(cluster, asking, asking_client).await {
        Ok(ClientOutcome::Result(RawArguments::Json(json))) => {
            (Outcome::Result(Protocol::Json.name().to_owned()), json)
        }
        Ok(ClientOutcome::Result(RawArguments::MessagePack(value))) => {
            (Outcome::Result(Protocol::MessagePack.name().to_owned()), value)
        }
        // As bytes, which can be cut: a word cannot, and this text is as long as the client likes.
        Ok(ClientOutcome::Error(error)) => (Outcome::Error, Bytes::from(error)),
        Ok(ClientOutcome::Nothing) => (Outcome::Nothing, Bytes::new()),
        Err(_) => (Outcome::Disconnected, Bytes::new()),
    };
    let word = Word::Invoked { number: asking.number, outcome };
    let until = Instant::now() + LEASE;
    while Instant::now() < until {
        let _ = cluster.tell(Whom::Node(&asking.from), &word, &bytes);
        tokio::select! {
            () = serving.home.cancelled() => return,
            () = sleep(AGAIN_AFTER) => {}
        }
    }
}

/// Awaits a client's answer, and says meanwhile that it has not come yet.
async fn saying_so<T>(cluster: &Cluster, asking: &Asking, answer: impl Future<Output = T>) -> T {
    let mut answer = pin!(answer);
    loop {
        tokio::select! {
            answer = &mut answer => return answer,
            () = sleep(STILL_EVERY) => {
                let word = Word::Ours { number: asking.number, ours: true };
                let _ = cluster.tell(Whom::Node(&asking.from), &word, &[]);
            }
        }
    }
}
