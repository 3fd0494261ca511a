//! The parts of an installation, and its start.

use std::{
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use plenum_shared::clock::Source;

use crate::{app::Keys, postgres::TestDatabase};

/// An installation that is being described.
#[derive(Debug, Clone)]
pub struct Setup {
    pub(super) program: &'static str,
    pub(super) roles: Vec<&'static str>,
    pub(super) redis: Redis,
    pub(super) postgres: Postgres,
    settings: Vec<(String, String)>,
}

/// Whose the database server is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Postgres {
    Shared,
    Own,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Redis {
    Without,
    With,
}

/// The keys of an installation as files, in a folder that goes with it.
pub(super) struct KeyFiles {
    pub(super) keys: Keys,
    folder: PathBuf,
}

impl Setup {
    pub(super) fn new(program: &'static str) -> Self {
        Self { program, roles: vec!["serve"], redis: Redis::Without, postgres: Postgres::Shared, settings: Vec::new() }
    }

    /// One api, one worker and this many hub processes, on Redis.
    pub fn hubs(mut self, count: usize) -> Self {
        self.roles = ["api", "worker"].into_iter().chain(std::iter::repeat_n("hub", count)).collect();
        self.redis = Redis::With;
        self
    }

    pub fn with_redis(mut self) -> Self {
        self.redis = Redis::With;
        self
    }

    /// A durable PostgreSQL of its own, which the test may kill.
    pub fn with_own_postgres(mut self) -> Self {
        self.postgres = Postgres::Own;
        self
    }

    /// A setting of every process, by the name of its environment variable.
    pub fn set(mut self, name: &str, value: &str) -> Self {
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(super) fn settings(
        &self,
        database: &TestDatabase,
        redis: Option<&str>,
        keys: &KeyFiles,
    ) -> Vec<(String, String)> {
        let mut settings = vec![
            ("DATABASE_URL", database.app_url()),
            ("PLENUM_SECRET_KEY_FILE", keys.path("secret.key")),
            ("PLENUM_SIGNING_KEY_FILE", keys.path("signing.pem")),
            ("PLENUM_LISTEN", "127.0.0.1:0".to_owned()),
            ("PLENUM_ADMIN_LISTEN", "127.0.0.1:0".to_owned()),
            ("PLENUM_DB_POOL", "8".to_owned()),
            ("PLENUM_LOG", "json".to_owned()),
            // Tests of plans give their tenants lesser ones.
            ("PLENUM_NEW_TENANT_PLAN", "enterprise".to_owned()),
        ];
        settings.extend(redis.map(|url| ("REDIS_URL", url.to_owned())));
        let mut settings: Vec<_> = settings.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        for (name, value) in &self.settings {
            settings.retain(|(known, _)| known != name);
            settings.push((name.clone(), value.clone()));
        }
        settings
    }
}

impl KeyFiles {
    pub(super) fn make() -> Self {
        let source = Source::system();
        let folder = std::env::temp_dir().join(format!("plenum-keys-{}", source.uuid()));
        std::fs::create_dir_all(&folder).expect("a folder for the keys");
        let keys = Keys::generate(&source);
        let write = |name: &str, text: &str| write_secret(&folder.join(name), text).expect("a key can be written");
        write("secret.key", &keys.master_base64);
        write("signing.pem", &keys.signing_pem);
        Self { keys, folder }
    }

    fn path(&self, name: &str) -> String {
        self.folder.join(name).to_str().expect("a path that is text").to_owned()
    }
}

impl Drop for KeyFiles {
    fn drop(&mut self) {
        // Keys left in the system's temporary folder are of no use any more.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A file that only its owner may read, as the program wants of its keys.
fn write_secret(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = std::fs::OpenOptions::new().create_new(true).write(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())
}
