//! The composition root: it lists the contexts and builds a node from its settings.

use std::{sync::Arc, time::Duration};

use plenum_app::{App, AppParts, AttemptLimits, Context, Contexts, Settings};
use plenum_bus::{
    BucketStore, Bus, BusEvents, BusOptions, MemoryBroker, MemoryBuckets, RedisBuckets, RedisDriver, RedisSettings,
};
use plenum_shared::{clock::Source, config::Config};
use plenum_store::Store;

use crate::{commands::Failure, settings};

/// The table of contents of the product: its contexts, each of which says what it adds.
const CONTEXTS: &[&Context] = &[
    &plenum_app::access::CONTEXT,
    &plenum_app::records::CONTEXT,
    &plenum_app::history::CONTEXT,
    &plenum_app::platform::CONTEXT,
    &plenum_sales::CONTEXT,
    &plenum_notify::CONTEXT,
];

/// How often the database is tried at the start before the node gives up, with a growing pause in between.
const DATABASE_TRIES: u32 = 6;
const FIRST_PAUSE: Duration = Duration::from_millis(250);

/// Which parts of Plenum a process runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ProcessParts {
    pub(crate) name: &'static str,
    pub(crate) api: bool,
    pub(crate) hub: bool,
    pub(crate) worker: bool,
}

impl ProcessParts {
    pub(crate) const ALL: Self = Self { name: "serve", api: true, hub: true, worker: true };
    pub(crate) const API: Self = Self { name: "api", api: true, hub: false, worker: false };
    pub(crate) const HUB: Self = Self { name: "hub", api: false, hub: true, worker: false };
    pub(crate) const WORKER: Self = Self { name: "worker", api: false, hub: false, worker: true };
}

/// What every role stands on: the application, and the bus it hears and is heard by.
pub(crate) struct Node {
    pub(crate) config: Arc<Config>,
    pub(crate) app: App,
    pub(crate) contexts: Contexts,
    pub(crate) bus: Bus,
    /// For the one part of the process that listens to the bus, which is the hub.
    pub(crate) bus_events: BusEvents,
    /// Opens further connections to the same bus.
    pub(crate) bus_connector: BusConnector,
}

/// The bus that the nodes of an installation share, and how to connect to it.
pub(crate) enum BusConnector {
    /// Within this process.
    Memory(MemoryBroker),
    Redis(Box<RedisSettings>),
}

impl Node {
    /// Connects to everything. Settings that a node cannot do without are checked before this.
    pub(crate) async fn start(config: Config) -> Result<Self, Failure> {
        let keys = settings::keys(&config)?;
        let master_key = keys.master.ok_or("PLENUM_SECRET_KEY_FILE is not set")?;
        let signing_keys = keys.signing.ok_or("PLENUM_SIGNING_KEY_FILE is not set")?;
        let source = Source::system();
        let store = database(&config).await?;
        let bus_connector = BusConnector::of(&config);
        let (bus, bus_events) = bus_connector.join(&config, &source)?;
        let contexts = contexts()?;
        let app = App::new(AppParts {
            product: contexts.product().clone(),
            store,
            bus: bus.clone(),
            source,
            signing_keys,
            master_key,
            settings: Settings {
                access_token: config.security.access_token,
                refresh_idle: config.security.refresh_idle,
                refresh_absolute: config.security.refresh_absolute,
                sign_in: sign_in(&config.security.sign_in),
                new_tenant_plan: config.limits.new_tenant_plan,
            },
        })?;
        Ok(Self { config: Arc::new(config), app, contexts, bus, bus_events, bus_connector })
    }
}

/// The contexts of the product, put together.
pub(crate) fn contexts() -> Result<Contexts, Failure> {
    Ok(Contexts::new(CONTEXTS)?)
}

fn sign_in(config: &plenum_shared::config::SignIn) -> AttemptLimits {
    AttemptLimits {
        window: config.window,
        of_both: config.failures,
        of_address: config.failures_of_address,
        of_account: config.failures_of_account,
        ..AttemptLimits::default()
    }
}

/// A database that is still starting is waited for; one that refuses us is not.
async fn database(config: &Config) -> Result<Store, Failure> {
    let url = config.database.url.as_ref().ok_or("DATABASE_URL is not set")?.expose();
    let settings = plenum_store::Settings { max_connections: config.database.pool, ..plenum_store::Settings::new(url) };
    let mut pause = FIRST_PAUSE;
    for _ in 1..DATABASE_TRIES {
        match Store::connect(&settings).await {
            Ok(store) => return Ok(store),
            Err(error) if error.code() == plenum_shared::Code::Unavailable => {
                tracing::warn!(%error, "the database is not there yet");
            }
            Err(error) => return Err(error.into()),
        }
        tokio::time::sleep(pause).await;
        pause *= 2;
    }
    Ok(Store::connect(&settings).await?)
}

impl BusConnector {
    fn of(config: &Config) -> Self {
        match &config.bus.redis_url {
            Some(url) => Self::Redis(Box::new(RedisSettings::new(url.expose()))),
            None => Self::Memory(MemoryBroker::new()),
        }
    }

    /// Where the nodes of the bus share how much of each rate is left.
    pub(crate) fn buckets(&self, config: &Config, source: &Source) -> Result<Box<dyn BucketStore>, Failure> {
        let options = BusOptions::new(source.uuid().as_u128()).namespace(&config.bus.prefix);
        Ok(match self {
            Self::Memory(_) => Box::new(MemoryBuckets::new()),
            Self::Redis(settings) => Box::new(RedisBuckets::new(settings, &options)?),
        })
    }

    /// Joins the bus there. Each end has one listener.
    pub(crate) fn join(&self, config: &Config, source: &Source) -> Result<(Bus, BusEvents), Failure> {
        let options = BusOptions::new(source.uuid().as_u128()).namespace(&config.bus.prefix);
        Ok(match self {
            Self::Memory(broker) => Bus::start(broker.driver(), options)?,
            Self::Redis(settings) => Bus::start(RedisDriver::new(settings)?, options)?,
        })
    }
}

#[cfg(test)]
mod tests;
