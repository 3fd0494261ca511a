//! One call of a hub method, as the method sees it.

use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures::future::BoxFuture;
use tokio_util::sync::CancellationToken;

use crate::clients::Clients;
use crate::connection::Connection;
use crate::hub::Hub;

/// The work that a method has requested for the time after its answer, if any. A request after the call's end is
/// dropped.
#[derive(Clone, Default)]
pub(crate) struct AfterCompletion(Arc<Mutex<Stage>>);

#[derive(Default)]
enum Stage {
    #[default]
    Empty,
    Requested(BoxFuture<'static, ()>),
    Ended,
}

/// Ends the time of requests when dropped.
pub(crate) struct EndOnDrop(AfterCompletion);

impl AfterCompletion {
    pub(crate) fn end_on_drop(&self) -> EndOnDrop {
        EndOnDrop(self.clone())
    }

    fn request(&self, work: BoxFuture<'static, ()>) {
        let mut stage = self.lock();
        if !matches!(*stage, Stage::Ended) {
            *stage = Stage::Requested(work);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Stage> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl EndOnDrop {
    /// Ends it now, and returns the requested work.
    pub(crate) fn end(self) -> Option<BoxFuture<'static, ()>> {
        match std::mem::replace(&mut *self.0.lock(), Stage::Ended) {
            Stage::Requested(work) => Some(work),
            Stage::Empty | Stage::Ended => None,
        }
    }
}

impl Drop for EndOnDrop {
    fn drop(&mut self) {
        // The work is dropped without the lock, because its destructor may take it.
        let _work = std::mem::replace(&mut *self.0.lock(), Stage::Ended);
    }
}

/// One call of a hub method.
pub struct Call<H: Hub> {
    pub(crate) hub: Arc<H>,
    pub(crate) clients: Clients<H::State>,
    pub(crate) connection: Connection<H::State>,
    pub(crate) method: Arc<str>,
    pub(crate) after_completion: AfterCompletion,
    pub(crate) cancelled: CancellationToken,
}

impl<H: Hub> Call<H> {
    /// The hub.
    pub fn hub(&self) -> &H {
        &self.hub
    }

    /// The caller's connection.
    pub fn connection(&self) -> &Connection<H::State> {
        &self.connection
    }

    /// The authenticator's value for the caller.
    pub fn state(&self) -> &H::State {
        self.connection.state()
    }

    /// Everyone, to address others.
    pub fn clients(&self) -> &Clients<H::State> {
        &self.clients
    }

    /// Runs some work once the call's completion is on its way, however the call ends: messages that it sends arrive
    /// after the answer. It runs beside later calls and ends with the connection. A second request replaces the first;
    /// a request after the call's end is dropped.
    pub fn after_completion(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.after_completion.request(Box::pin(work));
    }

    /// Resolves when the caller no longer wants the answer. A stream of results is then dropped in any case; a method
    /// with one result goes on unless it checks here, and is answered in any case.
    pub async fn cancelled(&self) {
        self.cancelled.cancelled().await;
    }

    /// Whether the caller no longer wants the answer.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.is_cancelled()
    }

    /// The method, as the client spelled it.
    pub fn method(&self) -> &str {
        &self.method
    }
}

impl<H: Hub> Clone for Call<H> {
    fn clone(&self) -> Self {
        Self {
            hub: Arc::clone(&self.hub),
            clients: self.clients.clone(),
            connection: self.connection.clone(),
            method: Arc::clone(&self.method),
            after_completion: self.after_completion.clone(),
            cancelled: self.cancelled.clone(),
        }
    }
}
