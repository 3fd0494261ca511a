//! A hub with everything around it: the builder, the shared state, and the handle that an application keeps.

mod builder;
mod connection_limits;

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::auth::{Authenticator, Identity, RequestInfo};
use crate::clients::Clients;
use crate::cluster::Cluster;
use crate::cluster::message::RelayedRequest;
use crate::connection::Connection;
use crate::hub::Hub;
use crate::negotiate::{Negotiations, Redirect, TokenLocation};
use crate::options::OnExpiry;
use crate::raw::RawSession;
use crate::session::HubContext;
use crate::sources::Sources;

pub use builder::HubBuilder;
pub(crate) use connection_limits::{ConnectionLimits, ConnectionPermit, LimitReached};

/// One hub, served at one address. Cheap to clone.
pub struct HubServer<H: Hub>(pub(crate) Arc<Server<H>>);

/// What the tasks of a server share.
pub(crate) struct Server<H: Hub> {
    pub(crate) context: Arc<HubContext<H>>,
    pub(crate) name: Arc<str>,
    pub(crate) authenticator: Box<dyn Authenticator<State = H::State>>,
    pub(crate) negotiations: Arc<Negotiations>,
    pub(crate) connection_limits: ConnectionLimits,
    pub(crate) sources: Sources,
    /// Redirects negotiations to another address.
    pub(crate) redirect: Option<Box<RedirectRule<H::State>>>,
    /// Runs in place of the hub protocol.
    pub(crate) raw_session: Option<Box<RawSession<H::State>>>,
    /// Every connection and every writer task.
    pub(crate) tasks: TaskTracker,
    /// The other nodes, with a backplane.
    pub(crate) cluster: Option<Arc<Cluster>>,
    /// Receives their messages.
    pub(crate) listener: Listener,
}

/// Decides whether a negotiation is redirected.
pub(crate) type RedirectRule<S> = dyn Fn(&RequestInfo, &Identity<S>) -> Option<Redirect> + Send + Sync;

/// The task that receives the messages of the other nodes, and what stops it.
#[derive(Default)]
pub(crate) struct Listener {
    pub(crate) task: TaskTracker,
    pub(crate) stop: CancellationToken,
}

impl<H: Hub> HubServer<H> {
    /// Everyone connected to this node, to send to.
    pub fn clients(&self) -> &Clients<H::State> {
        &self.0.context.clients
    }

    /// The hub.
    pub fn hub(&self) -> &H {
        &self.0.context.hub
    }

    /// The names of the methods that clients can call, sorted, in lower case: calls find them without regard to case.
    pub fn methods(&self) -> Vec<&str> {
        self.0.context.methods.names()
    }

    /// Live connections, those still in their handshake included.
    pub fn connections(&self) -> usize {
        self.0.connection_limits.in_use()
    }

    /// Whether [`drain`](Self::drain) has begun.
    pub fn is_draining(&self) -> bool {
        self.0.context.drain.has_begun()
    }

    /// Ends the server in an orderly way: refuses new connections (503), tells the present ones to reconnect, spread at
    /// random over the grace period so that they do not reach the other nodes all at once, lets calls in progress
    /// finish, and returns when every task has ended. Tasks that do not end in time are cut off.
    pub async fn drain(&self, grace: Duration) {
        self.0.context.drain.begin(grace, &self.0.sources);
        self.0.tasks.close();
        let longest = grace + self.0.context.options.close_timeout * 2;
        if tokio::time::timeout(longest, self.0.tasks.wait()).await.is_err() {
            tracing::warn!(hub = &*self.0.name, connections = self.connections(), "cutting connections off");
            self.0.context.drain.cut_off();
            self.0.tasks.wait().await;
        }
        // Until here other nodes may have polled the connections of this one.
        self.0.listener.stop.cancel();
        self.0.listener.task.close();
        self.0.listener.task.wait().await;
    }
}

impl<H: Hub> Clone for HubServer<H> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<H: Hub> Server<H> {
    /// The live connection of a token on this node.
    pub(crate) fn connection_of(&self, token: &str) -> Option<Connection<H::State>> {
        let (_, id) = self.negotiations.live(token)?;
        self.context.clients.get(&id)
    }

    /// Lets a connection live as long as the credentials of one of its requests, if that is longer.
    pub(crate) fn prolong(&self, request: &RelayedRequest) {
        let Some(connection) = self.connection_of(&request.token) else { return };
        connection.prolong(self.expiry(request.credentials_end()));
    }

    /// The other node to ask about a token, unless it is this node's.
    pub(crate) fn remote_owner(&self, token: &str) -> Option<(&Arc<Cluster>, Arc<str>)> {
        let cluster = self.cluster.as_ref()?;
        match self.negotiations.location(token) {
            Some(TokenLocation::Here) => None,
            Some(TokenLocation::Node(node)) => Some((cluster, node)),
            None => cluster.issuer(token).map(|node| (cluster, Arc::from(node))),
        }
    }

    /// How long credentials last.
    pub(crate) fn lifetime(&self, expires_at: SystemTime) -> Duration {
        /// Longer times are beyond the range of timers.
        const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);
        expires_at.duration_since((self.sources.wall_clock)()).unwrap_or_default().min(LONGEST)
    }

    /// When a connection with such credentials ends because of them.
    pub(crate) fn expiry(&self, expires_at: Option<SystemTime>) -> Option<Instant> {
        match self.context.options.on_expiry {
            OnExpiry::Close => expires_at.map(|at| Instant::now() + self.lifetime(at)),
            OnExpiry::Ignore => None,
        }
    }
}
