//! Addressing: to which connections a message goes.

mod cluster_target;
mod registration;
mod target;

use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::client_results::{self, InvokeError};
use crate::connection::Connection;
use crate::other_nodes::{Selection, Selector};
use crate::prepared::Prepared;
use crate::registry::Registry;

pub use cluster_target::ClusterTarget;
pub(crate) use cluster_target::listed;
pub use target::Target;

/// The connections of a server on this node, and ways to address them; [`Target::on_all_nodes`] reaches the others.
pub struct Clients<S>(pub(crate) Arc<Registry<Connection<S>>>);

impl<S> Clone for Clients<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S> Clients<S> {
    /// Everyone.
    pub fn all(&self) -> Target<S> {
        self.target(Selector::All)
    }

    /// One connection.
    pub fn connection(&self, id: impl Into<Arc<str>>) -> Target<S> {
        self.connections([id])
    }

    /// Some connections, each once.
    pub fn connections(&self, ids: impl IntoIterator<Item = impl Into<Arc<str>>>) -> Target<S> {
        self.target(Selector::Connections(names(ids)))
    }

    /// The members of a group.
    pub fn group(&self, name: impl Into<Arc<str>>) -> Target<S> {
        self.groups([name])
    }

    /// The members of several groups, each connection once.
    pub fn groups(&self, group_names: impl IntoIterator<Item = impl Into<Arc<str>>>) -> Target<S> {
        self.target(Selector::Groups(names(group_names)))
    }

    /// All connections of a user.
    pub fn user(&self, id: impl Into<Arc<str>>) -> Target<S> {
        self.users([id])
    }

    /// All connections of several users, each once.
    pub fn users(&self, ids: impl IntoIterator<Item = impl Into<Arc<str>>>) -> Target<S> {
        self.target(Selector::Users(names(ids)))
    }

    /// A connection by its id.
    pub fn get(&self, connection_id: &str) -> Option<Connection<S>> {
        self.0.connections.get(connection_id).map(|found| found.value().clone())
    }

    /// How many connections have finished their handshake.
    pub fn count(&self) -> usize {
        self.0.connections.len()
    }

    /// How many members a group has.
    pub fn in_group(&self, name: &str) -> usize {
        self.0.groups.len(name)
    }

    /// The connections of a user.
    pub fn of_user(&self, id: &str) -> Vec<Connection<S>> {
        self.0.users.members(id).to_vec()
    }

    /// Calls a method of one client, on any node, and awaits its result; see [`Connection::invoke`]. Dropping the
    /// future cancels the call on the other node too. The call fails with [`InvokeError::Disconnected`] when the
    /// client's node is lost or has not reported on the call for 15 seconds, and with [`InvokeError::Unreachable`] when
    /// a node that may have the client does not answer for a second.
    pub async fn invoke<R: DeserializeOwned>(
        &self,
        connection_id: &str,
        target: &str,
        arguments: &(impl Serialize + ?Sized + Sync),
    ) -> Result<R, InvokeError> {
        if let Some(connection) = self.get(connection_id) {
            return connection.invoke(target, arguments).await;
        }
        let id = Arc::from(connection_id);
        let Some(nodes) = &self.0.other_nodes else { return Err(InvokeError::Unknown(id)) };
        let invocation = Prepared::new(target, arguments).map_err(|error| InvokeError::Arguments(error.to_string()))?;
        client_results::result(nodes.invoke(&id, &invocation).await?)
    }

    fn target(&self, to: Selector) -> Target<S> {
        Target { registry: Arc::clone(&self.0), selection: Selection { to, except: Vec::new() } }
    }
}

fn names(names: impl IntoIterator<Item = impl Into<Arc<str>>>) -> Vec<Arc<str>> {
    names.into_iter().map(Into::into).collect()
}

impl<S> Connection<S> {
    /// Everyone on this server, to address others.
    pub fn clients(&self) -> Clients<S> {
        Clients(Arc::clone(self.registry()))
    }
}
