//! A set of connections of this node, and how each of them is reached once.

use std::collections::HashSet;
use std::sync::Arc;

use crate::close::CloseReason;
use crate::connection::Connection;
use crate::other_nodes::{Selection, Selector};
use crate::prepared::Prepared;
use crate::registry::Registry;

/// A set of connections, looked up when something is sent.
pub struct Target<S> {
    pub(crate) registry: Arc<Registry<Connection<S>>>,
    pub(crate) selection: Selection,
}

impl<S> Target<S> {
    /// Leaves a connection out.
    pub fn except(mut self, connection_id: impl Into<Arc<str>>) -> Self {
        self.selection.except.push(connection_id.into());
        self
    }

    /// Sends to every one of them and never waits; returns how many took the message. One whose queue is full is closed
    /// as a slow consumer.
    pub fn send(&self, message: &Prepared) -> usize {
        let mut taken = 0;
        self.for_each(|connection| taken += usize::from(connection.send(message).is_ok()));
        taken
    }

    /// Closes every one of them; returns how many were not closing already.
    pub fn close(&self, reason: CloseReason) -> usize {
        let mut closed = 0;
        self.for_each(|connection| closed += usize::from(connection.begin_close(reason, reason.error())));
        closed
    }

    /// The number of connections right now.
    pub fn count(&self) -> usize {
        let mut count = 0;
        self.for_each(|_| count += 1);
        count
    }

    /// The connections right now.
    pub fn members(&self) -> Vec<Connection<S>> {
        let mut members = Vec::new();
        self.for_each(|connection| members.push(connection.clone()));
        members
    }

    fn for_each(&self, mut act: impl FnMut(&Connection<S>)) {
        let mut act = |connection: &Connection<S>| {
            if !self.selection.except.iter().any(|id| **id == *connection.id()) {
                act(connection);
            }
        };
        match &self.selection.to {
            // A snapshot, because an action may end a connection and so change the map.
            Selector::All => {
                let all: Vec<_> = self.registry.connections.iter().map(|entry| entry.value().clone()).collect();
                all.iter().for_each(act);
            }
            Selector::Connections(ids) => for_each_distinct(ids, |id| {
                let found = self.registry.connections.get(id).map(|entry| entry.value().clone());
                found.iter().for_each(&mut act);
            }),
            Selector::Groups(names) => match &names[..] {
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
            Selector::Users(ids) => {
                for_each_distinct(ids, |id| self.registry.users.members(id).iter().for_each(&mut act))
            }
        }
    }
}

/// Acts once on each distinct name.
fn for_each_distinct(names: &[Arc<str>], mut act: impl FnMut(&str)) {
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
