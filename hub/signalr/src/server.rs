//! A hub with everything around it: the builder, the shared inside, and the handle an application keeps.

mod builder;
mod slots;

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::auth::{Authenticator, Identity, RequestInfo};
use crate::clients::Clients;
use crate::cluster::Cluster;
use crate::cluster::word;
use crate::connection::Connection;
use crate::hub::Hub;
use crate::negotiate::{Negotiations, Redirect, Whereabouts};
use crate::options::OnExpiry;
use crate::raw::Talk;
use crate::session::HubContext;
use crate::sources::Sources;

pub use builder::HubBuilder;
pub(crate) use slots::{Full, Slot, Slots};

/// One hub, served at one address. Cheap to clone.
pub struct HubServer<H: Hub>(pub(crate) Arc<Server<H>>);

/// What the tasks of a server share.
pub(crate) struct Server<H: Hub> {
    pub(crate) context: Arc<HubContext<H>>,
    pub(crate) name: Arc<str>,
    pub(crate) authenticator: Box<dyn Authenticator<State = H::State>>,
    pub(crate) negotiations: Arc<Negotiations>,
    pub(crate) slots: Slots,
    pub(crate) sources: Sources,
    /// Where a negotiation is sent on to, if it is.
    pub(crate) redirect: Option<Box<Redirects<H::State>>>,
    /// What is run in place of the hub protocol.
    pub(crate) talk: Option<Box<Talk<H::State>>>,
    /// Every connection and every writer task.
    pub(crate) tasks: TaskTracker,
    /// The other nodes, with a backplane.
    pub(crate) cluster: Option<Arc<Cluster>>,
    /// What listens to them.
    pub(crate) listening: Listening,
}

/// Decides where a negotiation is sent on to.
pub(crate) type Redirects<S> = dyn Fn(&RequestInfo, &Identity<S>) -> Option<Redirect> + Send + Sync;

/// The task that listens to the other nodes, and its end.
#[derive(Default)]
pub(crate) struct Listening {
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
        self.0.slots.taken()
    }

    /// Whether [`drain`](Self::drain) has begun.
    pub fn is_draining(&self) -> bool {
        self.0.context.drain.has_begun()
    }

    /// Ends the server in an orderly way: refuses new connections (503), tells the present ones to reconnect, spread at
    /// random over the grace so that they do not arrive elsewhere all at once, lets calls in progress finish, and
    /// returns when every task has ended. What does not end in time is cut off.
    pub async fn drain(&self, grace: Duration) {
        self.0.context.drain.begin(grace, &self.0.sources);
        self.0.tasks.close();
        let patience = grace + self.0.context.options.close_timeout * 2;
        if tokio::time::timeout(patience, self.0.tasks.wait()).await.is_err() {
            tracing::warn!(hub = &*self.0.name, connections = self.connections(), "cutting connections off");
            self.0.context.drain.cut_off();
            self.0.tasks.wait().await;
        }
        // Until here others may have asked for what its connections still had to say.
        self.0.listening.stop.cancel();
        self.0.listening.task.close();
        self.0.listening.task.wait().await;
    }
}

impl<H: Hub> Clone for HubServer<H> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<H: Hub> Server<H> {
    /// The connection that lives by a token here.
    pub(crate) fn connection_of(&self, token: &str) -> Option<Connection<H::State>> {
        let (_, id) = self.negotiations.live(token)?;
        self.context.clients.get(&id)
    }

    /// Lets a connection live as long as the credentials of a request of its own, if that is longer.
    pub(crate) fn prolong(&self, request: &word::Request) {
        let Some(connection) = self.connection_of(&request.token) else { return };
        connection.prolong(self.ends_at(request.ends()));
    }

    /// The other node that knows about a token, if it is not this one.
    pub(crate) fn elsewhere(&self, token: &str) -> Option<(&Arc<Cluster>, Arc<str>)> {
        let cluster = self.cluster.as_ref()?;
        match self.negotiations.whereabouts(token) {
            Some(Whereabouts::Here) => None,
            Some(Whereabouts::At(node)) => Some((cluster, node)),
            None => cluster.owner(token).map(|node| (cluster, Arc::from(node))),
        }
    }

    /// How long credentials last.
    pub(crate) fn lifetime(&self, expires_at: SystemTime) -> Duration {
        /// Beyond any timer's range there is no difference to never.
        const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);
        expires_at.duration_since((self.sources.wall_clock)()).unwrap_or_default().min(LONGEST)
    }

    /// When a connection with such credentials ends because of them.
    pub(crate) fn ends_at(&self, expires_at: Option<SystemTime>) -> Option<Instant> {
        match self.context.options.on_expiry {
            OnExpiry::Close => expires_at.map(|at| Instant::now() + self.lifetime(at)),
            OnExpiry::Ignore => None,
        }
    }
}
