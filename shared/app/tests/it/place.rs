//! A place to test in: a database, an application on it, and the people of a tenant.

use plenum_app::{
    App, Parts,
    auth::{self, Login, LoginOutcome, Register},
    members::{self, NewMember},
    records::{self, Found, ListRequest},
};
use plenum_bus::{Bus, BusOptions, MemoryBroker};
use plenum_shared::{
    Code, Error,
    caller::{Identity, Origin},
    catalogue::{Entity, by_segment},
    clock::Source,
    entry::Entry,
    ids::RecordId,
    secrets::MasterKey,
    tokens::SigningKeys,
};
use plenum_store::{Settings, Store, log};
use plenum_testkit_postgres::TestDatabase;
use serde_json::{Map, Value};

const PASSWORD: &str = "a long walk on the quay";

/// The application. Its pool goes before the database does.
pub(crate) struct Place {
    pub(crate) app: App,
    _database: TestDatabase,
}

/// Somebody signed in, and what they do.
#[derive(Clone)]
pub(crate) struct Person<'a> {
    pub(crate) app: &'a App,
    pub(crate) who: Identity,
}

impl Place {
    pub(crate) async fn new() -> Self {
        let database = TestDatabase::create().await;
        let source = Source::system();
        let settings = Settings { max_connections: 6, ..Settings::new(database.app_url()) };
        let (bus, _events) = Bus::start(MemoryBroker::new().driver(), BusOptions::new(1)).expect("a bus");
        let pem = SigningKeys::generate_pem(&source);
        let parts = Parts {
            store: Store::connect(&settings).await.expect("the database"),
            bus,
            signing_keys: SigningKeys::from_pems("https://plenum.test", [pem.as_str()]).expect("keys"),
            master_key: MasterKey::generate(&source),
            source,
            settings: plenum_app::Settings::default(),
        };
        Self { app: App::new(parts).expect("an application"), _database: database }
    }

    /// Somebody with a tenant of their own, which they administer.
    pub(crate) async fn founder(&self, name: &str) -> Person<'_> {
        let registration = Register {
            email: format!("{name}@example.com"),
            password: PASSWORD.to_owned(),
            first_name: name.to_owned(),
            last_name: "Founder".to_owned(),
            company: format!("{name} Limited"),
        };
        let signed_in = auth::register(&self.app, &registration, &origin()).await.expect("registers");
        self.person(&signed_in.tokens.access_token)
    }

    /// A colleague of the founder, signed in.
    pub(crate) async fn colleague(&self, founder: &Person<'_>, name: &str, role: &str) -> Person<'_> {
        let email = format!("{name}@example.com");
        let member = NewMember {
            email: email.clone(),
            password: PASSWORD.to_owned(),
            first_name: name.to_owned(),
            last_name: "Colleague".to_owned(),
            role: role.to_owned(),
        };
        members::add(&self.app, &founder.who, member).await.expect("a member");
        let login = Login { email, password: PASSWORD.to_owned(), tenant_id: None };
        match auth::login(&self.app, &login, &origin()).await.expect("signs in") {
            LoginOutcome::SignedIn(signed_in) => self.person(&signed_in.tokens.access_token),
            LoginOutcome::SelectTenant(_) => panic!("a member of one tenant"),
        }
    }

    fn person(&self, token: &str) -> Person<'_> {
        Person { app: &self.app, who: self.app.identify(token, origin()).expect("a good token") }
    }
}

/// What stands at an address of the catalogue, by the last part of its URL.
pub(crate) fn at(segment: &str) -> &'static Entity {
    by_segment(segment).expect("an address of the catalogue")
}

impl Person<'_> {
    pub(crate) async fn try_create(&self, segment: &str, body: Value) -> Result<Found, Error> {
        records::create(self.app, &self.who, at(segment), fields(body)).await
    }

    pub(crate) async fn create(&self, segment: &str, body: Value) -> Found {
        self.try_create(segment, body).await.expect(segment)
    }

    pub(crate) async fn try_patch(&self, segment: &str, id: RecordId, body: Value) -> Result<Found, Error> {
        records::patch(self.app, &self.who, at(segment), id, None, fields(body)).await
    }

    pub(crate) async fn patch(&self, segment: &str, id: RecordId, body: Value) -> Found {
        self.try_patch(segment, id, body).await.expect(segment)
    }

    pub(crate) async fn try_delete(&self, segment: &str, id: RecordId) -> Result<Found, Error> {
        records::delete(self.app, &self.who, at(segment), id, None).await
    }

    pub(crate) async fn try_restore(&self, segment: &str, id: RecordId) -> Result<Found, Error> {
        records::restore(self.app, &self.who, at(segment), id).await
    }

    pub(crate) async fn try_get(&self, segment: &str, id: RecordId) -> Result<Found, Error> {
        records::get(self.app, &self.who, at(segment), id).await
    }

    /// One field of a record.
    pub(crate) async fn value(&self, segment: &str, id: RecordId, field: &str) -> Value {
        self.try_get(segment, id).await.expect(segment).record[field].clone()
    }

    /// The ids of everything at an address.
    pub(crate) async fn ids(&self, segment: &str) -> Vec<String> {
        let request = ListRequest { limit: Some(200), cursor: None };
        let listing = records::list(self.app, &self.who, at(segment), &request).await.expect(segment);
        listing.records.iter().map(|record| record["id"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// The types of the log's entries about a record, oldest first.
    pub(crate) async fn kinds(&self, id: RecordId) -> Vec<String> {
        let work = |mut tx| async move {
            let entries = log::range(&mut tx, 1, 1_000).await?;
            Ok(tx.finish(entries))
        };
        let entries: Vec<Entry> =
            self.app.store().read("test.log", self.who.tenant, None, work).await.expect("the log");
        entries.into_iter().filter(|entry| entry.record == id).map(|entry| entry.kind).collect()
    }
}

/// The code of an error, and the field it is about.
pub(crate) fn refusal(outcome: Result<Found, Error>) -> (Code, String) {
    let error = outcome.expect_err("refused");
    (error.code(), error.fields().first().map(|field| field.pointer.clone()).unwrap_or_default())
}

fn fields(body: Value) -> Map<String, Value> {
    match body {
        Value::Object(fields) => fields,
        other => panic!("not the fields of a record: {other}"),
    }
}

fn origin() -> Origin {
    Origin { request_id: "test".to_owned(), ..Origin::default() }
}
