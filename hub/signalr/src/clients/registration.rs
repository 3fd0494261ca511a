//! A connection's entry in the registry, which lasts as long as the connection's task.

use std::sync::Arc;

use super::Clients;
use crate::connection::Connection;
use crate::registry::Registry;

/// A connection's entry in the registry; removed when dropped.
pub(crate) struct Registration<'a, S> {
    registry: &'a Registry<Connection<S>>,
    connection: &'a Connection<S>,
}

impl<S> Clients<S> {
    /// Makes a connection known for as long as the guard lives.
    pub(crate) fn register<'a>(&'a self, connection: &'a Connection<S>) -> Registration<'a, S> {
        let registry = &*self.0;
        if let Some(user) = connection.user() {
            registry.users.join(user, connection);
        }
        registry.connections.insert(Arc::clone(connection.shared_id()), connection.clone());
        Registration { registry, connection }
    }
}

impl<S> Drop for Registration<'_, S> {
    /// Forgets the connection; it can join no group from here on.
    fn drop(&mut self) {
        let Self { registry, connection } = self;
        registry.connections.remove(connection.id());
        if let Some(user) = connection.user() {
            registry.users.leave(user, connection);
        }
        for group in connection.end_membership() {
            registry.groups.leave(&group, connection);
        }
    }
}
