//! What a hub method is told about its call.

use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures::future::BoxFuture;
use tokio_util::sync::CancellationToken;

use crate::clients::Clients;
use crate::connection::Connection;
use crate::hub::Hub;

/// Work to do once a call has been answered; none until the method asks for it, and none any more once it has ended.
#[derive(Clone, Default)]
pub(crate) struct Sequel(Arc<Mutex<Stage>>);

#[derive(Default)]
enum Stage {
    #[default]
    Empty,
    Asked(BoxFuture<'static, ()>),
    Over,
}

/// Ends a sequel when dropped.
pub(crate) struct EndedOnDrop(Sequel);

impl Sequel {
    pub(crate) fn ended_on_drop(&self) -> EndedOnDrop {
        EndedOnDrop(self.clone())
    }

    fn ask(&self, sequel: BoxFuture<'static, ()>) {
        let mut stage = self.lock();
        if !matches!(*stage, Stage::Over) {
            *stage = Stage::Asked(sequel);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Stage> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl EndedOnDrop {
    /// Ends it now, and gives back what was asked for.
    pub(crate) fn end(self) -> Option<BoxFuture<'static, ()>> {
        match std::mem::replace(&mut *self.0.lock(), Stage::Over) {
            Stage::Asked(sequel) => Some(sequel),
            Stage::Empty | Stage::Over => None,
        }
    }
}

impl Drop for EndedOnDrop {
    fn drop(&mut self) {
        // What it held is dropped without the lock, which that may want.
        let _held = std::mem::replace(&mut *self.0.lock(), Stage::Over);
    }
}

/// One call of a hub method.
pub struct Call<H: Hub> {
    pub(crate) hub: Arc<H>,
    pub(crate) clients: Clients<H::State>,
    pub(crate) connection: Connection<H::State>,
    pub(crate) method: Arc<str>,
    pub(crate) sequel: Sequel,
    pub(crate) cancelled: CancellationToken,
}

impl<H: Hub> Call<H> {
    /// The hub.
    pub fn hub(&self) -> &H {
        &self.hub
    }

    /// Who calls.
    pub fn connection(&self) -> &Connection<H::State> {
        &self.connection
    }

    /// What the authenticator attached to the caller.
    pub fn state(&self) -> &H::State {
        self.connection.state()
    }

    /// Everyone, to address others.
    pub fn clients(&self) -> &Clients<H::State> {
        &self.clients
    }

    /// Has something done once the call's completion is on its way, however the call ends: what it sends arrives after
    /// the answer. It runs beside later calls and ends with the connection. A second request replaces the first; one
    /// that comes when the call has ended is dropped.
    pub fn after_completion(&self, sequel: impl Future<Output = ()> + Send + 'static) {
        self.sequel.ask(Box::pin(sequel));
    }

    /// Resolves when the caller no longer wants the answer. A stream of results is dropped then without being asked; a
    /// method with one result goes on unless it looks here, and is answered in any case.
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
            sequel: self.sequel.clone(),
            cancelled: self.cancelled.clone(),
        }
    }
}
