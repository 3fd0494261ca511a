//! Client results: the server calls a method of one client and awaits its answer.
//!
//! A result counts only on the connection that was called, because each keeps its own table. Ids begin with `s`:
//! results and the ends of a client's streams are the same type of message, and clients number their streams from zero.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::de::DeserializeOwned;
use tokio::sync::{Notify, oneshot};

use crate::protocol::ClientOutcome;

/// The error of a client without a handler for the method; the same for a client whose handler returns nothing.
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
    /// Other nodes did not answer, and one of them may have the connection.
    #[error("Connection '{0}' cannot be reached.")]
    Unreachable(Arc<str>),
    /// The client's result is of another type.
    #[error("Error trying to deserialize result to {wanted}. {error}")]
    Result {
        /// The expected type.
        wanted: &'static str,
        /// The error of the conversion.
        error: String,
    },
    /// The arguments do not serialise to a list.
    #[error("cannot serialise the arguments: {0}")]
    Arguments(String),
    /// The call was made from `on_connected`; the client's messages are read only after it.
    #[error("client results cannot be awaited in on_connected")]
    TooEarly,
}

/// A client's answer as a value of the expected type.
pub(crate) fn result<R: DeserializeOwned>(outcome: ClientOutcome) -> Result<R, InvokeError> {
    match outcome {
        ClientOutcome::Result(result) => result
            .bind()
            .map_err(|error| InvokeError::Result { wanted: std::any::type_name::<R>(), error: error.to_string() }),
        ClientOutcome::Error(error) => Err(InvokeError::Client(error)),
        ClientOutcome::Nothing => Err(InvokeError::Client(NO_RESULT.to_owned())),
    }
}

/// The place in a connection's task from which a client's method is called.
#[derive(Clone)]
pub(crate) struct CallSite {
    pub(crate) connection: Arc<str>,
    pub(crate) kind: CallSiteKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CallSiteKind {
    OnConnected,
    /// In a call that makes later ones wait.
    Call,
}

tokio::task_local! {
    /// Set around the application's code that runs inside a connection's task.
    pub(crate) static CALL_SITE: CallSite;
}

/// The calls of one client that wait for a result.
#[derive(Default)]
pub(crate) struct PendingInvocations {
    table: Mutex<Table>,
    /// The number of hub calls that wait for their own caller. Each lets one more call begin, or the result behind that
    /// call in the stream would never be read.
    waiting_calls: AtomicUsize,
    call_waits: Notify,
}

#[derive(Default)]
struct Table {
    last: u64,
    waiting: HashMap<String, oneshot::Sender<ClientOutcome>>,
    closed: bool,
}

/// A call of a client that waits for its result; forgotten when dropped.
pub(crate) struct PendingInvocation<'a> {
    invocations: &'a PendingInvocations,
    pub(crate) id: String,
    pub(crate) outcome: oneshot::Receiver<ClientOutcome>,
    frees_a_slot: bool,
}

impl PendingInvocations {
    /// Opens a call made from the present call site; `None` once the connection has ended.
    pub(crate) fn open(&self, connection: &str) -> Result<Option<PendingInvocation<'_>>, InvokeError> {
        let kind = CALL_SITE.try_with(|site| (*site.connection == *connection).then_some(site.kind)).ok().flatten();
        if kind == Some(CallSiteKind::OnConnected) {
            return Err(InvokeError::TooEarly);
        }
        let (sender, outcome) = oneshot::channel();
        let mut table = self.lock();
        if table.closed {
            return Ok(None);
        }
        table.last += 1;
        let id = format!("s{}", table.last);
        table.waiting.insert(id.clone(), sender);
        drop(table);
        let frees_a_slot = kind == Some(CallSiteKind::Call);
        if frees_a_slot {
            self.waiting_calls.fetch_add(1, Ordering::AcqRel);
            self.call_waits.notify_one();
        }
        Ok(Some(PendingInvocation { invocations: self, id, outcome, frees_a_slot }))
    }

    /// Hands an outcome to the call that waits for it; gives it back when there is none.
    pub(crate) fn complete(&self, id: &str, outcome: ClientOutcome) -> Result<(), ClientOutcome> {
        match self.lock().waiting.remove(id) {
            // The call may just have been dropped; the outcome is then late, and not for a stream.
            Some(waiting) => waiting.send(outcome).or(Ok(())),
            None => Err(outcome),
        }
    }

    /// The number of hub calls of this connection that only wait for its client.
    pub(crate) fn waiting_calls(&self) -> usize {
        self.waiting_calls.load(Ordering::Acquire)
    }

    /// Resolves when a hub call has begun to wait for its client.
    pub(crate) async fn call_waits(&self) {
        self.call_waits.notified().await;
    }

    /// Ends all calls, and refuses later ones.
    pub(crate) fn close(&self) {
        let mut table = self.lock();
        table.closed = true;
        table.waiting.clear();
    }

    fn lock(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for PendingInvocation<'_> {
    fn drop(&mut self) {
        self.invocations.lock().waiting.remove(&self.id);
        if self.frees_a_slot {
            self.invocations.waiting_calls.fetch_sub(1, Ordering::AcqRel);
        }
    }
}
