//! Connections by id, and named lists of them (groups and users), local to this node.
//!
//! A list is a plain vector behind an `Arc`. Sending takes the `Arc` and walks it without any lock; joining and leaving
//! change the vector in place, or copy it while a send walks it. The registry does not know the type of a connection,
//! because connections hold the registry to join groups.

use std::sync::Arc;

use dashmap::DashMap;
use dashmap::mapref::entry::Entry;

use crate::other_nodes::OtherNodes;

/// Every connection of a server that has finished its handshake, and every raw one.
pub(crate) struct Registry<C> {
    pub(crate) connections: DashMap<Arc<str>, C>,
    pub(crate) groups: NamedLists<C>,
    pub(crate) users: NamedLists<C>,
    /// The other nodes, with a backplane.
    pub(crate) other_nodes: Option<Arc<dyn OtherNodes>>,
}

impl<C: Clone + PartialEq> Registry<C> {
    pub(crate) fn new(other_nodes: Option<Arc<dyn OtherNodes>>) -> Self {
        Self { connections: DashMap::new(), groups: NamedLists::new(), users: NamedLists::new(), other_nodes }
    }
}

/// Lists of connections by name. A list exists while it has members.
pub(crate) struct NamedLists<C>(DashMap<Arc<str>, Arc<Vec<C>>>);

impl<C: Clone + PartialEq> NamedLists<C> {
    fn new() -> Self {
        Self(DashMap::new())
    }

    pub(crate) fn members(&self, name: &str) -> Arc<Vec<C>> {
        self.0.get(name).map(|list| Arc::clone(list.value())).unwrap_or_default()
    }

    pub(crate) fn len(&self, name: &str) -> usize {
        self.0.get(name).map_or(0, |list| list.len())
    }

    pub(crate) fn join(&self, name: &Arc<str>, connection: &C) {
        let mut list = self.0.entry(Arc::clone(name)).or_default();
        Arc::make_mut(list.value_mut()).push(connection.clone());
    }

    pub(crate) fn leave(&self, name: &Arc<str>, connection: &C) {
        let Entry::Occupied(mut list) = self.0.entry(Arc::clone(name)) else { return };
        if let Some(index) = list.get().iter().position(|member| member == connection) {
            Arc::make_mut(list.get_mut()).swap_remove(index);
        }
        if list.get().is_empty() {
            list.remove();
        }
    }
}
