//! The port to the server on this node, as the cluster needs it to answer the other nodes. The server implements it.

use std::future::Future;
use std::sync::Arc;

use axum::body::Body;
use axum::response::Response;
use tokio_util::task::TaskTracker;

use super::message::RelayedRequest;
use crate::clients::Clients;
use crate::drain::Drain;
use crate::negotiate::Negotiations;
use crate::response::Refusal;

/// The server on this node.
pub(crate) trait LocalNode: Send + Sync + 'static {
    /// The application's value for each connection.
    type State: Send + Sync + 'static;

    /// The hub's name in logs.
    fn hub_name(&self) -> &str;

    fn clients(&self) -> &Clients<Self::State>;

    fn negotiations(&self) -> &Arc<Negotiations>;

    /// The tasks that a drain waits for.
    fn tasks(&self) -> &TaskTracker;

    fn drain(&self) -> &Drain;

    /// Carries out a client's request on a connection of this node. The node that received the request has verified
    /// its credentials.
    fn answer(
        self: &Arc<Self>,
        request: &RelayedRequest,
        body: Body,
    ) -> impl Future<Output = Result<Response, Refusal>> + Send;
}
