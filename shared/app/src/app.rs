//! The application as a value: what every use case needs, made once and handed down.

use std::{sync::Arc, time::Duration};

use plenum_bus::{
    Bus,
    envelope::{BusKey, BusKeys},
};
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity, Origin},
    catalogue::Catalogue,
    clock::Source,
    cursor::CursorSealer,
    page::PageSealer,
    plan::{LISTS_AT_ONCE, Plan},
    secrets::{MasterKey, label},
    tokens::SigningKeys,
};
use plenum_store::{Store, identity::sign_in_attempts::AttemptLimits};
use tokio_util::task::TaskTracker;

use crate::{
    Product,
    change_set::ChangeSet,
    fair_limiter::Permit,
    identity::{auth::SignInThrottle, passwords::Passwords},
    jobs::OpenJobs,
    platform::plans::{KnownMachines, KnownPlans},
    rate_limiter::RateLimiter,
    records::{ListLimiter, RecordWriter, Rows},
};

/// The application. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// What an application is made of.
pub struct AppParts {
    pub product: Product,
    pub store: Store,
    pub bus: Bus,
    pub source: Source,
    pub signing_keys: SigningKeys,
    pub master_key: MasterKey,
    pub settings: Settings,
}

/// What an operator may set about the use cases.
#[derive(Debug, Clone)]
pub struct Settings {
    /// How long an access token is good for.
    pub access_token: Duration,
    /// How long a refresh token is good for when it is not used.
    pub refresh_idle: Duration,
    /// How long a session lasts at most, however often its tokens are refreshed.
    pub refresh_absolute: Duration,
    /// How many wrong passwords there may be before there is a pause.
    pub sign_in: AttemptLimits,
    /// The plan of a new tenant.
    pub new_tenant_plan: Plan,
}

/// The state of the database and the bus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Health {
    pub database: PartState,
    pub bus: PartState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartState {
    Up,
    Down,
}

struct Inner {
    product: Product,
    store: Store,
    bus: Bus,
    bus_keys: BusKeys,
    source: Source,
    signing_keys: SigningKeys,
    refresh_key: [u8; 32],
    cursors: CursorSealer,
    pages: PageSealer,
    passwords: Passwords,
    sign_in_throttle: SignInThrottle,
    list_limiter: ListLimiter,
    open_jobs: OpenJobs,
    known_plans: KnownPlans,
    known_machines: KnownMachines,
    rate_limiter: Arc<RateLimiter>,
    settings: Settings,
    tasks: TaskTracker,
}

impl Default for Settings {
    fn default() -> Self {
        const DAY: Duration = Duration::from_hours(24);
        Self {
            access_token: Duration::from_mins(15),
            refresh_idle: 7 * DAY,
            refresh_absolute: 30 * DAY,
            sign_in: AttemptLimits::default(),
            new_tenant_plan: Plan::Free,
        }
    }
}

impl App {
    pub fn new(parts: AppParts) -> Result<Self> {
        let AppParts { product, store, bus, source, signing_keys, master_key, settings } = parts;
        Ok(Self(Arc::new(Inner {
            bus_keys: BusKeys::new(BusKey::new(master_key.derive(label::BUS))),
            refresh_key: master_key.derive(label::REFRESH),
            cursors: CursorSealer::new(master_key.derive(label::CURSOR)),
            pages: PageSealer::new(master_key.derive(label::PAGE)),
            passwords: Passwords::new(source.clone())?,
            sign_in_throttle: SignInThrottle::new(master_key.derive(label::ATTEMPTS), settings.sign_in),
            tasks: TaskTracker::new(),
            list_limiter: ListLimiter::new(store.max_connections()),
            open_jobs: OpenJobs::default(),
            known_plans: KnownPlans::default(),
            known_machines: KnownMachines::default(),
            rate_limiter: Arc::default(),
            product,
            store,
            bus,
            source,
            signing_keys,
            settings,
        })))
    }

    /// The identity in an access token. Checks the token alone; the access of the person is loaded with each use case.
    pub fn identify(&self, bearer: &str, origin: Origin) -> Result<Identity> {
        let claims = self
            .0
            .signing_keys
            .verify(bearer, self.0.source.now())
            .map_err(|error| Error::new(Code::Unauthenticated).with_detail(error))?;
        let (tenant, user, session) = (claims.tid, claims.sub, claims.sid);
        Ok(Identity { tenant, user, session, expires_at: claims.exp, origin })
    }

    /// The public keys that verify access tokens, as a JSON Web Key Set.
    pub fn jwks(&self) -> serde_json::Value {
        self.0.signing_keys.jwks()
    }

    /// What the plans of tenants allow that this process has served lately.
    pub(crate) fn known_plans(&self) -> &KnownPlans {
        &self.0.known_plans
    }

    pub(crate) fn known_machines(&self) -> &KnownMachines {
        &self.0.known_machines
    }

    /// How much of each rate is left. It counts for this node alone until it [settles](RateLimiter::settle).
    pub fn rate_limiter(&self) -> &Arc<RateLimiter> {
        &self.0.rate_limiter
    }

    /// How many jobs tenants may still enqueue.
    pub(crate) fn open_jobs(&self) -> &OpenJobs {
        &self.0.open_jobs
    }

    /// Checks whether the database and the bus answer.
    pub async fn health(&self) -> Health {
        let state = |up| if up { PartState::Up } else { PartState::Down };
        Health { database: state(self.0.store.ping().await.is_ok()), bus: state(self.0.bus.is_up()) }
    }

    /// The parts of the contexts that the use cases need.
    pub(crate) fn product(&self) -> &Product {
        &self.0.product
    }

    /// Writes records for a caller in a transaction; their entries go to the change set.
    pub(crate) fn record_writer<'a>(
        &'a self,
        rows: impl Into<Rows<'a>>,
        caller: &'a Caller,
        changes: &'a mut ChangeSet,
    ) -> RecordWriter<'a> {
        let Product { catalogue, rules, .. } = &self.0.product;
        RecordWriter::new(&self.0.source, catalogue, rules, rows.into(), caller, changes)
    }

    /// The entities of the product.
    pub fn catalogue(&self) -> &Catalogue {
        &self.0.product.catalogue
    }

    /// The database, for use cases without a caller.
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    pub fn source(&self) -> &Source {
        &self.0.source
    }

    pub fn bus(&self) -> &Bus {
        &self.0.bus
    }

    /// The keys that seal the messages of the bus.
    pub fn bus_keys(&self) -> &BusKeys {
        &self.0.bus_keys
    }

    /// Seals and opens the cursors of events.
    pub fn cursors(&self) -> &CursorSealer {
        &self.0.cursors
    }

    pub(crate) fn pages(&self) -> &PageSealer {
        &self.0.pages
    }

    pub(crate) fn passwords(&self) -> &Passwords {
        &self.0.passwords
    }

    /// Guards every use case that takes a password.
    pub(crate) fn sign_in_throttle(&self) -> &SignInThrottle {
        &self.0.sign_in_throttle
    }

    /// Work that goes on after its client has gone.
    pub(crate) fn tasks(&self) -> &TaskTracker {
        &self.0.tasks
    }

    /// Waits for the work whose clients have gone. The last step before the database is closed.
    pub async fn finish(&self) {
        self.0.tasks.close();
        self.0.tasks.wait().await;
    }

    /// Waits until another list may be read for this person, as far as is known of their tenant's plan.
    pub(crate) async fn list_permit(&self, who: &Identity) -> Result<Permit> {
        let per_tenant = self.known_plans().limit(who.tenant, &LISTS_AT_ONCE);
        self.0.list_limiter.acquire(who, per_tenant).await
    }

    pub(crate) fn signing_keys(&self) -> &SigningKeys {
        &self.0.signing_keys
    }

    pub(crate) fn refresh_key(&self) -> &[u8; 32] {
        &self.0.refresh_key
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.0.settings
    }
}
