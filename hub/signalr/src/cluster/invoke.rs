//! Client results across nodes: a method of a client is called from a node that does not have its connection.
//!
//! A public id does not say whose connection it is, so all nodes are asked at once, and each says whether it is one of its own.
//! The one that has it asks its client, and tells what came of that until the word has come home: an answer that the backplane lost
//! is told again, and one that comes twice counts once.
//!
//! Neither side waits for a node that is gone. Whoever asked may drop the question at any time, and it is then forgotten there too.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::time::{Instant, sleep};

use super::find::{Found, whose};
use super::word::{Outcome, Word};
use super::{Answer, Cluster, PATIENCE, Said, Serving};
use crate::backplane::{Handoff, Whom};
use crate::connection::Connection;
use crate::connection::questions::InvokeError;
use crate::hub::Hub;
use crate::prepared::Prepared;
use crate::protocol::{ClientOutcome, Protocol, RawArguments};
use crate::server::Server;

/// How long an answer has to come home before it is told again.
const AGAIN_AFTER: Duration = Duration::from_secs(1);

/// Who asks.
pub(super) struct Asking {
    pub(super) from: Arc<str>,
    pub(super) number: u64,
}

impl Cluster {
    /// Calls a method of a client that this node does not have.
    pub(crate) async fn invoke(
        self: &Arc<Self>,
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
        if !nodes.is_empty() && self.tell(Whom::Everyone, &word, &question.wire()) == Handoff::Dropped {
            return Err(unreachable());
        }
        let mut waiting = self.waiting_for(number);
        let owner = match whose(nodes, &mut answers).await {
            Found::At(node) => node,
            Found::Answered(answer) => {
                waiting.answered = true;
                return outcome(connection, answer);
            }
            Found::Nowhere => {
                waiting.answered = true;
                return Err(InvokeError::Unknown(Arc::clone(connection)));
            }
            Found::Unheard => return Err(unreachable()),
        };
        let answer = async {
            loop {
                match answers.recv().await {
                    Some(Answer { what: Said::Invoked(what), bytes, .. }) => break Some((what, bytes)),
                    Some(_) => {}
                    None => break None,
                }
            }
        };
        let answer = tokio::select! {
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
            None => Err(InvokeError::Result(format!("it came in '{protocol}'"))),
        },
        Outcome::Error(error) => Ok(ClientOutcome::Error(error)),
        Outcome::Nothing => Ok(ClientOutcome::Nothing),
        Outcome::Disconnected => Err(InvokeError::Disconnected(Arc::clone(connection))),
    }
}

/// Asks a client of ours for another node, in a task of its own, or says that it is none of ours.
pub(super) fn serve<H: Hub>(
    server: &Arc<Server<H>>,
    cluster: &Arc<Cluster>,
    asking: Asking,
    connection: &str,
    target: &str,
    arguments: &Bytes,
) {
    let Some(question) = Prepared::from_wire(target, arguments) else {
        return tracing::warn!(node = &*asking.from, "a question of another node cannot be read");
    };
    let found = server.clients.get(connection);
    let word = Word::Ours { number: asking.number, ours: found.is_some() };
    let _ = cluster.tell(Whom::Node(&asking.from), &word, &[]);
    let Some(connection) = found else { return };
    let serving = Serving::default();
    let key = (Arc::clone(&asking.from), asking.number);
    cluster.serving().insert(key.clone(), serving.clone());
    let (server, cluster) = (Arc::clone(server), Arc::clone(cluster));
    let tasks = server.tasks.clone();
    tasks.spawn(async move {
        tokio::select! {
            () = server.drain.over() => {}
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
    let list = |protocol| question.list(protocol).map_err(|error| InvokeError::Arguments(error.to_string()));
    let (outcome, bytes) = match connection.ask(question.target(), list).await {
        Ok(ClientOutcome::Result(RawArguments::Json(json))) => {
            (Outcome::Result(Protocol::Json.name().to_owned()), json)
        }
        Ok(ClientOutcome::Result(RawArguments::MessagePack(value))) => {
            (Outcome::Result(Protocol::MessagePack.name().to_owned()), value)
        }
        Ok(ClientOutcome::Error(error)) => (Outcome::Error(error), Bytes::new()),
        Ok(ClientOutcome::Nothing) => (Outcome::Nothing, Bytes::new()),
        Err(_) => (Outcome::Disconnected, Bytes::new()),
    };
    let word = Word::Invoked { number: asking.number, outcome };
    let until = Instant::now() + PATIENCE;
    while Instant::now() < until {
        let _ = cluster.tell(Whom::Node(&asking.from), &word, &bytes);
        tokio::select! {
            () = serving.home.cancelled() => return,
            () = sleep(AGAIN_AFTER) => {}
        }
    }
}
