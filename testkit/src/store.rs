//! The first layer: a store on a database of its own, and tenants in it that are made through the store itself.

use std::time::Duration;

use plenum_shared::{
    access::SystemRole,
    actor::Actor,
    caller::Origin,
    catalogue::{Entity, format_timestamp},
    clock::Source,
    entry::NewEntry,
    ids::{RecordId, TenantId, UserId},
    image::Image,
    plan::Plan,
};
use plenum_store::{
    Settings, Store,
    access::roles,
    identity::{people, users},
    platform::tenants::{self, NewTenant},
    records,
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{catalogue, postgres::TestDatabase};

/// A store connected as the restricted role. Its pool goes before the database does.
pub struct TestStore {
    pub store: Store,
    pub source: Source,
    pub database: TestDatabase,
}

/// A tenant with an administrator, a pipeline and a stage.
#[derive(Clone, Copy)]
pub struct TestTenant {
    pub tenant: TenantId,
    pub admin: UserId,
    pub pipeline: RecordId,
    pub stage: RecordId,
}

pub fn entity(name: &str) -> &'static Entity {
    catalogue().by_name(name).expect("an entity of the catalogue")
}

impl TestStore {
    pub async fn new() -> Self {
        Self::with_connections(10).await
    }

    pub async fn with_connections(max_connections: u32) -> Self {
        Self::on(TestDatabase::create().await, max_connections).await
    }

    pub async fn on(database: TestDatabase, max_connections: u32) -> Self {
        let acquire_timeout = Duration::from_secs(20);
        let settings = Settings { max_connections, acquire_timeout, ..Settings::new(database.app_url()) };
        let store = Store::connect(&settings).await.expect("the store connects");
        Self { store, source: Source::system(), database }
    }

    pub async fn tenant(&self, slug: &str) -> TestTenant {
        let (tenant, admin) = (TenantId::from(self.source.uuid()), UserId::from(self.source.uuid()));
        let made = TestTenant { tenant, admin, pipeline: self.record_id(), stage: self.record_id() };
        let email = format!("admin@{slug}.example");
        let pipeline = self.image(made.pipeline, json!({"name": "Sales", "isDefault": true, "position": 0}));
        let stage =
            json!({"pipelineId": made.pipeline, "name": "New", "position": 0, "probability": 10, "kind": "open"});
        let stage = self.image(made.stage, stage);
        let (email, pipeline, stage) = (&email, &pipeline, &stage);
        let work = |mut tx: plenum_store::TenantTx| async move {
            let now = self.source.now();
            assert!(tenants::create(&mut tx, &NewTenant { name: slug, slug, plan: Plan::Free }, now).await?);
            let system: Vec<_> = SystemRole::ALL.map(|role| (role, self.source.uuid().into())).to_vec();
            roles::insert_system(&mut tx, catalogue(), &system, now).await?;
            let person =
                people::NewPerson { user: admin, email, password_hash: "phc", first_name: "Ada", last_name: "L" };
            assert!(people::create(&mut tx, &person, now).await?);
            users::insert(&mut tx, admin, system[0].1, now).await?;
            records::insert(&mut tx, entity("pipeline"), pipeline).await?;
            records::insert(&mut tx, entity("stage"), stage).await?;
            Ok(tx.finish(()))
        };
        self.store.write("test.tenant", tenant, None, work).await.expect("a tenant");
        made
    }

    /// A record as the application would make it: the given fields, and those of every record.
    pub fn image(&self, id: RecordId, fields: Value) -> Image {
        let now = format_timestamp(self.source.now());
        let mut image = Image::from(fields.as_object().cloned().unwrap_or_default());
        let system = json!({"id": id, "version": 1, "createdAt": now, "createdBy": null, "updatedAt": now,
            "updatedBy": null, "deletedAt": null, "deletedBy": null});
        image.apply(system.as_object().cloned().unwrap_or_default());
        image
    }

    /// A deal of the tenant, not yet stored.
    pub fn deal(&self, of: TestTenant, title: &str) -> Image {
        let fields = json!({"title": title, "accountId": null, "contactId": null, "value": null, "pipelineId": of.pipeline, "stageId": of.stage,
            "status": "open", "expectedCloseDate": null, "closedAt": null, "description": null,
            "ownerId": of.admin, "teamId": null});
        self.image(self.record_id(), fields)
    }

    /// An entry about a record, without images.
    pub fn entry(&self, kind: &str, record: Uuid) -> NewEntry {
        NewEntry {
            id: self.source.uuid().into(),
            kind: kind.to_owned(),
            entity: "deal".to_owned(),
            record: record.into(),
            actor: Actor::SYSTEM,
            recipient: None,
            before: None,
            after: None,
            origin: Origin { request_id: "test".to_owned(), ..Origin::default() },
            cause: None,
            depth: 0,
            change_set: None,
            added_records: 0,
        }
    }

    pub fn record_id(&self) -> RecordId {
        self.source.uuid().into()
    }
}
