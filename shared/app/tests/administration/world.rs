//! An application on a database of its own, with a clock that is moved by hand, and the people of some tenants.

use std::sync::Arc;

use plenum_app::{
    App,
    access::roles,
    identity::{
        auth::{self, Login, LoginOutcome, Register, SignedIn},
        users::{self, NewMember},
    },
};
use plenum_bus::{Bus, BusEvents, BusOptions, MemoryBroker};
use plenum_shared::{
    Code, Result,
    caller::{Identity, Origin},
    clock::{ManualClock, Source},
    entry::{ACCESS_CHANGED, Entry},
    ids::TenantId,
    secrets::MasterKey,
    tokens::SigningKeys,
};
use plenum_store::{Store, log};
use plenum_testkit_postgres::TestDatabase;
use serde_json::{Map, Value};

pub(crate) const PASSWORD: &str = "a long walk on the quay";

pub(crate) struct World {
    pub(crate) app: App,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) database: TestDatabase,
    keys: (String, MasterKey),
    _events: BusEvents,
}

/// Somebody who has signed in.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) who: Identity,
    pub(crate) email: String,
}

impl World {
    pub(crate) async fn new() -> Self {
        let database = TestDatabase::create().await;
        let clock = Arc::new(ManualClock::at(Source::system().now()));
        let source = Source::with_clock(clock.clone());
        let keys = (SigningKeys::generate_pem(&source).to_string(), MasterKey::generate(&source));
        let (app, events) = node(&database, &keys, &clock).await;
        Self { app, clock, keys, _events: events, database }
    }

    /// Another node of the same installation.
    pub(crate) async fn another_node(&self) -> App {
        node(&self.database, &self.keys, &self.clock).await.0
    }

    /// The administrator of a tenant of their own.
    pub(crate) async fn admin(&self, name: &str) -> Person {
        let registration = Register {
            email: format!("{name}@example.com"),
            password: PASSWORD.to_owned(),
            first_name: name.to_owned(),
            last_name: "Founder".to_owned(),
            company: format!("{name} Limited"),
        };
        let signed_in = auth::register(&self.app, &registration, &origin()).await.expect("registers");
        self.person(&signed_in)
    }

    /// A colleague in a role, signed in.
    pub(crate) async fn member(&self, admin: &Person, name: &str, role: &str) -> Person {
        let email = format!("{name}@example.com");
        let member = NewMember {
            email: email.clone(),
            password: PASSWORD.to_owned(),
            first_name: name.to_owned(),
            last_name: "Colleague".to_owned(),
            role: role.to_owned(),
        };
        users::add(&self.app, &admin.who, member).await.expect("a member");
        self.sign_in(&email, PASSWORD, admin.who.tenant).await.expect("signs in")
    }

    pub(crate) async fn sign_in(&self, email: &str, password: &str, tenant: TenantId) -> Result<Person> {
        let login = Login { email: email.to_owned(), password: password.to_owned(), tenant_id: Some(tenant) };
        match auth::login(&self.app, &login, &origin()).await? {
            LoginOutcome::SignedIn(signed_in) => Ok(self.person(&signed_in)),
            LoginOutcome::SelectTenant(_) => panic!("the tenant was named"),
        }
    }

    pub(crate) fn person(&self, signed_in: &SignedIn) -> Person {
        let who = self.app.identify(&signed_in.tokens.access_token, origin()).expect("a good token");
        Person { who, email: signed_in.user.email.clone() }
    }

    /// A role that the administrator makes of these permissions.
    pub(crate) async fn role(&self, admin: &Person, name: &str, permissions: Value) -> roles::RoleView {
        let body = object(serde_json::json!({ "name": name, "permissions": permissions }));
        roles::create(&self.app, &admin.who, body).await.expect("a role").value
    }

    /// Everything in the log of somebody's tenant.
    pub(crate) async fn log(&self, of: &Person) -> Vec<Entry> {
        let work = |mut tx| async move {
            let entries = log::range(&mut tx, 1, 10_000).await?;
            Ok(tx.finish(entries))
        };
        self.app.store().read("test.log", of.who.tenant, None, work).await.expect("the log")
    }

    /// The last entries of a tenant, which must be of these kinds; the last of them is returned.
    pub(crate) async fn expect_last(&self, of: &Person, kinds: &[&str]) -> Entry {
        let log = self.log(of).await;
        let found: Vec<_> = log[log.len() - kinds.len()..].iter().map(|entry| entry.kind.as_str()).collect();
        assert_eq!(found, kinds);
        for entry in &log {
            let images = format!("{:?}{:?}", entry.before, entry.after);
            assert!(!images.contains("pli_") && !images.contains("$argon2"), "{} holds a secret", entry.kind);
        }
        let last = log.into_iter().next_back().expect("an entry");
        if kinds.contains(&ACCESS_CHANGED) {
            assert_eq!(last.kind, ACCESS_CHANGED);
        }
        last
    }
}

async fn node(
    database: &TestDatabase,
    (pem, master_key): &(String, MasterKey),
    clock: &Arc<ManualClock>,
) -> (App, BusEvents) {
    let source = Source::with_clock(clock.clone());
    let options = BusOptions::new(source.uuid().as_u128());
    let (bus, events) = Bus::start(MemoryBroker::new().driver(), options).expect("a bus");
    let settings = plenum_store::Settings { max_connections: 6, ..plenum_store::Settings::new(database.app_url()) };
    let app = App::new(plenum_app::Parts {
        store: Store::connect(&settings).await.expect("the database"),
        bus,
        signing_keys: SigningKeys::from_pems("https://plenum.test", [pem.as_str()]).expect("keys"),
        master_key: master_key.clone(),
        settings: plenum_app::Settings::default(),
        source,
    });
    (app.expect("an application"), events)
}

/// From somewhere on the network.
pub(crate) fn from(ip: &str) -> Origin {
    Origin { ip: Some(ip.to_owned()), ..origin() }
}

pub(crate) fn origin() -> Origin {
    Origin { request_id: "test".to_owned(), ..Origin::default() }
}

pub(crate) fn object(value: Value) -> Map<String, Value> {
    value.as_object().cloned().expect("an object")
}

/// The code of a refusal.
pub(crate) fn refused<T>(result: Result<T>) -> Code {
    match result {
        Ok(_) => panic!("it was allowed"),
        Err(error) => error.code(),
    }
}

/// Another name for a tenant.
pub(crate) fn named(name: &str) -> plenum_app::platform::own_tenant::TenantChange {
    plenum_app::platform::own_tenant::TenantChange { name: Some(name.to_owned()), settings: None }
}
