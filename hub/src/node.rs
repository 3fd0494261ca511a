//! A hub node: its feeds, its hubs and its tasks, and how it begins and ends.

use std::{
    sync::{Arc, LazyLock},
    time::Duration,
};

use axum::{
    Router,
    extract::Request,
    middleware::{Next, from_fn},
    response::Response,
};
use futures::future::join_all;
use plenum_app::App;
use plenum_bus::BusEvents;
use plenum_shared::telemetry::Route;
use plenum_signalr::{HubRoutes, HubServer};

use crate::{
    backplane::{BusBackplane, HubBackplanes},
    bus_dispatcher::BusDispatcher,
    feed::feeds::Feeds,
    hubs::{AccessChecks, EventHub, HUBS, HubDefinition, HubParts},
    node_context::NodeContext,
    resume::Resumption,
    settings::Settings,
};

/// The time between the goodbyes to two clients of a draining node.
const DRAIN_INTERVAL: Duration = Duration::from_millis(2);

/// What a node is made of.
pub struct HubNodeParts {
    pub app: App,
    /// The consumer's end of the bus that `app` publishes on; there is one.
    pub bus_events: BusEvents,
    pub settings: Settings,
}

/// The state of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Health {
    /// Live connections, over all hubs.
    pub connections: usize,
    /// Tenants with a feed.
    pub feeds: usize,
    /// The approximate memory of recent entries.
    pub ring_bytes: usize,
    pub bus_up: bool,
    /// How long ago the heads of the logs were last read; nothing before the first time.
    pub heads_age: Option<Duration>,
    pub draining: bool,
}

/// A running hub node. Cheap to clone.
#[derive(Clone)]
pub struct HubNode {
    context: Arc<NodeContext>,
    feeds: Arc<Feeds>,
    hubs: Arc<[RunningHub]>,
}

/// A row of [`HUBS`], and its server on this node.
struct RunningHub {
    definition: &'static HubDefinition,
    server: HubServer<EventHub>,
}

impl HubNode {
    /// Starts the node's tasks. Must be called inside a tokio runtime.
    pub fn start(parts: HubNodeParts) -> Self {
        let HubNodeParts { app, bus_events, settings } = parts;
        let context = Arc::new(NodeContext::new(app, settings));
        let feeds = Feeds::start(context.clone());
        let backplane = |hub: &HubDefinition| {
            let node = Arc::from(context.source().uuid().simple().to_string());
            BusBackplane::new(context.bus().clone(), context.bus_keys().clone(), node, hub.name)
        };
        let backplanes: Vec<_> = HUBS.iter().map(backplane).collect();
        let routed = HubBackplanes::new(backplanes.clone());
        let dispatcher = BusDispatcher { backplanes: routed.clone(), feeds: feeds.clone() };
        context.tasks.spawn_critical("dispatch", dispatcher.run(context.tasks.clone(), bus_events));
        context.tasks.spawn(routed.subscribe());
        let parts = HubParts {
            context: context.clone(),
            feeds: feeds.clone(),
            resumption: Resumption::new(context.clone(), feeds.clone()),
            access_checks: AccessChecks::new(),
        };
        let hubs = HUBS.iter().zip(backplanes);
        let hubs =
            hubs.map(|(definition, backplane)| RunningHub { definition, server: definition.server(&parts, backplane) });
        let hubs = hubs.collect();
        Self { context, feeds, hubs }
    }

    /// The routes of all hubs, to be nested at `/hubs`.
    pub fn router(&self) -> Router {
        let add = |routes: HubRoutes, hub: &RunningHub| routes.hub(&hub.definition.address(), hub.server.endpoint());
        self.hubs.iter().fold(HubRoutes::new(), add).into_router().layer(from_fn(set_route))
    }

    /// Every method that a client can call: the address of its hub below `/hubs`, and its name in lower case.
    pub fn methods(&self) -> Vec<(String, String)> {
        let of = |hub: &RunningHub| {
            let names = hub.server.methods().into_iter().map(str::to_owned);
            names.map(|name| (hub.definition.address(), name)).collect::<Vec<_>>()
        };
        self.hubs.iter().flat_map(of).collect()
    }

    pub fn health(&self) -> Health {
        Health {
            connections: self.hubs.iter().map(|hub| hub.server.connections()).sum(),
            feeds: self.feeds.count(),
            ring_bytes: self.context.rings.bytes(),
            bus_up: self.context.bus().is_up(),
            heads_age: self.feeds.heads_age(),
            draining: self.hubs.iter().any(|hub| hub.server.is_draining()),
        }
    }

    /// Completes when the node has failed: the bus has ended under it, or one of its critical tasks has. The node still
    /// looks alive, so its process must wait for this, and end to be started anew.
    pub fn failed(&self) -> impl Future<Output = ()> + Send + use<> {
        self.context.tasks.failed()
    }

    /// Sends every client to another node, and ends all tasks, within the grace. Clients are asked to leave one after
    /// the other, but early enough that a client without an answer is cut off in time. Delivery goes on until the last
    /// client has left.
    pub async fn drain(&self, grace: Duration) {
        let spread = spread(grace, self.context.settings.signalr.close_timeout, self.health().connections);
        join_all(self.hubs.iter().map(|hub| hub.server.drain(spread))).await;
        self.context.tasks.stop().await;
    }
}

/// The routes of the hubs, by which the front names them in log lines and metrics.
static ROUTES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let routes = |hub: &HubDefinition| ["", "/negotiate"].map(|below| format!("/hubs{}{below}", hub.address()));
    HUBS.iter().flat_map(routes).collect()
});

/// Names the route of a request for the front, whose table of routes does not contain the hubs.
async fn set_route(request: Request, next: Next) -> Response {
    let path = request.uri().path().trim_end_matches('/').to_ascii_lowercase();
    let route = ROUTES.iter().find(|route| route.strip_prefix("/hubs") == Some(&path));
    let mut response = next.run(request).await;
    if let Some(route) = route {
        response.extensions_mut().insert(Route(route));
    }
    response
}

/// Over how long goodbyes are spread: as long as so many clients need to connect elsewhere without a rush, and early
/// enough that a client without an answer is cut off within the grace.
fn spread(grace: Duration, close_timeout: Duration, connections: usize) -> Duration {
    // The server waits this long for an answer to its goodbye, and as long again before it cuts a connection off.
    let latest = grace.saturating_sub(2 * close_timeout);
    latest.min(DRAIN_INTERVAL.saturating_mul(u32::try_from(connections).unwrap_or(u32::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draining_closes_a_single_client_at_once_and_spreads_many_over_the_grace_period() {
        let (grace, close) = (Duration::from_secs(23), Duration::from_secs(5));
        assert_eq!(spread(grace, close, 0), Duration::ZERO);
        assert!(spread(grace, close, 1) < Duration::from_millis(10));
        assert_eq!(spread(grace, close, 1_000), Duration::from_secs(2));
        assert_eq!(spread(grace, close, 20_000), Duration::from_secs(13));
        assert_eq!(spread(Duration::from_secs(1), close, 20_000), Duration::ZERO);
    }

    #[test]
    fn every_hub_has_two_routes() {
        assert_eq!(ROUTES.len(), 2 * HUBS.len());
        for route in ["/hubs/deals", "/hubs/notifications/negotiate"] {
            assert!(ROUTES.iter().any(|known| known == route), "{route}");
        }
    }
}
