//! Appends entries directly to the change log, to load delivery without loading REST.
//!
//! An append is the last statement of a write, followed by the same notice on the bus. It is only for a private
//! installation, because the record itself does not change and then differs from the log.

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

/// The addresses and keys of the services behind the nodes.
#[derive(Clone)]
pub struct Backend {
    pub database_url: String,
    pub redis_url: Option<String>,
    pub master_key: MasterKey,
}

/// Appends entries for all lanes.
#[derive(Clone)]
pub struct Appender {
    store: Store,
    /// `None` without Redis: the hubs then find the entries when they poll the heads.
    bus: Option<Bus>,
    keys: BusKeys,
    source: Source,
}

/// The record whose changes a lane appends, with its latest image.
#[derive(Debug, Clone)]
pub struct AppendedRecord {
    tenant: TenantId,
    user: UserId,
    record: RecordId,
    image: Image,
}

impl Appender {
    pub async fn connect(backend: &Backend, lanes: u32, source: &Source) -> Result<Self> {
        let settings = plenum_store::Settings {
            max_connections: lanes.clamp(2, 50),
            ..plenum_store::Settings::new(&backend.database_url)
        };
        let store = Store::connect(&settings).await.map_err(Failure::new)?;
        let bus = match &backend.redis_url {
            None => None,
            Some(url) => {
                let driver = RedisDriver::new(&RedisSettings::new(url)).map_err(Failure::new)?;
                let options = BusOptions::new(source.uuid().as_u128());
                let (bus, mut events) = Bus::start(driver, options).map_err(Failure::new)?;
                // A bus without a consumer of its events counts as stuck. The task ends with the bus.
                tokio::spawn(async move { while events.recv().await.is_some() {} });
                bus.up().await;
                Some(bus)
            }
        };
        let keys = BusKeys::new(BusKey::new(backend.master_key.derive(label::BUS)));
        Ok(Self { store, bus, keys, source: source.clone() })
    }

    /// Looks up the deal whose changes a lane will append.
    pub async fn look_up_record(&self, tenant: &str, user: &str, deal: &str) -> Result<AppendedRecord> {
        let id =
            |text: &str| text.parse::<plenum_shared::ids::TenantId>().map_err(|_| Failure::new("an id is not one"));
        let (tenant, user, record) = (id(tenant)?, UserId::from(id(user)?.uuid()), RecordId::from(id(deal)?.uuid()));
        let work = |mut tx: TenantTx| async move {
            let image = records::get(&mut tx, &plenum_sales::DEAL, record, Deleted::Exclude, Lock::None).await?;
            Ok(tx.finish(image))
        };
        let image = self.store.read("loadtest.look_up_record", tenant, Some(user), work).await.map_err(Failure::new)?;
        let image = image.ok_or_else(|| Failure::new("the deal to append about does not exist"))?;
        Ok(AppendedRecord { tenant, user, record, image })
    }

    /// Appends one change, and returns its timestamp by the local clock, in microseconds since 1970.
    pub async fn append(
        &self,
        record: &mut AppendedRecord,
        title: &str,
        traceparent: &str,
    ) -> plenum_shared::Result<i64> {
        let before = record.image.clone();
        record.image.set("title", json!(title));
        record.image.set("version", json!(before.version() + 1));
        let (id, actor) = (self.source.uuid(), Actor::user(record.user));
        let origin = Origin { traceparent: Some(traceparent.to_owned()), ..Origin::default() };
        let entry = NewEntry::new(id, "deal.updated", "deal", record.record, actor, origin)
            .with_images(before, record.image.clone());
        let (entries, now) = (&[entry], self.source.now());
        let work = |mut tx: TenantTx| async move {
            let appended = log::append(&mut tx, entries, now).await?;
            Ok(tx.finish(appended))
        };
        let appended = self.store.write("loadtest.append", record.tenant, Some(record.user), work).await?;
        self.publish(&appended);
        Ok(clock::micros(now))
    }

    fn publish(&self, entries: &[Entry]) {
        let (Some(bus), Some(notice)) = (&self.bus, Notice::of(entries)) else { return };
        let channel = Notice::channel(notice.tenant);
        let sealed = notice.encode().ok().and_then(|bytes| envelope::seal(&self.keys, &channel, &bytes).ok());
        // Without a notice the hubs find the entry when they poll the heads.
        if let Some(sealed) = sealed {
            let _ = bus.publish(&channel, sealed);
        }
    }
}
