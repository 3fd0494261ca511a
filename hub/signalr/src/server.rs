//! A hub with everything around it: the builder, the shared inside, and the handle an application keeps.

mod builder;
mod slots;

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::extract::Request;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::auth::Authenticator;
use crate::clients::Clients;
use crate::cluster::Cluster;
use crate::cluster::word;
use crate::connection::Connection;
use crate::dispatch::{Filters, Methods};
use crate::drain::Drain;
use crate::endpoint::Endpoint;
use crate::hub::Hub;
use crate::meters::Meters;
use crate::negotiate::{Negotiations, Whereabouts};
use crate::options::{OnExpiry, Options};
use crate::raw::Talk;

pub use builder::HubBuilder;
pub(crate) use builder::Redirects;
pub(crate) use slots::{Full, Slot, Slots};

/// One hub, served at one address. Cheap to clone.
pub struct HubServer<H: Hub>(Arc<Server<H>>);

/// What the tasks of a server share.
pub(crate) struct Server<H: Hub> {
    pub(crate) hub: H,
    pub(crate) name: Arc<str>,
    pub(crate) authenticator: Box<dyn Authenticator<State = H::State>>,
    pub(crate) methods: Methods<H>,
    pub(crate) filters: Filters<H>,
    pub(crate) options: Options,
    pub(crate) clients: Clients<H::State>,
    pub(crate) negotiations: Arc<Negotiations>,
    pub(crate) slots: Slots,
    pub(crate) sources: Sources,
    pub(crate) meters: Meters,
    pub(crate) drain: Drain,
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

/// The task that listens to the other nodes, and its end.
#[derive(Default)]
pub(crate) struct Listening {
    pub(crate) task: TaskTracker,
    pub(crate) stop: CancellationToken,
}

impl<H: Hub> HubServer<H> {
    /// Begins a server for `hub`.
    pub fn builder(hub: H, authenticator: impl Authenticator<State = H::State>) -> HubBuilder<H> {
        HubBuilder::new(hub, authenticator)
    }

    /// The routes, to be nested at the hub's address: `Router::new().nest("/hubs/deals", server.router())`. Below that
    /// address, case does not matter; for the address itself see [`HubRoutes`](crate::HubRoutes).
    pub fn router(&self) -> Router {
        let endpoint = self.endpoint();
        Router::new().fallback(move |request: Request| {
            let rest = request.uri().path().to_owned();
            endpoint.serve(rest, request)
        })
    }

    /// The hub as something [`HubRoutes`](crate::HubRoutes) can mount.
    pub fn endpoint(&self) -> Endpoint {
        Endpoint::new(Arc::clone(&self.0))
    }

    /// Everyone connected to this node, to send to.
    pub fn clients(&self) -> &Clients<H::State> {
        &self.0.clients
    }

    /// The hub.
    pub fn hub(&self) -> &H {
        &self.0.hub
    }

    /// The names of the methods that clients can call, sorted, in lower case: calls find them without regard to case.
    pub fn methods(&self) -> Vec<&str> {
        self.0.methods.names()
    }

    /// Live connections, those still in their handshake included.
    pub fn connections(&self) -> usize {
        self.0.slots.taken()
    }

    /// Whether [`drain`](Self::drain) has begun.
    pub fn is_draining(&self) -> bool {
        self.0.drain.has_begun()
    }

    /// Ends the server in an orderly way: refuses new connections (503), tells the present ones to reconnect, spread at
    /// random over the grace so that they do not arrive elsewhere all at once, lets calls in progress finish, and
    /// returns when every task has ended. What does not end in time is cut off.
    pub async fn drain(&self, grace: Duration) {
        self.0.drain.begin(grace, &self.0.sources);
        self.0.tasks.close();
        let patience = grace + self.0.options.close_timeout * 2;
        if tokio::time::timeout(patience, self.0.tasks.wait()).await.is_err() {
            tracing::warn!(hub = &*self.0.name, connections = self.connections(), "cutting connections off");
            self.0.drain.cut_off();
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
        self.clients.get(&id)
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
        match self.options.on_expiry {
            OnExpiry::Close => expires_at.map(|at| Instant::now() + self.lifetime(at)),
            OnExpiry::Ignore => None,
        }
    }
}

type WallClock = dyn Fn() -> SystemTime + Send + Sync;
type Randomness = dyn Fn(&mut [u8; 16]) -> bool + Send + Sync;

/// Time and randomness, which tests replace.
#[derive(Clone)]
pub(crate) struct Sources {
    pub(crate) wall_clock: Arc<WallClock>,
    pub(crate) randomness: Arc<Randomness>,
}

impl Sources {
    /// An id nobody can guess: 16 random bytes, base64url. None when there is no randomness to be had.
    pub(crate) fn new_id(&self) -> Option<Arc<str>> {
        let mut bytes = [0; 16];
        (self.randomness)(&mut bytes).then(|| Arc::from(URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// A number from 0 to 1.
    pub(crate) fn fraction(&self) -> f64 {
        let mut bytes = [0; 16];
        if !(self.randomness)(&mut bytes) {
            return 0.0;
        }
        f64::from(u16::from_le_bytes([bytes[0], bytes[1]])) / f64::from(u16::MAX)
    }
}
