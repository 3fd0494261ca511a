//! The third layer: hub nodes on one database and one bus, in the process of the test.

use std::{net::SocketAddr, time::Duration};

use axum::Router;
use plenum_app::App;
use plenum_bus::MemoryBroker;
use plenum_hub::{HubNode, HubNodeParts, Settings};
use plenum_shared::clock::Source;
use tokio::{net::TcpListener, task::JoinHandle};

use crate::{
    app::{Installation, Keys, Person, TestBus},
    postgres::TestDatabase,
};

const CONNECTIONS: u32 = 8;

/// A database and a bus for as many nodes as a test wants.
pub struct TestHubs {
    pub installation: Installation,
    pub database: TestDatabase,
}

/// One hub node with an application, a bus and a listener of its own.
pub struct TestNode {
    pub app: App,
    pub hub: HubNode,
    pub address: SocketAddr,
    listener: JoinHandle<()>,
}

impl TestHubs {
    /// On the in-process bus.
    pub async fn new() -> Self {
        Self::on(TestDatabase::create().await, TestBus::Memory(MemoryBroker::new()))
    }

    pub fn on(database: TestDatabase, bus: TestBus) -> Self {
        let source = Source::system();
        let installation = Installation::new(database.app_url(), bus, Keys::generate(&source), source);
        Self { installation, database }
    }

    pub async fn node(&self) -> TestNode {
        self.node_with(Settings::default()).await
    }

    /// A node with these settings, its times shortened where a test would otherwise wait.
    pub async fn node_with(&self, settings: Settings) -> TestNode {
        let settings = Settings { poll_every: Duration::from_millis(200), ..settings };
        let (app, bus_events) = self.installation.app(CONNECTIONS).await;
        let hub = HubNode::start(HubNodeParts { app: app.clone(), bus_events, settings });
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let router = Router::new().nest("/hubs", hub.router());
        let listener = tokio::spawn(async move { axum::serve(listener, router).await.expect("serves") });
        TestNode { app, hub, address, listener }
    }

    /// A process that writes and has no readers.
    pub async fn writer(&self) -> App {
        self.installation.writer(CONNECTIONS).await
    }
}

impl TestNode {
    /// The administrator of a new tenant, who uses this node.
    pub async fn admin(&self, company: &str) -> Person {
        Person::admin(&self.app, company).await
    }
}

impl Drop for TestNode {
    fn drop(&mut self) {
        self.listener.abort();
    }
}
