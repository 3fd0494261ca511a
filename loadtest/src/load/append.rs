//! Straight into the log: an entry without a request, to load the delivery and not REST.
//!
//! It is what a write's last statement does, followed by the same news over the bus. Only for a private installation:
//! the record itself does not change, so the log says more than its tables.

use plenum_bus::{
    Bus, BusOptions, RedisDriver, RedisSettings,
    envelope::{self, BusKey, BusKeys},
};
use plenum_shared::{
    actor::Actor,
    caller::Origin,
    clock::Source,
    entry::{Entry, NewEntry},
    ids::{RecordId, TenantId, UserId},
    image::Image,
    notice::Notice,
    secrets::{MasterKey, label},
};
use plenum_store::{
    Store, TenantTx, log,
    records::{self, Deleted, Lock},
};
use serde_json::json;

use crate::{Failure, Result, clock};

/// How to reach what is behind the nodes.
#[derive(Clone)]
pub struct Back {
    pub database_url: String,
    pub redis_url: Option<String>,
    pub master_key: MasterKey,
}

/// Appends for all lanes.
#[derive(Clone)]
pub struct Appender {
    store: Store,
    /// Without Redis nobody outside of the process hears the bus: the hubs find the entries by the heads.
    bus: Option<Bus>,
    keys: BusKeys,
    source: Source,
}

/// The record a lane appends about, as it was last said to be.
#[derive(Debug, Clone)]
pub struct Told {
    tenant: TenantId,
    user: UserId,
    record: RecordId,
    image: Image,
}

impl Appender {
    pub async fn connect(back: &Back, lanes: u32, source: &Source) -> Result<Self> {
        let settings = plenum_store::Settings {
            max_connections: lanes.clamp(2, 50),
            ..plenum_store::Settings::new(&back.database_url)
        };
        let store = Store::connect(&settings).await.map_err(Failure::new)?;
        let bus = match &back.redis_url {
            None => None,
            Some(url) => {
                let driver = RedisDriver::new(&RedisSettings::new(url)).map_err(Failure::new)?;
                let options = BusOptions::new(source.uuid().as_u128());
                let (bus, mut events) = Bus::start(driver, options).map_err(Failure::new)?;
                // A bus that nobody listens to counts as stuck; this ends with the bus.
                tokio::spawn(async move { while events.recv().await.is_some() {} });
                bus.up().await;
                Some(bus)
            }
        };
        let keys = BusKeys::new(BusKey::new(back.master_key.derive(label::BUS)));
        Ok(Self { store, bus, keys, source: source.clone() })
    }

    /// Looks up the deal that a lane will tell about.
    pub async fn told(&self, tenant: &str, user: &str, deal: &str) -> Result<Told> {
        let id =
            |text: &str| text.parse::<plenum_shared::ids::TenantId>().map_err(|_| Failure::new("an id is not one"));
        let (tenant, user, record) = (id(tenant)?, UserId::from(id(user)?.uuid()), RecordId::from(id(deal)?.uuid()));
        let work = |mut tx: TenantTx| async move {
            let image = records::get(&mut tx, &plenum_sales::DEAL, record, Deleted::Exclude, Lock::None).await?;
            Ok(tx.finish(image))
        };
        let image = self.store.read("loadtest.told", tenant, Some(user), work).await.map_err(Failure::new)?;
        let image = image.ok_or_else(|| Failure::new("the deal to tell about is not there"))?;
        Ok(Told { tenant, user, record, image })
    }

    /// Appends one change, and gives its stamp: what our own clock showed, in microseconds since 1970.
    pub async fn append(&self, told: &mut Told, title: &str, traceparent: &str) -> plenum_shared::Result<i64> {
        let before = told.image.clone();
        told.image.set("title", json!(title));
        told.image.set("version", json!(before.version() + 1));
        let (id, actor) = (self.source.uuid(), Actor::user(told.user));
        let origin = Origin { traceparent: Some(traceparent.to_owned()), ..Origin::default() };
        let entry = NewEntry::new(id, "deal.updated", "deal", told.record, actor, origin)
            .with_images(before, told.image.clone());
        let (entries, now) = (&[entry], self.source.now());
        let work = |mut tx: TenantTx| async move {
            let appended = log::append(&mut tx, entries, now).await?;
            Ok(tx.finish(appended))
        };
        let appended = self.store.write("loadtest.append", told.tenant, Some(told.user), work).await?;
        self.publish(&appended);
        Ok(clock::micros(now))
    }

    fn publish(&self, entries: &[Entry]) {
        let (Some(bus), Some(notice)) = (&self.bus, Notice::of(entries)) else { return };
        let channel = Notice::channel(notice.tenant);
        let sealed = notice.encode().ok().and_then(|bytes| envelope::seal(&self.keys, &channel, &bytes).ok());
        // What is not announced is found by the heads.
        if let Some(sealed) = sealed {
            let _ = bus.publish(&channel, sealed);
        }
    }
}
