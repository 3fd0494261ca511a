//! Addressing: to whom a message goes.

pub(crate) mod everywhere;

use std::collections::HashSet;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::client_results::{self, InvokeError};
use crate::close::CloseReason;
use crate::connection::Connection;
use crate::prepared::Prepared;
use crate::registry::Registry;
pub use everywhere::{Census, Count, Everywhere, Member};

/// The connections of a server on this node, and ways to address them; [`Target::everywhere`] goes beyond it.
pub struct Clients<S>(pub(crate) Arc<Registry<S>>);

impl<S> Clone for Clients<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S> Clients<S> {
    /// Everyone.
    pub fn all(&self) -> Target<S> {
        self.target(Select::All)
    }

    /// One connection.
    pub fn connection(&self, id: impl Into<Arc<str>>) -> Target<S> {
        self.connections([id])
    }

    /// Some connections, each once.
    pub fn connections(&self, ids: impl IntoIterator<Item = impl Into<Arc<str>>>) -> Target<S> {
        self.target(Select::Connections(names(ids)))
    }

    /// The members of a group.
    pub fn group(&self, name: impl Into<Arc<str>>) -> Target<S> {
        self.groups([name])
    }

    /// The members of several groups, each connection once.
    pub fn groups(&self, group_names: impl IntoIterator<Item = impl Into<Arc<str>>>) -> Target<S> {
        self.target(Select::Groups(names(group_names)))
    }

    /// All connections of a user.
    pub fn user(&self, id: impl Into<Arc<str>>) -> Target<S> {
        self.users([id])
    }

    /// All connections of several users, each once.
    pub fn users(&self, ids: impl IntoIterator<Item = impl Into<Arc<str>>>) -> Target<S> {
        self.target(Select::Users(names(ids)))
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

    /// Calls a method of one client, on whatever node it is, and awaits its result; see [`Connection::invoke`].
    /// Dropping the future forgets the question there too. The call fails with [`InvokeError::Disconnected`] when the
    /// client's node is lost or has not reported on the call for 15 seconds, and with [`InvokeError::Unreachable`]
    /// when a node that may have the client does not answer for a second.
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
        let Some(cluster) = &self.0.cluster else { return Err(InvokeError::Unknown(id)) };
        let question = Prepared::new(target, arguments).map_err(|error| InvokeError::Arguments(error.to_string()))?;
        client_results::result(cluster.invoke(&id, &question).await?)
    }

    fn target(&self, select: Select) -> Target<S> {
        Target { registry: Arc::clone(&self.0), select, except: Vec::new() }
    }
}

fn names(names: impl IntoIterator<Item = impl Into<Arc<str>>>) -> Vec<Arc<str>> {
    names.into_iter().map(Into::into).collect()
}

/// A set of connections, looked up when something is sent.
pub struct Target<S> {
    pub(crate) registry: Arc<Registry<S>>,
    pub(crate) select: Select,
    pub(crate) except: Vec<Arc<str>>,
}

/// Which connections.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Select {
    All,
    Connections(Vec<Arc<str>>),
    Groups(Vec<Arc<str>>),
    Users(Vec<Arc<str>>),
}

impl<S> Target<S> {
    /// Leaves a connection out.
    pub fn except(mut self, connection_id: impl Into<Arc<str>>) -> Self {
        self.except.push(connection_id.into());
        self
    }

    /// Sends to every one of them and never waits; returns how many took the message. One whose queue is full is closed
    /// as a slow consumer.
    pub fn send(&self, message: &Prepared) -> usize {
        let mut taken = 0;
        self.visit(|connection| taken += usize::from(connection.send(message).is_ok()));
        taken
    }

    /// Closes every one of them; returns how many were not closing already.
    pub fn close(&self, reason: CloseReason) -> usize {
        let mut closed = 0;
        self.visit(|connection| closed += usize::from(connection.begin_close(reason, reason.error())));
        closed
    }

    /// The same connections on all nodes: see [`Backplane`](crate::Backplane) for what that is worth.
    pub fn everywhere(self) -> Everywhere<S> {
        let cluster = self.registry.cluster.clone();
        Everywhere { here: self, cluster }
    }

    /// How many they are right now.
    pub fn count(&self) -> usize {
        let mut count = 0;
        self.visit(|_| count += 1);
        count
    }

    /// Who they are right now.
    pub fn members(&self) -> Vec<Connection<S>> {
        let mut members = Vec::new();
        self.visit(|connection| members.push(connection.clone()));
        members
    }

    fn visit(&self, mut act: impl FnMut(&Connection<S>)) {
        let mut act = |connection: &Connection<S>| {
            if !self.except.iter().any(|id| **id == *connection.id()) {
                act(connection);
            }
        };
        match &self.select {
            // A snapshot, because an action may end a connection and so change the map.
            Select::All => {
                let all: Vec<_> = self.registry.connections.iter().map(|entry| entry.value().clone()).collect();
                all.iter().for_each(act);
            }
            Select::Connections(ids) => each_once(ids, |id| {
                let found = self.registry.connections.get(id).map(|entry| entry.value().clone());
                found.iter().for_each(&mut act);
            }),
            Select::Groups(names) => match &names[..] {
                [one] => self.registry.groups.members(one).iter().for_each(act),
                several => {
                    let mut seen = HashSet::new();
                    for name in several {
                        for connection in self.registry.groups.members(name).iter() {
                            if seen.insert(Arc::clone(connection.shared_id())) {
                                act(connection);
                            }
                        }
                    }
                }
            },
            // A connection has one user, so it comes once when its user does.
            Select::Users(ids) => each_once(ids, |id| self.registry.users.members(id).iter().for_each(&mut act)),
        }
    }
}

/// Names may be given twice, and count once. For one name nothing is remembered.
fn each_once(names: &[Arc<str>], mut act: impl FnMut(&str)) {
    if let [one] = names {
        return act(one);
    }
    let mut seen = HashSet::new();
    for name in names {
        if seen.insert(&**name) {
            act(name);
        }
    }
}
