//! An application on a database of its own, with a clock that is moved by hand.

use std::sync::Arc;

use plenum_app::{
    App, Parts, Settings,
    identity::{
        auth::{self, Login, LoginOutcome, Register, SignedIn},
        users::{self, NewMember},
    },
    records,
};
use plenum_bus::{Bus, BusOptions, MemoryBroker};
use plenum_shared::{
    Result,
    caller::{Identity, Origin},
    catalogue,
    clock::{ManualClock, Source},
    entry::Entry,
    ids::RecordId,
    secrets::MasterKey,
    tokens::SigningKeys,
};
use plenum_store::{Store, TenantTx, log};
use plenum_testkit_postgres::TestDatabase;
use serde_json::Value;
use time::macros::datetime;

/// The database goes last.
pub(crate) struct World {
    pub app: App,
    pub clock: Arc<ManualClock>,
    _database: TestDatabase,
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::with_connections(20).await
    }

    /// One whose application has so many connections to the database.
    pub(crate) async fn with_connections(max_connections: u32) -> Self {
        let database = TestDatabase::create().await;
        let clock = Arc::new(ManualClock::at(datetime!(2026-05-06 07:08:09 UTC)));
        let source = Source::with_clock(clock.clone());
        let reach = plenum_store::Settings { max_connections, ..plenum_store::Settings::new(database.app_url()) };
        let store = Store::connect(&reach).await.expect("the store connects");
        let options = BusOptions::new(source.uuid().as_u128());
        let (bus, _) = Bus::start(MemoryBroker::new().driver(), options).expect("a bus");
        let pem = SigningKeys::generate_pem(&source);
        let signing_keys = SigningKeys::from_pems("test", [pem.as_str()]).expect("a key");
        let master_key = MasterKey::generate(&source);
        let parts = Parts { store, bus, source, signing_keys, master_key, settings: Settings::default() };
        Self { app: App::new(parts).expect("an application"), clock, _database: database }
    }

    /// A new tenant, and its administrator.
    pub(crate) async fn admin(&self) -> (Identity, SignedIn) {
        let registration = Register {
            email: format!("{}@example.com", self.app.source().uuid().simple()),
            password: "tulip-harbor-42".to_owned(),
            first_name: "Ada".to_owned(),
            last_name: "L".to_owned(),
            company: "Acme".to_owned(),
        };
        let origin = Origin::default();
        let signed_in = auth::register(&self.app, &registration, &origin).await.expect("a tenant");
        let who = self.app.identify(&signed_in.tokens.access_token, origin).expect("an identity");
        (who, signed_in)
    }

    /// A further member of the administrator's tenant, in this role.
    pub(crate) async fn member(&self, admin: &Identity, role: &str) -> Identity {
        let email = format!("{}@example.com", self.app.source().uuid().simple());
        let password = "tulip-harbor-42".to_owned();
        let new = NewMember {
            email: email.clone(),
            password: password.clone(),
            first_name: "Max".to_owned(),
            last_name: "M".to_owned(),
            role: role.to_owned(),
        };
        users::add(&self.app, admin, new).await.expect("a member");
        let login = Login { email, password, tenant_id: Some(admin.tenant) };
        match auth::login(&self.app, &login, &Origin::default()).await.expect("signs in") {
            LoginOutcome::SignedIn(signed_in) => {
                self.app.identify(&signed_in.tokens.access_token, Origin::default()).expect("an identity")
            }
            LoginOutcome::SelectTenant(_) => panic!("a new member belongs to one tenant"),
        }
    }

    pub(crate) async fn create(&self, who: &Identity, entity: &str, fields: Value) -> Result<records::RecordView> {
        let entity = catalogue::by_name(entity).expect("an entity");
        records::create(&self.app, who, entity, fields.as_object().cloned().unwrap_or_default()).await
    }

    pub(crate) async fn delete(&self, who: &Identity, entity: &str, id: RecordId) -> Result<records::RecordView> {
        records::delete(&self.app, who, catalogue::by_name(entity).expect("an entity"), id, None).await
    }

    /// The whole log of a tenant.
    pub(crate) async fn log(&self, who: &Identity) -> Vec<Entry> {
        let work = |mut tx: TenantTx| async move {
            let entries = log::range(&mut tx, 1, 10_000).await?;
            Ok(tx.finish(entries))
        };
        self.app.store().read("test.log", who.tenant, None, work).await.expect("the log")
    }
}
