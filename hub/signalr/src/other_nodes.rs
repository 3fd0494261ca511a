//! The port to the other nodes, as addressing needs it: commands for their connections, and questions about them.
//!
//! The cluster implements it. A server without a backplane has no other nodes.

use std::sync::Arc;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::backplane::Handoff;
use crate::client_results::InvokeError;
use crate::close::CloseReason;
use crate::prepared::Prepared;
use crate::protocol::ClientOutcome;

/// The connections that are addressed, named in a way that every node understands.
#[derive(Debug, Clone)]
pub(crate) struct Selection {
    pub(crate) to: Selector,
    /// The ids of connections that are left out.
    pub(crate) except: Vec<Arc<str>>,
}

/// The rule of a selection, before its exceptions.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Selector {
    All,
    Connections(Vec<Arc<str>>),
    Groups(Vec<Arc<str>>),
    Users(Vec<Arc<str>>),
}

/// An action on each selected connection of a node.
pub(crate) enum Command<'a> {
    Send(&'a Prepared),
    Close(CloseReason),
    Join(&'a str),
    Leave(&'a str),
}

/// The number of selected connections.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConnectionCount {
    /// On the nodes that answered, this one included.
    pub count: usize,
    /// The nodes that did not answer in time.
    pub missing: Vec<Arc<str>>,
}

/// The selected connections of all nodes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConnectionList {
    /// On the nodes that answered, this one included.
    pub connections: Vec<ListedConnection>,
    /// The nodes that did not answer in time, or whose list is longer than one message can be.
    pub missing: Vec<Arc<str>>,
}

/// A connection on some node.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ListedConnection {
    /// Its node; `None` on a server without a backplane.
    pub node: Option<Arc<str>>,
    /// Its public id.
    pub connection: Arc<str>,
    /// Its user, unless anonymous.
    pub user: Option<Arc<str>>,
}

/// The other nodes that serve the hub.
#[async_trait]
pub(crate) trait OtherNodes: Send + Sync + 'static {
    /// The name of this node.
    fn own_name(&self) -> &Arc<str>;

    /// Has every other node carry out a command, without waiting.
    fn command(&self, selection: &Selection, command: Command<'_>) -> Handoff;

    /// Counts the selected connections of the other nodes. Waits a second at most.
    async fn count(&self, selection: &Selection) -> ConnectionCount;

    /// Lists the selected connections of the other nodes. Waits a second at most.
    async fn list(&self, selection: &Selection) -> ConnectionList;

    /// Calls a method of a client whose connection this node does not have, and awaits its result.
    async fn invoke(&self, connection: &Arc<str>, invocation: &Prepared) -> Result<ClientOutcome, InvokeError>;
}
