//! The queries between nodes that are under way: those of this node, and those that this node answers.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TrySendError;
use tokio_util::sync::CancellationToken;

use super::message::{InvokeOutcome, RelayedResponse};

/// The room for answers of nodes that were not known when the query was sent. Without it, they could fill the channel
/// before the expected answers arrive.
const UNEXPECTED_ANSWERS: usize = 16;

/// An answer of another node to a query of this one.
pub(super) struct Answer {
    pub(super) from: Arc<str>,
    pub(super) content: AnswerContent,
    pub(super) bytes: Bytes,
}

pub(super) enum AnswerContent {
    Count(usize),
    Response(RelayedResponse),
    /// Whether the node has the connection in question.
    Ownership(bool),
    /// The outcome of a call of its client.
    Invoked(InvokeOutcome),
}

/// What became of an answer that arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AnswerDelivery {
    Delivered,
    /// More answers have come than were expected.
    Full,
    /// No such query waits, or it no longer does.
    NoQuery,
}

/// The queries of this node that wait for answers.
#[derive(Default)]
pub(super) struct OwnQueries(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    last: u64,
    channels: HashMap<u64, mpsc::Sender<Answer>>,
}

impl OwnQueries {
    /// Opens a query with an expected number of answers, which come out of the receiver.
    pub(super) fn open(&self, expected: usize) -> (OpenQuery<'_>, mpsc::Receiver<Answer>) {
        let (sender, answers) = mpsc::channel(expected + UNEXPECTED_ANSWERS);
        let mut waiting = self.lock();
        waiting.last += 1;
        let number = waiting.last;
        waiting.channels.insert(number, sender);
        (OpenQuery { queries: self, number }, answers)
    }

    /// Hands an answer to its query.
    pub(super) fn deliver(&self, number: u64, answer: Answer) -> AnswerDelivery {
        match self.lock().channels.get(&number).map(|channel| channel.try_send(answer)) {
            Some(Ok(())) => AnswerDelivery::Delivered,
            Some(Err(TrySendError::Full(_))) => AnswerDelivery::Full,
            Some(Err(TrySendError::Closed(_))) | None => AnswerDelivery::NoQuery,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A query that waits for answers; closed when dropped.
pub(super) struct OpenQuery<'a> {
    queries: &'a OwnQueries,
    pub(super) number: u64,
}

impl Drop for OpenQuery<'_> {
    fn drop(&mut self) {
        self.queries.lock().channels.remove(&self.number);
    }
}

/// The queries of other nodes that this node is answering, by node and number.
#[derive(Default)]
pub(super) struct ServedQueries(Mutex<HashMap<(Arc<str>, u64), QuerySignals>>);

/// What the node that sent a query tells about it later.
#[derive(Clone, Default)]
pub(super) struct QuerySignals {
    /// The answer is no longer wanted.
    pub(super) cancelled: CancellationToken,
    /// The answer has arrived.
    pub(super) acknowledged: CancellationToken,
}

impl ServedQueries {
    pub(super) fn begin(&self, from: &Arc<str>, number: u64) -> QuerySignals {
        let signals = QuerySignals::default();
        self.lock().insert((Arc::clone(from), number), signals.clone());
        signals
    }

    pub(super) fn end(&self, from: &Arc<str>, number: u64) {
        self.lock().remove(&(Arc::clone(from), number));
    }

    /// The signals of a query, if it is still being answered.
    pub(super) fn signals(&self, from: &Arc<str>, number: u64) -> Option<QuerySignals> {
        self.lock().get(&(Arc::clone(from), number)).cloned()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<(Arc<str>, u64), QuerySignals>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
