//! A hub node: the feeds, the hubs, and how both begin and end.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::Request,
    middleware::{Next, from_fn},
    response::Response,
};
use plenum_app::App;
use plenum_bus::BusEvents;
use plenum_shared::telemetry::Route;
use plenum_signalr::{HubRoutes, HubServer};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    backplane::{BusBackplane, Planes},
    feed::{
        feeds::{Feeds, Ground},
        ring_buffers::Rings,
    },
    hubs::{self, Checks, HUBS, RecordHub},
    log_reader::LogReader,
    resume::Resume,
    settings::Settings,
};

/// How far apart clients are sent away.
const PER_CONNECTION: Duration = Duration::from_millis(2);

/// What a node is made of.
pub struct Parts {
    pub app: App,
    /// The one consumer's end of the bus that `app` publishes on.
    pub bus_events: BusEvents,
    pub settings: Settings,
}

/// How a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Health {
    /// Live connections, over all hubs.
    pub connections: usize,
    /// Tenants followed.
    pub feeds: usize,
    /// Memory of recent entries, about.
    pub ring_bytes: usize,
    pub bus_up: bool,
    /// How long ago the heads of the logs were last known; nothing before the first time.
    pub heads_known: Option<Duration>,
    pub draining: bool,
}

/// A running hub node. Cheap to clone.
#[derive(Clone)]
pub struct HubNode {
    ground: Arc<Ground>,
    feeds: Arc<Feeds>,
    deals: HubServer<RecordHub>,
    activities: HubServer<RecordHub>,
    records: HubServer<RecordHub>,
    notifications: HubServer<RecordHub>,
}

impl HubNode {
    /// Starts the node's tasks. Must be called inside a tokio runtime.
    pub fn start(parts: Parts) -> Self {
        let Parts { app, bus_events, settings } = parts;
        let ways = HUBS.map(|(hub, _)| {
            let node = Arc::from(app.source().uuid().simple().to_string());
            BusBackplane::new(app.bus().clone(), app.bus_keys().clone(), node, hub)
        });
        let planes = Planes::new(ways.to_vec());
        let checks = Checks::new();
        let ground = Arc::new(Ground {
            planes: planes.clone(),
            log: LogReader::new(app),
            rings: Rings::new(settings.ring_budget),
            settings,
            tasks: TaskTracker::new(),
            stop: CancellationToken::new(),
            failed: CancellationToken::new(),
        });
        let feeds = Feeds::start(ground.clone(), bus_events);
        ground.tasks.spawn(planes.listen());
        let resume = Resume::new(ground.clone(), feeds.clone());
        let shared = hubs::Shared { ground: &ground, feeds: &feeds, resume: &resume, checks: &checks };
        let [deals, activities, records, notifications] = std::array::from_fn(|at| {
            let ((name, topic), way) = (HUBS[at], ways[at].clone());
            hubs::server(&shared, name, topic, way)
        });
        Self { ground, feeds, deals, activities, records, notifications }
    }

    /// The routes of all hubs, to be nested at `/hubs`.
    pub fn router(&self) -> Router {
        let routes = HubRoutes::new();
        let hubs = self.hubs().into_iter().fold(routes, |routes, (address, hub)| routes.hub(address, hub.endpoint()));
        hubs.into_router().layer(from_fn(named))
    }

    /// Every method that a client can call: the address of its hub below `/hubs`, and its name in lower case.
    pub fn methods(&self) -> Vec<(&'static str, String)> {
        let of = |(address, hub): (&'static str, &HubServer<RecordHub>)| {
            let names = hub.methods().into_iter().map(str::to_owned);
            names.map(|name| (address, name)).collect::<Vec<_>>()
        };
        self.hubs().into_iter().flat_map(of).collect()
    }

    pub fn health(&self) -> Health {
        Health {
            connections: self.hubs().into_iter().map(|(_, hub)| hub.connections()).sum(),
            feeds: self.feeds.count(),
            ring_bytes: self.ground.rings.bytes(),
            bus_up: self.ground.log.app().bus().is_up(),
            heads_known: self.feeds.since_heads(),
            draining: self.deals.is_draining(),
        }
    }

    /// Comes when the node is of no use any more: the bus has ended under it, or one of its own tasks has. It looks
    /// alive all the same, so whoever runs it must listen to this, and stop the process to have it started anew.
    pub fn failed(&self) -> impl Future<Output = ()> + Send + use<> {
        self.ground.failed.clone().cancelled_owned()
    }

    /// Sends every client to another node, and ends all tasks, within the grace. Clients are asked to leave one after
    /// the other, but early enough that even one who does not answer is gone in time. Delivery goes on until the last
    /// client has left.
    pub async fn drain(&self, grace: Duration) {
        let spread = spread(grace, self.ground.settings.signalr.close_timeout, self.health().connections);
        tokio::join!(
            self.deals.drain(spread),
            self.activities.drain(spread),
            self.records.drain(spread),
            self.notifications.drain(spread),
        );
        self.ground.stop.cancel();
        self.ground.tasks.close();
        self.ground.tasks.wait().await;
    }

    fn hubs(&self) -> [(&'static str, &HubServer<RecordHub>); 4] {
        [
            ("/deals", &self.deals),
            ("/activities", &self.activities),
            ("/records", &self.records),
            ("/notifications", &self.notifications),
        ]
    }
}

/// The addresses of the hubs' routes, by which the front names them.
const ROUTES: [&str; 8] = [
    "/hubs/deals",
    "/hubs/deals/negotiate",
    "/hubs/activities",
    "/hubs/activities/negotiate",
    "/hubs/records",
    "/hubs/records/negotiate",
    "/hubs/notifications",
    "/hubs/notifications/negotiate",
];

/// Tells the front which route a request took: a hub finds its own way, beside the table of routes.
async fn named(request: Request, next: Next) -> Response {
    let path = request.uri().path().trim_end_matches('/').to_ascii_lowercase();
    let route = ROUTES.into_iter().find(|route| route.strip_prefix("/hubs") == Some(&path));
    let mut response = next.run(request).await;
    if let Some(route) = route {
        response.extensions_mut().insert(Route(route));
    }
    response
}

/// Over how long goodbyes are spread: as long as so many clients need to come elsewhere without a rush, and early
/// enough that even one who does not answer is gone within the grace.
fn spread(grace: Duration, close_timeout: Duration, connections: usize) -> Duration {
    // The server waits this long for an answer to its goodbye, and as long again before it cuts a connection off.
    let latest = grace.saturating_sub(2 * close_timeout);
    latest.min(PER_CONNECTION.saturating_mul(u32::try_from(connections).unwrap_or(u32::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_client_is_sent_away_at_once_and_many_take_turns_within_the_grace() {
        let (grace, close) = (Duration::from_secs(23), Duration::from_secs(5));
        assert_eq!(spread(grace, close, 0), Duration::ZERO);
        assert!(spread(grace, close, 1) < Duration::from_millis(10));
        assert_eq!(spread(grace, close, 1_000), Duration::from_secs(2));
        assert_eq!(spread(grace, close, 20_000), Duration::from_secs(13));
        assert_eq!(spread(Duration::from_secs(1), close, 20_000), Duration::ZERO);
    }
}
