//! The second layer: the application on a database of its own.
//!
//! [`TestApp`] is one process with a clock that the test moves. [`Installation`] is what several processes share:
//! database, bus, keys and clock; the hub nodes of the third layer stand on it too. Every actor is a [`Person`].

mod calls;
mod keys;
mod person;
mod statements;

use std::{sync::Arc, time::Duration};

use crate::contexts;
use plenum_app::{App, AppParts, Contexts, Settings};
use plenum_bus::{Bus, BusEvents, BusOptions, MemoryBroker, RedisDriver, RedisSettings};
use plenum_shared::{
    clock::{ManualClock, Source},
    plan::Plan,
    text::TextVersions,
};
use plenum_store::Store;
use time::macros::datetime;

pub use calls::{object, origin, refused, refused_field};
pub use keys::Keys;
pub use person::{PASSWORD, Person, entity_at};
pub use statements::StatementCounter;

use crate::postgres::TestDatabase;

/// An application with a clock that stands until it is advanced. The database goes last.
pub struct TestApp {
    pub app: App,
    pub clock: Arc<ManualClock>,
    pub installation: Installation,
    pub database: TestDatabase,
}

/// The parts that the processes of one installation share.
pub struct Installation {
    database_url: String,
    bus: TestBus,
    keys: Keys,
    source: Source,
    text: TextVersions,
}

/// The bus of an installation.
pub enum TestBus {
    Memory(MemoryBroker),
    /// The address of a server.
    Redis(String),
}

impl TestApp {
    pub async fn new() -> Self {
        Self::with_connections(20).await
    }

    /// An application with at most so many connections to its database.
    pub async fn with_connections(max_connections: u32) -> Self {
        let database = TestDatabase::create().await;
        let clock = Arc::new(ManualClock::at(datetime!(2026-05-06 07:08:09 UTC)));
        let source = Source::with_clock(clock.clone());
        let keys = Keys::generate(&source);
        let installation = Installation::new(database.app_url(), TestBus::Memory(MemoryBroker::new()), keys, source);
        let app = installation.writer(max_connections).await;
        Self { app, clock, installation, database }
    }

    /// The administrator of a new tenant.
    pub async fn admin(&self, company: &str) -> Person {
        Person::admin(&self.app, company).await
    }
}

impl Installation {
    pub fn new(database_url: String, bus: TestBus, keys: Keys, source: Source) -> Self {
        Self { database_url, bus, keys, source, text: TextVersions::RELEASED }
    }

    /// The same installation as a release sees it that carries these rules for text.
    pub fn with_text(&self, text: TextVersions) -> Self {
        let bus = match &self.bus {
            TestBus::Memory(broker) => TestBus::Memory(broker.clone()),
            TestBus::Redis(url) => TestBus::Redis(url.clone()),
        };
        let (database_url, keys, source) = (self.database_url.clone(), self.keys.clone(), self.source.clone());
        Self { database_url, bus, keys, source, text }
    }

    /// The application of one more process, and its end of the bus.
    pub async fn app(&self, max_connections: u32) -> (App, BusEvents) {
        self.app_of(contexts(), max_connections).await
    }

    /// The same of a program that is made of these contexts, as that of another release is.
    pub async fn app_of(&self, contexts: &Contexts, max_connections: u32) -> (App, BusEvents) {
        let settings = plenum_store::Settings {
            max_connections,
            text: self.text,
            ..plenum_store::Settings::new(&self.database_url)
        };
        let (bus, events) = self.bus();
        let app = App::new(AppParts {
            product: contexts.product().clone(),
            store: Store::connect(&settings).await.expect("the store connects"),
            bus,
            source: self.source.clone(),
            signing_keys: self.keys.signing(),
            master_key: self.keys.master(),
            // Tests of plans give their tenants lesser ones.
            settings: Settings { new_tenant_plan: Plan::Enterprise, ..Settings::default() },
        });
        (app.expect("an application"), events)
    }

    /// The application of one more process that writes and reads nothing from the bus.
    pub async fn writer(&self, max_connections: u32) -> App {
        self.writer_of(contexts(), max_connections).await
    }

    /// The same of a program that is made of these contexts.
    pub async fn writer_of(&self, contexts: &Contexts, max_connections: u32) -> App {
        let (app, mut events) = self.app_of(contexts, max_connections).await;
        // A bus without a subscriber counts as stuck.
        tokio::spawn(async move { while events.recv().await.is_some() {} });
        app.bus().up().await;
        app
    }

    /// A connection to the bus by itself.
    pub fn bus(&self) -> (Bus, BusEvents) {
        let options = BusOptions::new(self.source.uuid().as_u128()).probe_every(Duration::from_millis(100));
        match &self.bus {
            TestBus::Memory(broker) => Bus::start(broker.driver(), options),
            TestBus::Redis(url) => Bus::start(
                RedisDriver::new(&RedisSettings::new(url.as_str())).expect("the address of a Redis"),
                options,
            ),
        }
        .expect("a bus")
    }

    /// The in-process bus, to be cut.
    ///
    /// # Panics
    /// When the installation is on Redis.
    pub fn broker(&self) -> &MemoryBroker {
        match &self.bus {
            TestBus::Memory(broker) => broker,
            TestBus::Redis(_) => panic!("this installation is on Redis"),
        }
    }
}
