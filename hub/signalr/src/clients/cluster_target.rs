//! Addressing the connections of all nodes: this one's directly, the others' through [`OtherNodes`].

use std::sync::Arc;

use super::target::Target;
use crate::backplane::Handoff;
use crate::close::CloseReason;
use crate::connection::Connection;
use crate::other_nodes::{Command, ConnectionCount, ConnectionList, ListedConnection, OtherNodes};
use crate::prepared::Prepared;

/// The same connections as a [`Target`], on every node. Without a backplane that is this node.
pub struct ClusterTarget<S>(Target<S>);

impl<S> Target<S> {
    /// The same connections on all nodes: see [`Backplane`](crate::Backplane) for its promises.
    pub fn on_all_nodes(self) -> ClusterTarget<S> {
        ClusterTarget(self)
    }
}

impl<S> ClusterTarget<S> {
    /// Sends to every one of them, at once on this node and as soon as possible on the others. Says whether the other
    /// nodes were reached: a message that was dropped is lost to their clients.
    pub fn send(&self, message: &Prepared) -> Handoff {
        self.0.send(message);
        self.command(Command::Send(message))
    }

    /// Closes every one of them.
    pub fn close(&self, reason: CloseReason) -> Handoff {
        self.0.close(reason);
        self.command(Command::Close(reason))
    }

    /// Adds every one of them to a group.
    pub fn join(&self, group: &str) -> Handoff {
        for connection in self.0.members() {
            connection.join(group);
        }
        self.command(Command::Join(group))
    }

    /// Removes every one of them from a group.
    pub fn leave(&self, group: &str) -> Handoff {
        for connection in self.0.members() {
            connection.leave(group);
        }
        self.command(Command::Leave(group))
    }

    /// Counts them. Waits a second at most for the other nodes.
    pub async fn count(&self) -> ConnectionCount {
        let here = self.0.count();
        let there = match self.other_nodes() {
            Some(nodes) => nodes.count(&self.0.selection).await,
            None => ConnectionCount::default(),
        };
        ConnectionCount { count: here + there.count, missing: there.missing }
    }

    /// Lists them. Waits a second at most for the other nodes.
    pub async fn list(&self) -> ConnectionList {
        let mut connections = listed(&self.0);
        let there = match self.other_nodes() {
            Some(nodes) => nodes.list(&self.0.selection).await,
            None => ConnectionList::default(),
        };
        connections.extend(there.connections);
        ConnectionList { connections, missing: there.missing }
    }

    fn command(&self, command: Command<'_>) -> Handoff {
        self.other_nodes().map_or(Handoff::Sent, |nodes| nodes.command(&self.0.selection, command))
    }

    fn other_nodes(&self) -> Option<&Arc<dyn OtherNodes>> {
        self.0.registry.other_nodes.as_ref()
    }
}

/// The connections of a target on this node.
pub(crate) fn listed<S>(target: &Target<S>) -> Vec<ListedConnection> {
    let node = target.registry.other_nodes.as_ref().map(|nodes| Arc::clone(nodes.own_name()));
    let listed = |connection: Connection<S>| ListedConnection {
        node: node.clone(),
        connection: Arc::from(connection.id()),
        user: connection.user().cloned(),
    };
    target.members().into_iter().map(listed).collect()
}
