//! Client results: the server calls a method of one client and awaits its answer.
//!
//! An answer counts only on the connection that was asked, because each keeps its own table. Ids begin with `s`:
//! answers and the ends of a client's streams are the same type of message, and clients number theirs from zero.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::de::DeserializeOwned;
use tokio::sync::{Notify, oneshot};

use crate::protocol::ClientOutcome;

/// What a client that has no handler for a question says; the same for one that answers with nothing.
const NO_RESULT: &str = "Client didn't provide a result.";

/// Why there is no result from a client. The texts are those ASP.NET Core gives.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvokeError {
    /// The client's own error, or that it has no such method.
    #[error("{0}")]
    Client(String),
    /// The client is gone.
    #[error("Connection '{0}' disconnected.")]
    Disconnected(Arc<str>),
    /// There is no such connection, on this node or any that answered.
    #[error("Connection '{0}' does not exist.")]
    Unknown(Arc<str>),
    /// Other nodes, of which one may have the connection, did not answer.
    #[error("Connection '{0}' cannot be reached.")]
    Unreachable(Arc<str>),
    /// The client's result is something else.
    #[error("Error trying to deserialize result to {wanted}. {error}")]
    Result {
        /// The type that was asked for.
        wanted: &'static str,
        /// What is wrong with it.
        error: String,
    },
    /// The arguments do not serialise to a list.
    #[error("cannot serialise the arguments: {0}")]
    Arguments(String),
    /// Asked from `on_connected`, before which nothing of the client's is read.
    #[error("client results cannot be awaited in on_connected")]
    TooEarly,
}

/// What a client's answer comes to.
pub(crate) fn result<R: DeserializeOwned>(outcome: ClientOutcome) -> Result<R, InvokeError> {
    match outcome {
        ClientOutcome::Result(result) => result
            .bind()
            .map_err(|error| InvokeError::Result { wanted: std::any::type_name::<R>(), error: error.to_string() }),
        ClientOutcome::Error(error) => Err(InvokeError::Client(error)),
        ClientOutcome::Nothing => Err(InvokeError::Client(NO_RESULT.to_owned())),
    }
}

/// Where in a connection's task the present code runs.
#[derive(Clone)]
pub(crate) struct Place {
    pub(crate) connection: Arc<str>,
    pub(crate) stage: PlaceStage,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PlaceStage {
    Welcome,
    /// In a call that keeps others waiting.
    Call,
}

tokio::task_local! {
    /// Set around what runs inside a connection's task.
    pub(crate) static PLACE: Place;
}

/// The questions of one connection that wait for an answer.
#[derive(Default)]
pub(crate) struct Questions {
    table: Mutex<Table>,
    /// Asked from within calls of the same connection: each lets one more call begin, or the answer behind it in the
    /// stream would never be read.
    waiting_calls: AtomicUsize,
    asked: Notify,
}

#[derive(Default)]
struct Table {
    last: u64,
    waiting: HashMap<String, oneshot::Sender<ClientOutcome>>,
    closed: bool,
}

/// A question that was asked; forgotten when dropped.
pub(crate) struct Question<'a> {
    questions: &'a Questions,
    pub(crate) id: String,
    pub(crate) answer: oneshot::Receiver<ClientOutcome>,
    frees_a_slot: bool,
}

impl Questions {
    /// Opens a question asked at this place; none once the connection has ended.
    pub(crate) fn open(&self, connection: &str) -> Result<Option<Question<'_>>, InvokeError> {
        let here = PLACE.try_with(|place| (*place.connection == *connection).then_some(place.stage)).ok().flatten();
        if here == Some(PlaceStage::Welcome) {
            return Err(InvokeError::TooEarly);
        }
        let (sender, answer) = oneshot::channel();
        let mut table = self.lock();
        if table.closed {
            return Ok(None);
        }
        table.last += 1;
        let id = format!("s{}", table.last);
        table.waiting.insert(id.clone(), sender);
        drop(table);
        let frees_a_slot = here == Some(PlaceStage::Call);
        if frees_a_slot {
            self.waiting_calls.fetch_add(1, Ordering::AcqRel);
            self.asked.notify_one();
        }
        Ok(Some(Question { questions: self, id, answer, frees_a_slot }))
    }

    /// Takes an answer; gives it back when nobody waits for it.
    pub(crate) fn answer(&self, id: &str, outcome: ClientOutcome) -> Result<(), ClientOutcome> {
        match self.lock().waiting.remove(id) {
            // Who asked may just have lost patience, which makes the answer a late one.
            Some(waiting) => waiting.send(outcome).or(Ok(())),
            None => Err(outcome),
        }
    }

    /// How many calls of this connection only wait for its client.
    pub(crate) fn waiting_calls(&self) -> usize {
        self.waiting_calls.load(Ordering::Acquire)
    }

    /// Resolves when a call has asked.
    pub(crate) async fn asked(&self) {
        self.asked.notified().await;
    }

    /// Ends all questions, and those to come.
    pub(crate) fn close(&self) {
        let mut table = self.lock();
        table.closed = true;
        table.waiting.clear();
    }

    fn lock(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Question<'_> {
    fn drop(&mut self) {
        self.questions.lock().waiting.remove(&self.id);
        if self.frees_a_slot {
            self.questions.waiting_calls.fetch_sub(1, Ordering::AcqRel);
        }
    }
}
