//! A place to test in: one database, one bus, as many nodes as wanted, and the people of a tenant.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use plenum_app::{
    App,
    access::teams,
    identity::{
        auth::{self, Login, LoginOutcome, Register},
        users::{self, NewMember},
    },
    records,
};
use plenum_bus::{Bus, BusEvents, BusOptions, MemoryBroker, RedisDriver, RedisSettings};
use plenum_hub::{HubNode, Parts, Settings};
use plenum_shared::{
    caller::{Identity, Origin},
    catalogue,
    clock::Source,
    ids::{RecordId, TeamId, UserId},
    secrets::MasterKey,
    tokens::SigningKeys,
};
use plenum_store::{Store, access::roles};
use plenum_testkit_postgres::TestDatabase;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio_util::task::AbortOnDropHandle;

const PASSWORD: &str = "a long walk on the quay";

/// Which bus the nodes of a place share.
pub(crate) enum Wires {
    Memory(MemoryBroker),
    Redis(String),
}

pub(crate) struct Place {
    pub(crate) database: TestDatabase,
    source: Source,
    wires: Wires,
    master_key: String,
    signing_key: String,
}

/// One hub node with its own store, bus and listener.
pub(crate) struct Node {
    pub(crate) app: App,
    pub(crate) hub: HubNode,
    pub(crate) address: SocketAddr,
    _listener: AbortOnDropHandle<()>,
}

/// Somebody who has signed in.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) who: Identity,
    pub(crate) token: String,
}

impl Place {
    pub(crate) async fn new() -> Self {
        Self::with(Wires::Memory(MemoryBroker::new())).await
    }

    pub(crate) async fn with(wires: Wires) -> Self {
        Self::of(wires, TestDatabase::create().await)
    }

    /// A place on a database of a cluster of its own.
    pub(crate) fn on(database: TestDatabase) -> Self {
        Self::of(Wires::Memory(MemoryBroker::new()), database)
    }

    fn of(wires: Wires, database: TestDatabase) -> Self {
        let source = Source::system();
        Self {
            database,
            wires,
            master_key: MasterKey::generate(&source).to_base64().to_string(),
            signing_key: SigningKeys::generate_pem(&source).to_string(),
            source,
        }
    }

    pub(crate) fn broker(&self) -> &MemoryBroker {
        match &self.wires {
            Wires::Memory(broker) => broker,
            Wires::Redis(_) => panic!("this place is on redis"),
        }
    }

    pub(crate) async fn node(&self) -> Node {
        self.node_with(Settings::default()).await
    }

    /// A node with these settings, its times shortened where a test would otherwise wait.
    pub(crate) async fn node_with(&self, settings: Settings) -> Node {
        let settings = Settings { poll_every: Duration::from_millis(200), ..settings };
        let (bus, bus_events) = self.bus();
        let app = self.app(bus).await;
        let hub = HubNode::start(Parts { app: app.clone(), bus_events, settings });
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let router = Router::new().nest("/hubs", hub.router());
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.expect("serves") });
        Node { app, hub, address, _listener: AbortOnDropHandle::new(serving) }
    }

    /// A process that writes and has no readers.
    pub(crate) async fn writer(&self) -> App {
        let (bus, _events) = self.bus();
        bus.up().await;
        self.app(bus).await
    }

    /// A bus of its own in this place, for somebody who is no node.
    pub(crate) fn bus(&self) -> (Bus, BusEvents) {
        let options = BusOptions::new(self.source.uuid().as_u128()).probe_every(Duration::from_millis(100));
        match &self.wires {
            Wires::Memory(broker) => Bus::start(broker.driver(), options),
            Wires::Redis(url) => {
                Bus::start(RedisDriver::new(&RedisSettings::new(url.as_str())).expect("a url"), options)
            }
        }
        .expect("a bus")
    }

    async fn app(&self, bus: Bus) -> App {
        let settings =
            plenum_store::Settings { max_connections: 8, ..plenum_store::Settings::new(self.database.app_url()) };
        let store = Store::connect(&settings).await.expect("the database");
        App::new(plenum_app::Parts {
            store,
            bus,
            source: self.source.clone(),
            signing_keys: SigningKeys::from_pems("https://plenum.test", [self.signing_key.as_str()]).expect("keys"),
            master_key: MasterKey::from_base64(&self.master_key).expect("a master key"),
            settings: plenum_app::Settings::default(),
        })
        .expect("an application")
    }
}

fn origin() -> Origin {
    Origin { request_id: "test".to_owned(), ..Origin::default() }
}

/// Somebody with a tenant of their own.
pub(crate) async fn founder(app: &App, name: &str) -> Person {
    let registration = Register {
        email: format!("{name}@example.com"),
        password: PASSWORD.to_owned(),
        first_name: name.to_owned(),
        last_name: "Founder".to_owned(),
        company: format!("{name} Limited"),
    };
    let signed_in = auth::register(app, &registration, &origin()).await.expect("registers");
    person(app, signed_in.tokens.access_token)
}

/// A colleague of the founder, signed in.
pub(crate) async fn colleague(app: &App, founder: &Person, name: &str, role: &str) -> Person {
    let email = format!("{name}@example.com");
    let member = NewMember {
        email: email.clone(),
        password: PASSWORD.to_owned(),
        first_name: name.to_owned(),
        last_name: "Colleague".to_owned(),
        role: role.to_owned(),
    };
    users::add(app, &founder.who, member).await.expect("a member");
    sign_in(app, &email).await
}

pub(crate) async fn sign_in(app: &App, email: &str) -> Person {
    let login = Login { email: email.to_owned(), password: PASSWORD.to_owned(), tenant_id: None };
    match auth::login(app, &login, &origin()).await.expect("signs in") {
        LoginOutcome::SignedIn(signed_in) => person(app, signed_in.tokens.access_token),
        LoginOutcome::SelectTenant(_) => panic!("a member of one tenant"),
    }
}

fn person(app: &App, token: String) -> Person {
    Person { who: app.identify(&token, origin()).expect("a good token"), token }
}

/// Makes a deal; `with` holds more of its fields.
pub(crate) async fn deal(app: &App, by: &Person, title: &str, with: Value) -> records::RecordView {
    let Value::Object(mut body) = with else { panic!("fields of a deal") };
    body.insert("title".to_owned(), json!(title));
    records::create(app, &by.who, catalogue::by_name("deal").expect("deals"), body).await.expect("a deal")
}

pub(crate) async fn change(app: &App, by: &Person, deal: RecordId, patch: Value) {
    let Value::Object(patch) = patch else { panic!("a patch") };
    let entity = catalogue::by_name("deal").expect("deals");
    records::patch(app, &by.who, entity, deal, None, patch).await.expect("the deal changes");
}

pub(crate) async fn team(app: &App, by: &Person, name: &str, with: &[UserId]) -> TeamId {
    let team = teams::create(app, &by.who, name).await.expect("a team").value.id;
    for member in with {
        users::join_team(app, &by.who, *member, team).await.expect("joins");
    }
    team
}

pub(crate) async fn give_role(app: &App, by: &Person, to: UserId, key: &str) {
    let work = |mut tx| async move {
        let role = roles::by_key(&mut tx, key).await?;
        Ok(tx.finish(role))
    };
    let role = app.store().read("test.role", by.who.tenant, None, work).await.expect("a read").expect("the role");
    users::set_role(app, &by.who, to, role).await.expect("the role changes");
}

/// Waits until something holds.
pub(crate) async fn until(what: &str, condition: impl Fn() -> bool) {
    let waiting = async {
        while !condition() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), waiting).await.unwrap_or_else(|_| panic!("never came true: {what}"));
}

/// A node's clone for a task of its own.
pub(crate) fn shared(node: Node) -> Arc<Node> {
    Arc::new(node)
}
