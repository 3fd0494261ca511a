//! Client results across nodes: a method of a client is called from a node that does not have its connection.
//!
//! A public id does not name the node of its connection, so all nodes are asked at once, and each says whether the
//! connection is its own. Its owner calls the client, and repeats the outcome until it is acknowledged. An outcome that
//! the backplane lost is thus sent again, and one that comes twice counts once.
//!
//! Neither side waits for a node that is gone. The caller may drop the call at any time, and the owner then forgets it.
//! Each of these events may be known to one side alone, since any message can be lost, and a node may receive messages
//! while its own are lost. So the owner reports from time to time that its client has not answered yet. A caller that
//! does not receive these reports gives up. A caller that does not wait any more cancels the call again.

use std::collections::HashSet;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::time::{Instant, sleep, timeout};

use super::Cluster;
use super::local_node::LocalNode;
use super::locate_owner::{Owner, owner_among};
use super::message::{ClusterMessage, InvokeOutcome};
use super::queries::{Answer, AnswerContent, QuerySignals};
use crate::backplane::{Handoff, Recipient};
use crate::client_results::InvokeError;
use crate::connection::Connection;
use crate::prepared::Prepared;
use crate::protocol::{ClientOutcome, Protocol, RawArguments};

/// How long an outcome may stay without acknowledgement before it is sent again.
const RESEND_AFTER: Duration = Duration::from_secs(1);

/// How often the owner reports that its client has not answered yet.
const REPORT_INTERVAL: Duration = Duration::from_secs(5);

/// How long the caller waits without a report, and how long an outcome is repeated.
const LEASE: Duration = Duration::from_secs(15);

/// The call of another node.
pub(super) struct RemoteCall {
    pub(super) from: Arc<str>,
    pub(super) number: u64,
}

impl Cluster {
    /// Calls a method of a client whose connection this node does not have.
    pub(super) async fn invoke_client(
        &self,
        connection: &Arc<str>,
        invocation: &Prepared,
    ) -> Result<ClientOutcome, InvokeError> {
        let unreachable = || InvokeError::Unreachable(Arc::clone(connection));
        let nodes: HashSet<_> = self.peers.present().into_iter().collect();
        // Each node says whether it has the connection, and its owner sends one more answer.
        let (query, mut answers) = self.queries.open(nodes.len() + 1);
        let number = query.number;
        let target = invocation.target().to_owned();
        let message = ClusterMessage::Invoke { number, connection: Arc::clone(connection), target };
        // Before the send, because a message that was dropped may have reached some nodes.
        let mut cancel = self.cancel_on_drop(number);
        let bytes = invocation.encode_for_nodes();
        if !nodes.is_empty() && self.send(Recipient::AllOthers, &message, &bytes) == Handoff::Dropped {
            return Err(unreachable());
        }
        let owner = match owner_among(nodes, &mut answers).await {
            Owner::Node(node) => node,
            Owner::Answered(answer) => {
                cancel.answered = true;
                return client_outcome(connection, answer);
            }
            // A silent node may have it.
            Owner::NotFound if !self.may_miss_nodes() => {
                cancel.answered = true;
                return Err(InvokeError::Unknown(Arc::clone(connection)));
            }
            Owner::NotFound | Owner::Unanswered => return Err(unreachable()),
        };
        let answer = async {
            // Any answer shows that the owner still works on the call.
            while let Ok(Some(answer)) = timeout(LEASE, answers.recv()).await {
                if let Answer { content: AnswerContent::Invoked(outcome), bytes, .. } = answer {
                    return Some((outcome, bytes));
                }
            }
            None
        };
        let answer = tokio::select! {
            biased;
            answer = answer => answer,
            () = self.peers.until_absent(&owner) => None,
        };
        cancel.answered = answer.is_some();
        client_outcome(connection, answer.unwrap_or((InvokeOutcome::Disconnected, Bytes::new())))
    }
}

fn client_outcome(
    connection: &Arc<str>,
    (outcome, bytes): (InvokeOutcome, Bytes),
) -> Result<ClientOutcome, InvokeError> {
    match outcome {
        InvokeOutcome::Result(protocol) => match Protocol::from_name(&protocol) {
            Some(Protocol::Json) => Ok(ClientOutcome::Result(RawArguments::Json(bytes))),
            Some(Protocol::MessagePack) => Ok(ClientOutcome::Result(RawArguments::MessagePack(bytes))),
            // The protocol is of a newer version than this one.
            None => Err(InvokeError::Unreachable(Arc::clone(connection))),
        },
        InvokeOutcome::Error => Ok(ClientOutcome::Error(String::from_utf8_lossy(&bytes).into_owned())),
        InvokeOutcome::NoResult => Ok(ClientOutcome::Nothing),
        InvokeOutcome::Disconnected => Err(InvokeError::Disconnected(Arc::clone(connection))),
    }
}

/// Calls a client of this node for another node, in a task of its own, or says that the connection is not here.
pub(super) fn serve<N: LocalNode>(
    node: &Arc<N>,
    cluster: &Arc<Cluster>,
    call: RemoteCall,
    connection: &str,
    target: &str,
    arguments: &Bytes,
) {
    let Some(invocation) = Prepared::decode_from_node(target, arguments) else {
        return tracing::warn!(node = &*call.from, "a call of another node cannot be read");
    };
    let connection = node.clients().get(connection);
    let message = ClusterMessage::Ownership { number: call.number, owned: connection.is_some() };
    let _ = cluster.send(Recipient::Node(&call.from), &message, &[]);
    let Some(connection) = connection else { return };
    let signals = cluster.served.begin(&call.from, call.number);
    let (node, cluster) = (Arc::clone(node), Arc::clone(cluster));
    let tasks = node.tasks().clone();
    tasks.spawn(async move {
        tokio::select! {
            () = node.drain().over() => {}
            () = signals.cancelled.cancelled() => {}
            () = cluster.peers.until_absent(&call.from) => {}
            () = answer(&cluster, &call, &connection, &invocation, &signals) => {}
        }
        cluster.served.end(&call.from, call.number);
    });
}

async fn answer<S>(
    cluster: &Cluster,
    call: &RemoteCall,
    connection: &Connection<S>,
    invocation: &Prepared,
    signals: &QuerySignals,
) {
    let arguments =
        |protocol| invocation.arguments(protocol).map_err(|error| InvokeError::Arguments(error.to_string()));
    let client_answer = connection.invoke_raw(invocation.target(), arguments);
    let (outcome, bytes) = match with_reports(cluster, call, client_answer).await {
        Ok(ClientOutcome::Result(RawArguments::Json(json))) => {
            (InvokeOutcome::Result(Protocol::Json.name().to_owned()), json)
        }
        Ok(ClientOutcome::Result(RawArguments::MessagePack(value))) => {
            (InvokeOutcome::Result(Protocol::MessagePack.name().to_owned()), value)
        }
        // Bytes can be split and a message cannot; the client decides how long this text is.
        Ok(ClientOutcome::Error(error)) => (InvokeOutcome::Error, Bytes::from(error)),
        Ok(ClientOutcome::Nothing) => (InvokeOutcome::NoResult, Bytes::new()),
        Err(_) => (InvokeOutcome::Disconnected, Bytes::new()),
    };
    let message = ClusterMessage::InvokeAnswer { number: call.number, outcome };
    let deadline = Instant::now() + LEASE;
    while Instant::now() < deadline {
        let _ = cluster.send(Recipient::Node(&call.from), &message, &bytes);
        tokio::select! {
            () = signals.acknowledged.cancelled() => return,
            () = sleep(RESEND_AFTER) => {}
        }
    }
}

/// Awaits a client's answer, and reports meanwhile that it has not come yet.
async fn with_reports<T>(cluster: &Cluster, call: &RemoteCall, answer: impl Future<Output = T>) -> T {
    let mut answer = pin!(answer);
    loop {
        tokio::select! {
            answer = &mut answer => return answer,
            () = sleep(REPORT_INTERVAL) => {
                let message = ClusterMessage::Ownership { number: call.number, owned: true };
                let _ = cluster.send(Recipient::Node(&call.from), &message, &[]);
            }
        }
    }
}
