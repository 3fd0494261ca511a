//! The example bridge, against a push service that fails now and then: killed and started again, it misses nothing.

use std::{
    net::SocketAddr,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
};

use axum::{Json, Router, extract::State, routing::post};
use http::{HeaderMap, StatusCode};
use plenum_testkit::{
    Plenum,
    wait::{PATIENCE, wait_until},
};
use serde_json::Value;

use super::{Machine, uuid};
use crate::plenum;

/// A push service that refuses every seventh push.
#[derive(Clone, Default)]
struct Service {
    taken: Arc<Mutex<Vec<Value>>>,
    requests: Arc<AtomicU32>,
}

impl Service {
    async fn start(&self) -> SocketAddr {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let router = Router::new().route("/push", post(Self::push)).with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        address
    }

    async fn push(State(service): State<Self>, headers: HeaderMap, Json(body): Json<Value>) -> StatusCode {
        if service.requests.fetch_add(1, Ordering::Relaxed) % 7 == 6 {
            return StatusCode::SERVICE_UNAVAILABLE;
        }
        let key = headers.get("idempotency-key").and_then(|key| key.to_str().ok());
        assert_eq!(key, body["event"]["id"].as_str(), "a repeated event has the same key");
        service.taken.lock().expect("unpoisoned").push(body["event"].clone());
        StatusCode::NO_CONTENT
    }

    /// The ids of what was pushed, each where it came first.
    fn ids(&self) -> Vec<String> {
        let mut ids = Vec::new();
        for event in self.taken.lock().expect("unpoisoned").iter() {
            let id = event["id"].as_str().expect("an id").to_owned();
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }
}

/// The example as a reader would run it, in a folder with its one library.
struct Bridge {
    process: Child,
    folder: PathBuf,
}

impl Bridge {
    fn start(plenum: &Plenum, machine: &Machine, push: SocketAddr) -> Self {
        Self::start_with(plenum, machine, push, 1_000)
    }

    fn start_with(plenum: &Plenum, machine: &Machine, push: SocketAddr, most_waiting: usize) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let folder = std::env::temp_dir().join(format!("plenum-bridge-{}", uuid()));
        std::fs::create_dir(&folder).expect("a folder");
        std::fs::copy(root.join("examples/bridge/bridge.mjs"), folder.join("bridge.mjs")).expect("the example");
        let libraries =
            root.join("testkit/js/node_modules").canonicalize().expect("`make test` has installed the client");
        symlink(libraries, folder.join("node_modules")).expect("the libraries");
        let process = Command::new("node")
            .arg(folder.join("bridge.mjs"))
            .env("PLENUM_URL", format!("http://{}", plenum.hub(0).address()))
            .env("CLIENT_ID", &machine.id)
            .env("CLIENT_SECRET", &machine.secret)
            .env("PUSH_URL", format!("http://{push}/push"))
            .env("MOST_WAITING", most_waiting.to_string())
            .stdin(Stdio::null())
            .spawn()
            .expect("Node.js must be installed to run these tests");
        Self { process, folder }
    }

    fn terminate(&mut self) -> std::process::ExitStatus {
        let id = self.process.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status();
        assert!(sent.is_ok_and(|status| status.success()));
        self.process.wait().expect("it ends")
    }
}

impl Drop for Bridge {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bridge_that_is_killed_and_started_again_misses_nothing() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let machine = Machine::of(&admin, "read_only").await;
    plenum.secrets().add(&machine.secret);
    let service = Service::default();
    let push = service.start().await;
    let pushed = async |count: usize| {
        wait_until(&format!("{count} pushes"), PATIENCE, async || service.ids().len() >= count).await;
    };

    // From before the bridge ran for the first time, because its account was there.
    let first = admin.deal("first").await;
    let mut bridge = Bridge::start(&plenum, &machine, push);
    pushed(1).await;
    for number in 0..10 {
        admin.change_deal(&first, serde_json::json!({ "title": format!("change {number}") })).await;
    }
    pushed(5).await;
    drop(bridge);
    for number in 0..10 {
        admin.deal(&format!("while it was dead {number}")).await;
    }
    bridge = Bridge::start(&plenum, &machine, push);
    pushed(15).await;
    drop(bridge);
    bridge = Bridge::start(&plenum, &machine, push);
    admin.deal("last").await;
    pushed(22).await;

    let due = |entry: &&plenum_testkit::history::Logged| entry.entity == "deal";
    let log: Vec<_> = plenum.log(admin.tenant).await.iter().filter(due).map(|entry| entry.id.to_string()).collect();
    assert_eq!(service.ids(), log, "all of it, once repeats are put aside, and in order");
    assert!(bridge.terminate().success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bridge_whose_requests_are_smaller_than_its_backlog_catches_up() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let machine = Machine::of(&admin, "read_only").await;
    plenum.secrets().add(&machine.secret);
    for number in 0..40 {
        admin.deal(&format!("deal {number}")).await;
    }
    let service = Service::default();
    let push = service.start().await;
    let mut bridge = Bridge::start_with(&plenum, &machine, push, 8);
    wait_until("all of it", PATIENCE, async || service.ids().len() >= 40).await;
    let pushed = service.taken.lock().expect("unpoisoned").len();
    assert_eq!(pushed, 40, "what was pushed is acknowledged before the next connection brings more");
    assert!(bridge.terminate().success());
}
