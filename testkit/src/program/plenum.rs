//! A whole installation: the processes, their database and Redis, and the check of their logs at the end.

mod secrets;
mod setup;

use plenum_app::App;
use plenum_bus::MemoryBroker;
use plenum_shared::{clock::Source, cursor::CursorSealer};

pub use secrets::Secrets;
pub use setup::Setup;
use setup::{KeyFiles, Postgres, Redis};

use crate::{
    app::{Installation, Keys, TestBus},
    http::Client,
    postgres::{Cluster, TestDatabase},
    program::process::{self, Node},
    redis::RedisServer,
};

/// A running installation with a database of its own.
pub struct Plenum {
    setup: Setup,
    nodes: Vec<Node>,
    /// Processes that were replaced; their logs count too.
    past: Vec<Node>,
    redis: Option<RedisServer>,
    database: TestDatabase,
    postgres: Option<Cluster>,
    keys: KeyFiles,
    secrets: Secrets,
}

impl Plenum {
    /// An installation of this program: the path of its binary. One process on the in-process bus, unless more is
    /// configured.
    pub fn of(program: &'static str) -> Setup {
        Setup::new(program)
    }

    /// The process that answers REST.
    pub fn api(&self) -> &Node {
        self.role(&["api", "serve"], 0)
    }

    /// A process that serves hubs.
    pub fn hub(&self, index: usize) -> &Node {
        self.role(&["hub", "serve"], index)
    }

    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    pub fn nodes_mut(&mut self) -> &mut [Node] {
        &mut self.nodes
    }

    pub fn hub_mut(&mut self, index: usize) -> &mut Node {
        let at = self.place(&["hub", "serve"], index);
        &mut self.nodes[at]
    }

    /// The worker process.
    pub fn worker_mut(&mut self) -> &mut Node {
        let at = self.place(&["worker", "serve"], 0);
        &mut self.nodes[at]
    }

    /// Replaces a process that ended by a new one of the same role, on a new port.
    pub async fn restart_hub(&mut self, index: usize) {
        self.restart(self.place(&["hub", "serve"], index)).await;
    }

    pub async fn restart_worker(&mut self) {
        self.restart(self.place(&["worker", "serve"], 0)).await;
    }

    async fn restart(&mut self, at: usize) {
        let role = self.nodes[at].role().to_owned();
        let new = Node::start(self.setup.program, &role, &self.settings()).await;
        self.past.push(std::mem::replace(&mut self.nodes[at], new));
    }

    pub fn redis(&mut self) -> &mut RedisServer {
        self.redis.as_mut().expect("an installation with Redis")
    }

    pub fn redis_url(&self) -> Option<String> {
        self.redis.as_ref().map(RedisServer::url)
    }

    /// The database server, when the installation has its own.
    pub fn postgres(&self) -> &Cluster {
        self.postgres.as_ref().expect("an installation with a PostgreSQL of its own")
    }

    pub fn database(&self) -> &TestDatabase {
        &self.database
    }

    /// REST without a token.
    pub fn anonymous(&self) -> Client {
        Client::new(self.api().address(), self.secrets.clone())
    }

    /// Seals and opens the cursors of this installation.
    pub fn cursors(&self) -> CursorSealer {
        CursorSealer::new(self.keys.keys.master().derive(plenum_shared::secrets::label::CURSOR))
    }

    /// The keys of this installation: for tokens that it would never issue.
    pub fn keys(&self) -> &Keys {
        &self.keys.keys
    }

    /// The application as one more process, beside those under test.
    pub async fn another_process(&self) -> App {
        let bus = self.redis_url().map_or_else(|| TestBus::Memory(MemoryBroker::new()), TestBus::Redis);
        let keys = self.keys.keys.clone();
        Installation::new(self.database.app_url(), bus, keys, Source::system()).writer(2).await
    }

    /// Texts that no process may log.
    pub fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// Runs another command of the program with the settings of this installation, changed as given.
    pub async fn run(&self, arguments: &[&str], changes: &[(&str, &str)]) -> (std::process::ExitStatus, Vec<String>) {
        let mut settings = self.settings();
        for (name, value) in changes {
            settings.retain(|(known, _)| known != name);
            settings.push(((*name).to_owned(), (*value).to_owned()));
        }
        process::run(self.setup.program, arguments, &settings).await
    }

    /// The settings that every process of the installation is started with.
    pub fn settings(&self) -> Vec<(String, String)> {
        self.setup.settings(&self.database, self.redis_url().as_deref(), &self.keys)
    }

    /// Every line of every process so far.
    pub fn said(&self) -> Vec<String> {
        self.past.iter().chain(&self.nodes).flat_map(|node| node.output().lines()).collect()
    }

    fn role(&self, roles: &[&str], index: usize) -> &Node {
        &self.nodes[self.place(roles, index)]
    }

    fn place(&self, roles: &[&str], index: usize) -> usize {
        let fitting = self.nodes.iter().enumerate().filter(|(_, node)| roles.contains(&node.role()));
        fitting.map(|(at, _)| at).nth(index).unwrap_or_else(|| panic!("there is no process {index} of {roles:?}"))
    }
}

impl Setup {
    /// Starts all of it, and waits until every process is ready.
    pub async fn start(self) -> Plenum {
        let (postgres, database) = match self.postgres {
            Postgres::Shared => (None, TestDatabase::create().await),
            Postgres::Own => {
                let cluster = Cluster::private().await;
                let database = cluster.database().await;
                (Some(cluster), database)
            }
        };
        let redis = (self.redis == Redis::With).then(RedisServer::start);
        let keys = KeyFiles::make();
        let secrets = Secrets::default();
        secrets.add(&keys.keys.master_base64);
        // Data has no place in a log either; what tests write into records begins so.
        secrets.add("CANARY");
        let settings = self.settings(&database, redis.as_ref().map(RedisServer::url).as_deref(), &keys);
        let starting = self.roles.iter().map(|role| Node::start(self.program, role, &settings));
        let nodes = futures::future::join_all(starting).await;
        let plenum = Plenum { setup: self, nodes, past: Vec::new(), redis, database, postgres, keys, secrets };
        for node in &plenum.nodes {
            let client = plenum.anonymous().at(node.address());
            crate::wait::wait_until("the process to be ready", crate::wait::PATIENCE, async || {
                client.get("/health/ready").await.status == 200
            })
            .await;
        }
        plenum
    }
}

impl Drop for Plenum {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        for line in self.said() {
            assert!(!line.contains("panicked at"), "a process panicked: {line}");
            if let Some(secret) = self.secrets.found_in(&line) {
                panic!("a process logged a secret ({secret}): {line}");
            }
        }
    }
}
