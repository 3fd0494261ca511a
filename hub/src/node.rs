//! A hub node: the feeds, the hubs, and how both begin and end.

use std::{sync::Arc, time::Duration};

use axum::Router;
use plenum_app::App;
use plenum_bus::BusEvents;
use plenum_signalr::{HubRoutes, HubServer};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    audience::Topic,
    backplane::{BusBackplane, Planes},
    feed::{
        node::{Feeds, Ground},
        ring::Rings,
    },
    hubs::{self, Checks, RecordHub},
    log_reader::LogReader,
    resume::Resume,
    settings::Settings,
};

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
    records: HubServer<RecordHub>,
}

impl HubNode {
    /// Starts the node's tasks. Must be called inside a tokio runtime.
    pub fn start(parts: Parts) -> Self {
        let Parts { app, bus_events, settings } = parts;
        let [deals, records] = ["deals", "records"].map(|hub| {
            let node = Arc::from(app.source().uuid().simple().to_string());
            BusBackplane::new(app.bus().clone(), app.bus_keys().clone(), node, hub)
        });
        let planes = Planes::new(vec![deals.clone(), records.clone()]);
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
        let deals = hubs::server(&shared, "deals", Topic::Only("deal"), deals);
        let records = hubs::server(&shared, "records", Topic::Every, records);
        Self { ground, feeds, deals, records }
    }

    /// The routes of all hubs, to be nested at `/hubs`.
    pub fn router(&self) -> Router {
        let routes = HubRoutes::new();
        self.hubs().into_iter().fold(routes, |routes, (address, hub)| routes.hub(address, hub.endpoint())).into_router()
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

    /// Comes when the node is of no use any more: the bus has ended under it, or one of its own tasks has. It looks alive
    /// all the same, so whoever runs it must listen to this, and stop the process to have it started anew.
    pub fn failed(&self) -> impl Future<Output = ()> + Send + use<> {
        self.ground.failed.clone().cancelled_owned()
    }

    /// Sends every client to another node, and ends all tasks, within the grace. Clients are asked to leave one after
    /// the other, but early enough that even one who does not answer is gone in time. Delivery goes on until the last
    /// client has left.
    pub async fn drain(&self, grace: Duration) {
        // The server waits this long for an answer to its goodbye, and as long again before it cuts a connection off.
        let goodbyes = 2 * self.ground.settings.signalr.close_timeout;
        let spread = grace.saturating_sub(goodbyes);
        tokio::join!(self.deals.drain(spread), self.records.drain(spread));
        self.ground.stop.cancel();
        self.ground.tasks.close();
        self.ground.tasks.wait().await;
    }

    fn hubs(&self) -> [(&'static str, &HubServer<RecordHub>); 2] {
        [("/deals", &self.deals), ("/records", &self.records)]
    }
}
