//! Puts a server together.

use std::future::Future;
use std::sync::Arc;
use std::time::SystemTime;

use futures::Stream;
use serde::Serialize;
use tokio_util::task::TaskTracker;

use super::{ConnectionLimits, HubServer, Listener, RedirectRule, Server};
use crate::auth::{Authenticator, Identity, RequestInfo};
use crate::backplane::Backplane;
use crate::clients::Clients;
use crate::cluster::{self, Cluster};
use crate::dispatch::{Arguments, Call, Filter, Filters, Handler, Methods, Uploads};
use crate::drain::Drain;
use crate::hub::{Hub, HubError};
use crate::meters::Meters;
use crate::negotiate::{Negotiations, Redirect};
use crate::options::Options;
use crate::other_nodes::OtherNodes;
use crate::raw::RawSession;
use crate::registry::Registry;
use crate::session::HubContext;
use crate::sources::Sources;

/// Collects a hub's methods and options.
pub struct HubBuilder<H: Hub> {
    hub: H,
    authenticator: Box<dyn Authenticator<State = H::State>>,
    name: Arc<str>,
    options: Options,
    methods: Methods<H>,
    filters: Filters<H>,
    sources: Sources,
    backplane: Option<Arc<dyn Backplane>>,
    redirect: Option<Box<RedirectRule<H::State>>>,
    raw_session: Option<Box<RawSession<H::State>>>,
}

impl<H: Hub> HubServer<H> {
    /// Begins a server for `hub`.
    pub fn builder(hub: H, authenticator: impl Authenticator<State = H::State>) -> HubBuilder<H> {
        HubBuilder::new(hub, authenticator)
    }
}

impl<H: Hub> HubBuilder<H> {
    #[expect(clippy::disallowed_methods, reason = "the default source of time; `wall_clock` replaces it")]
    fn new(hub: H, authenticator: impl Authenticator<State = H::State>) -> Self {
        let sources = Sources {
            wall_clock: Arc::new(SystemTime::now),
            randomness: Arc::new(|bytes| getrandom::fill(bytes).is_ok()),
        };
        Self {
            hub,
            authenticator: Box::new(authenticator),
            name: Arc::from("hub"),
            options: Options::default(),
            methods: Methods::new(),
            filters: Filters::new(),
            sources,
            backplane: None,
            redirect: None,
            raw_session: None,
        }
    }

    /// The hub's name in measures and logs.
    pub fn name(mut self, name: impl Into<Arc<str>>) -> Self {
        self.name = name.into();
        self
    }

    /// Limits and times.
    pub fn options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// Registers a method that clients can call by `name`, in any case. A later method of the same name replaces it.
    ///
    /// `|call: Call<MyHub>, (text, count): (String, u32)| async move { Ok(text.repeat(count as usize)) }`
    pub fn method<A, R, F, Fut>(mut self, name: &str, method: F) -> Self
    where
        A: Arguments + 'static,
        R: Serialize + Send,
        F: Fn(Call<H>, A) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<R, HubError>> + Send + 'static,
    {
        self.methods.insert_single(name, move |call, arguments, ()| method(call, arguments));
        self
    }

    /// The same for a function with extractors: any number of them ([`FromCall`](crate::FromCall)), then
    /// [`Args`](crate::Args), and at the end [`Streams`](crate::Streams) if its callers send any.
    ///
    /// `async fn say(User(user): User, clients: Clients<()>, Args((text,)): Args<(String,)>) -> Result<usize,
    /// HubError>`
    pub fn on<T, F>(mut self, name: &str, method: F) -> Self
    where
        F: Handler<H, T>,
        F::Output: Serialize,
    {
        self.methods.insert_single(name, move |call: Call<H>, arguments: F::Arguments, uploads: F::Uploads| {
            method.call(&call, arguments, uploads)
        });
        self
    }

    /// The same for a function that returns a stream of results.
    ///
    /// `async fn count(Args((to,)): Args<(u32,)>) -> Result<impl Stream<Item = Result<u32, HubError>>, HubError>`
    pub fn on_stream<T, F, R>(mut self, name: &str, method: F) -> Self
    where
        F: Handler<H, T>,
        F::Output: Stream<Item = Result<R, HubError>>,
        R: Serialize + Send,
    {
        self.methods.insert_streaming(name, move |call: Call<H>, arguments: F::Arguments, uploads: F::Uploads| {
            method.call(&call, arguments, uploads)
        });
        self
    }

    /// Adds a filter around every call and connection, inside of those added before.
    pub fn filter(mut self, filter: impl Filter<H>) -> Self {
        self.filters.push(Arc::new(filter));
        self
    }

    /// Registers a method that clients send streams along with.
    ///
    /// `|call, (name,): (String,), (mut parts,): (Upload<String>,)| async move { … parts.next().await … }`
    pub fn method_with_uploads<A, U, R, F, Fut>(mut self, name: &str, method: F) -> Self
    where
        A: Arguments + 'static,
        U: Uploads,
        R: Serialize + Send,
        F: Fn(Call<H>, A, U) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<R, HubError>> + Send + 'static,
    {
        self.methods.insert_single(name, method);
        self
    }

    /// Registers a method that answers with a stream. It is dropped when the caller cancels it or leaves; each item is
    /// sent when there is room for it.
    ///
    /// `|call, (count,): (u32,)| async move { Ok(stream::iter((0..count).map(Ok))) }`
    pub fn stream<A, R, S, F, Fut>(mut self, name: &str, method: F) -> Self
    where
        A: Arguments + 'static,
        R: Serialize + Send,
        S: Stream<Item = Result<R, HubError>> + Send + 'static,
        F: Fn(Call<H>, A) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<S, HubError>> + Send + 'static,
    {
        self.methods.insert_streaming(name, move |call, arguments, ()| method(call, arguments));
        self
    }

    /// Registers a method that answers with a stream and that clients send streams along with.
    pub fn stream_with_uploads<A, U, R, S, F, Fut>(mut self, name: &str, method: F) -> Self
    where
        A: Arguments + 'static,
        U: Uploads,
        R: Serialize + Send,
        S: Stream<Item = Result<R, HubError>> + Send + 'static,
        F: Fn(Call<H>, A, U) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<S, HubError>> + Send + 'static,
    {
        self.methods.insert_streaming(name, method);
        self
    }

    /// Makes the server one of several that serve this hub. It must then be built inside a tokio runtime.
    pub fn backplane(mut self, backplane: Arc<dyn Backplane>) -> Self {
        self.backplane = Some(backplane);
        self
    }

    /// Redirects the negotiations for which `redirect` names another address. Clients negotiate again there, and follow
    /// a hundred redirects at most. Runs after the authenticator has accepted the request.
    pub fn redirect(
        mut self,
        redirect: impl Fn(&RequestInfo, &Identity<H::State>) -> Option<Redirect> + Send + Sync + 'static,
    ) -> Self {
        self.redirect = Some(Box::new(redirect));
        self
    }

    /// Runs a raw session in place of the hub protocol.
    pub(crate) fn raw_session(mut self, raw_session: Box<RawSession<H::State>>) -> Self {
        self.raw_session = Some(raw_session);
        self
    }

    /// Replaces the system's clock, by which credentials expire.
    pub fn wall_clock(mut self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.sources.wall_clock = Arc::new(now);
        self
    }

    /// Replaces the operating system's randomness. False means that it failed; the request is then answered with 503.
    pub fn randomness(mut self, fill: impl Fn(&mut [u8; 16]) -> bool + Send + Sync + 'static) -> Self {
        self.sources.randomness = Arc::new(fill);
        self
    }

    /// The finished server.
    pub fn build(self) -> HubServer<H> {
        let Self { hub, authenticator, name, options, methods, filters, sources, backplane, redirect, raw_session } =
            self;
        let cluster = backplane.map(|backplane| Cluster::new(backplane, &options));
        let other_nodes = cluster.clone().map(|cluster| -> Arc<dyn OtherNodes> { cluster });
        let negotiations =
            Negotiations::new(options.negotiation_ttl, options.max_pending_negotiations, options.max_pending_per_user);
        let connection_limits = ConnectionLimits::new(&options);
        let context = HubContext {
            hub: Arc::new(hub),
            methods,
            filters,
            clients: Clients(Arc::new(Registry::new(other_nodes))),
            options,
            meters: Meters::new(Arc::clone(&name)),
            drain: Drain::default(),
        };
        let server = Arc::new(Server {
            context: Arc::new(context),
            name,
            authenticator,
            negotiations,
            connection_limits,
            sources,
            redirect,
            raw_session,
            tasks: TaskTracker::new(),
            cluster: cluster.clone(),
            listener: Listener::default(),
        });
        if let Some(cluster) = cluster {
            let Listener { task, stop } = &server.listener;
            task.spawn(cluster::listen(Arc::downgrade(&server), cluster, stop.clone()));
        }
        HubServer(server)
    }
}
