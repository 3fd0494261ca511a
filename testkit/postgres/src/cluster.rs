//! A PostgreSQL cluster: the one that all tests share, or a private one that a test may damage.
//!
//! The shared cluster is in a folder of the temporary directory, named for this checkout. Two lock files coordinate the
//! processes; the kernel releases both when a process ends. `lock` is held while a process starts or stops the server.
//! `in-use` is held, shared, by every process that uses the server. The watchdog waits until no process holds `in-use`,
//! then takes both locks and stops the server.

use std::{
    fs::File,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicU32, Ordering},
};

use sqlx::{AssertSqlSafe, Connection};
use tokio::sync::OnceCell;

use crate::{
    database::{TestDatabase, connect, url},
    server::{Durability, Server},
};

static SHARED: OnceCell<Cluster> = OnceCell::const_new();
static PRIVATE: AtomicU32 = AtomicU32::new(0);

/// A running cluster. A private one is stopped and removed within seconds after it is dropped.
#[derive(Debug)]
pub struct Cluster {
    server: Server,
    template: String,
    lifetime: Lifetime,
    /// Held for as long as this process uses the cluster.
    _in_use: File,
}

/// Whether a cluster is shared by all tests or private to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lifetime {
    Shared,
    Private,
}

impl Cluster {
    /// The cluster that all test processes of this checkout share. It does not sync to disk.
    pub async fn shared() -> &'static Self {
        SHARED.get_or_init(|| Self::open(folder("shared"), Lifetime::Shared)).await
    }

    /// A durable private cluster, which the test may kill, restart or fail over. It takes about two seconds to start.
    pub async fn private() -> Self {
        let number = PRIVATE.fetch_add(1, Ordering::Relaxed);
        Self::open(folder(&format!("private-{}-{number}", process::id())), Lifetime::Private).await
    }

    /// A fresh, migrated database in this cluster.
    pub async fn database(&self) -> TestDatabase {
        TestDatabase::copy_template(self, &self.template).await
    }

    /// Kills the server like a power failure. It does not restart by itself.
    pub async fn kill(&self) {
        self.private_only();
        self.server.kill().await;
    }

    /// Starts the server again on its old port, with all committed data.
    pub async fn start(&self) {
        self.private_only();
        self.server.start().await;
    }

    /// Stops the server, starts it as a standby and promotes it: the same data on a new timeline.
    pub async fn fail_over(&self) {
        self.private_only();
        self.server.fail_over().await;
    }

    pub(crate) fn address(&self) -> String {
        self.server.address()
    }

    pub(crate) fn lifetime(&self) -> Lifetime {
        self.lifetime
    }

    fn private_only(&self) {
        assert_eq!(self.lifetime, Lifetime::Private, "other tests use the shared cluster too");
    }

    async fn open(folder: PathBuf, lifetime: Lifetime) -> Self {
        std::fs::create_dir_all(&folder).expect("a folder for the cluster");
        let lock = locked(folder.join("lock"), File::lock).await;
        let in_use = locked(folder.join("in-use"), File::lock_shared).await;
        let durability = match lifetime {
            Lifetime::Shared => Durability::Volatile,
            Lifetime::Private => Durability::Durable,
        };
        let server = Server::running_in(&folder, durability).await;
        watch_over(&folder, lifetime);
        let template = ensure_template(&server.address()).await;
        drop(lock);
        Self { server, template, lifetime, _in_use: in_use }
    }
}

/// Migrates the template unless that was done; the caller holds `lock`.
async fn ensure_template(address: &str) -> String {
    let name = format!("template_{:016x}", plenum_migrations::fingerprint());
    let superuser = url("postgres", address, "postgres");
    let mut connection = connect(&superuser).await;
    let finished: Option<bool> = sqlx::query_scalar("SELECT datistemplate FROM pg_database WHERE datname = $1")
        .bind(&name)
        .fetch_optional(&mut connection)
        .await
        .expect("the list of databases");
    if finished == Some(true) {
        return name;
    }
    if finished == Some(false) {
        // A process was killed while migrating it.
        let statement = format!("DROP DATABASE {name} WITH (FORCE)");
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await.expect("the half-made template goes");
    }
    plenum_migrations::bootstrap(&superuser, &name, plenum_migrations::Passwords::default())
        .await
        .expect("roles and template");
    plenum_migrations::migrate(&url(plenum_migrations::OWNER_ROLE, address, &name)).await.expect("migrations apply");
    let statement = format!("ALTER DATABASE {name} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false");
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await.expect("the template is finished");
    connection.close().await.expect("the connection closes");
    name
}

/// Starts a watchdog, which ends at once if the folder has one. It runs in a process group of its own, because the test
/// runner kills the group of a test that takes too long.
fn watch_over(folder: &Path, lifetime: Lifetime) {
    let grace_seconds = match lifetime {
        Lifetime::Shared => "15",
        Lifetime::Private => "1",
    };
    // Tokio reaps the watchdog if it ends before this process; no code waits for it.
    let watchdog = tokio::process::Command::new("bash")
        .args(["-c", include_str!("watchdog.sh"), "plenum-testkit-watchdog"])
        .arg(folder)
        .arg(grace_seconds)
        .process_group(0)
        .stdin(process::Stdio::null())
        .stdout(process::Stdio::null())
        .stderr(process::Stdio::null())
        .spawn();
    drop(watchdog.expect("the watchdog starts"));
}

async fn locked(path: PathBuf, lock: fn(&File) -> std::io::Result<()>) -> File {
    let take = move || {
        let file = File::create(path)?;
        lock(&file)?;
        Ok::<_, std::io::Error>(file)
    };
    tokio::task::spawn_blocking(take).await.expect("the lock is waited for").expect("the lock is taken")
}

/// A folder named for this checkout, so that two checkouts do not share a server.
fn folder(purpose: &str) -> PathBuf {
    let mut hasher = DefaultHasher::new();
    env!("CARGO_MANIFEST_DIR").hash(&mut hasher);
    std::env::temp_dir().join(format!("plenum-testkit-{:08x}-{purpose}", hasher.finish() as u32))
}
