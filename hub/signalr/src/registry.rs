//! Who is here: connections by id, and named lists of them (groups and users), local to this node.
//!
//! A list is a plain vector behind an `Arc`. Sending takes the `Arc` and walks it without any lock; joining and leaving
//! change the vector in place, or a copy of it while someone walks.

use std::sync::Arc;

use dashmap::DashMap;
use dashmap::mapref::entry::Entry;

use crate::cluster::Cluster;
use crate::connection::Connection;

/// Every connection of a server that has finished its handshake, and every raw one.
pub(crate) struct Registry<S> {
    pub(crate) connections: DashMap<Arc<str>, Connection<S>>,
    pub(crate) groups: Lists<S>,
    pub(crate) users: Lists<S>,
    /// The other nodes, with a backplane.
    pub(crate) cluster: Option<Arc<Cluster>>,
}

impl<S> Registry<S> {
    pub(crate) fn new(cluster: Option<Arc<Cluster>>) -> Self {
        Self { connections: DashMap::new(), groups: Lists::new(), users: Lists::new(), cluster }
    }

    /// Makes a connection known for as long as the guard lives.
    pub(crate) fn insert<'a>(&'a self, connection: &'a Connection<S>) -> Registered<'a, S> {
        if let Some(user) = connection.user() {
            self.users.join(user, connection);
        }
        self.connections.insert(Arc::clone(connection.shared_id()), connection.clone());
        Registered { registry: self, connection }
    }

    /// Forgets a connection; it can join no group from here on.
    fn remove(&self, connection: &Connection<S>) {
        self.connections.remove(connection.id());
        if let Some(user) = connection.user() {
            self.users.leave(user, connection);
        }
        for group in connection.end_membership() {
            self.groups.leave(&group, connection);
        }
    }
}

/// A connection's place in the registry; given up when dropped.
pub(crate) struct Registered<'a, S> {
    registry: &'a Registry<S>,
    connection: &'a Connection<S>,
}

impl<S> Drop for Registered<'_, S> {
    fn drop(&mut self) {
        self.registry.remove(self.connection);
    }
}

/// Lists of connections by name. A list exists while it has members.
pub(crate) struct Lists<S>(DashMap<Arc<str>, Arc<Vec<Connection<S>>>>);

impl<S> Lists<S> {
    fn new() -> Self {
        Self(DashMap::new())
    }

    pub(crate) fn members(&self, name: &str) -> Arc<Vec<Connection<S>>> {
        self.0.get(name).map(|list| Arc::clone(list.value())).unwrap_or_default()
    }

    pub(crate) fn len(&self, name: &str) -> usize {
        self.0.get(name).map_or(0, |list| list.len())
    }

    pub(crate) fn join(&self, name: &Arc<str>, connection: &Connection<S>) {
        let mut list = self.0.entry(Arc::clone(name)).or_default();
        Arc::make_mut(list.value_mut()).push(connection.clone());
    }

    pub(crate) fn leave(&self, name: &Arc<str>, connection: &Connection<S>) {
        let Entry::Occupied(mut list) = self.0.entry(Arc::clone(name)) else { return };
        if let Some(place) = list.get().iter().position(|member| member == connection) {
            Arc::make_mut(list.get_mut()).swap_remove(place);
        }
        if list.get().is_empty() {
            list.remove();
        }
    }
}
