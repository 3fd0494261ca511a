//! Configuration: every setting of every command, in one table, read once and checked as a whole.
//!
//! Nothing here touches the environment or a file: the program passes a way to look a name up, and the names that are
//! set, so that a misspelt one is found. All problems are reported at once, each with what was given and what is
//! expected. To add a setting: a line in `table.rs`, a field in its section here, and two
//! lines where `sections.rs` reads the section.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use crate::{networks::Networks, plan::Plan, secrets::Secret, telemetry::LogFormat};

mod formats;
mod plaintext;
mod problem;
mod reader;
mod render;
mod sections;
mod table;
#[cfg(test)]
mod tests;

pub use problem::{ConfigErrors, Problem};
pub use render::{effective, markdown};
pub use table::{About, SETTINGS, Secrecy};

pub use reader::Lookup;
use reader::Reader;
use table as set;

/// The issuer of an installation that was given no public address.
const ISSUER: &str = "plenum";

/// All settings, valid in themselves and together.
#[derive(Debug, Clone)]
pub struct Config {
    pub listen: Listen,
    pub database: Database,
    pub bus: Bus,
    pub security: Security,
    pub hub: Hub,
    pub limits: Limits,
    pub log: Log,
}

/// Where clients connect.
#[derive(Debug, Clone)]
pub struct Listen {
    pub public: SocketAddr,
    /// Health in detail and metrics; `None` when switched off.
    pub admin: Option<SocketAddr>,
    /// The address by which clients reach the installation, without a slash at the end.
    pub public_url: Option<String>,
    /// Origins of web pages that may call the API from a browser, exactly as a browser sends them.
    pub allowed_origins: Vec<String>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Networks,
    pub shutdown_grace: Duration,
}

impl Listen {
    /// The issuer of this installation's tokens: its public address or, without one, a name. It is never the address a
    /// process listens on, because every process must accept the tokens of every other one.
    pub fn issuer(&self) -> &str {
        self.public_url.as_deref().unwrap_or(ISSUER)
    }
}

#[derive(Debug, Clone)]
pub struct Database {
    /// The restricted role.
    pub url: Option<Secret>,
    /// The owner of the tables; only for `migrate`.
    pub admin_url: Option<Secret>,
    pub pool: u32,
}

#[derive(Debug, Clone)]
pub struct Bus {
    /// `None`: the bus is within this process.
    pub redis_url: Option<Secret>,
    pub prefix: String,
}

#[derive(Debug, Clone)]
pub struct Security {
    pub secret_key_file: Option<PathBuf>,
    /// The first signs, all verify.
    pub signing_key_files: Vec<PathBuf>,
    pub access_token: Duration,
    pub refresh_idle: Duration,
    pub refresh_absolute: Duration,
    pub sign_in: SignIn,
    /// Whether the database and the bus may be reached over a network without encryption.
    pub allow_plaintext: bool,
}

/// How many wrong passwords there may be, within a window, before there is a pause.
#[derive(Debug, Clone, Copy)]
pub struct SignIn {
    pub window: Duration,
    /// For one account, from one address.
    pub failures: u32,
    /// For all accounts, from one address.
    pub failures_of_address: u32,
    /// For one account, from all addresses.
    pub failures_of_account: u32,
}

#[derive(Debug, Clone)]
pub struct Hub {
    pub resume_window: Duration,
    pub resume_max_events: usize,
    pub resume_max_bytes: usize,
    pub ring_budget: usize,
    pub max_connections: usize,
    pub tenant_connections: usize,
    pub user_connections: usize,
    pub address_connections: usize,
    /// The longest message of a client, in bytes.
    pub message_bytes: usize,
    /// The longest handshake of a client, in bytes.
    pub handshake_bytes: usize,
    pub calls_per_second: u32,
    pub signals_per_second: u32,
    /// Items of a client's stream that may wait.
    pub stream_items: usize,
    pub queue_messages: usize,
    pub queue_bytes: usize,
}

#[derive(Debug, Clone)]
pub struct Limits {
    /// The plan of a new tenant.
    pub new_tenant_plan: Plan,
    /// The largest request body, in bytes.
    pub body: usize,
}

#[derive(Debug, Clone)]
pub struct Log {
    pub format: LogFormat,
    pub filter: String,
}

impl Config {
    /// Reads and checks all settings; `names` are those that are set, ours or not.
    pub fn from_source(get: Lookup<'_>, names: impl IntoIterator<Item = String>) -> Result<Self, ConfigErrors> {
        Self::from_source_needing(get, names, &[])
    }

    /// Reads and checks all settings, for a command that cannot do without those that are `needed`.
    pub fn from_source_needing(
        get: Lookup<'_>,
        names: impl IntoIterator<Item = String>,
        needed: &[&'static str],
    ) -> Result<Self, ConfigErrors> {
        let mut reader = Reader::new(get, problem::unknown(names));
        reader.require(needed);
        let config = Self::read(&mut reader);
        if let Some(config) = &config {
            config.check_together(&mut reader.problems);
        }
        match config {
            Some(config) if reader.problems.is_empty() => Ok(config),
            _ => Err(ConfigErrors::new(reader.problems)),
        }
    }

    /// Reads every section before giving up on any, so that one problem does not hide the next.
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let listen = Listen::read(reader);
        let database = Database::read(reader);
        let bus = Bus::read(reader);
        let security = Security::read(reader);
        let hub = Hub::read(reader);
        let limits = Limits::read(reader);
        let log = Log::read(reader);
        Some(Self {
            listen: listen?,
            database: database?,
            bus: bus?,
            security: security?,
            hub: hub?,
            limits: limits?,
            log: log?,
        })
    }

    /// Refuses an in-process bus for a process that runs only a part of Plenum. Without a shared bus the other
    /// processes would learn of each change only by their next poll.
    pub fn require_shared_bus(&self) -> Result<(), ConfigErrors> {
        if self.bus.redis_url.is_some() {
            return Ok(());
        }
        let what = "is not set, and `plenum api`, `hub` and `worker` hear of each other's changes over it alone; \
                    set it, or run all of Plenum in one process with `plenum serve`";
        Err(ConfigErrors::new(vec![Problem::new(set::REDIS_URL.about.name, what)]))
    }

    /// Checks settings against each other.
    fn check_together(&self, problems: &mut Vec<Problem>) {
        let (public, admin) = (self.listen.public, self.listen.admin);
        if admin.is_some_and(|admin| admin == public && public.port() != 0) {
            problems.push(Problem::new(set::ADMIN_LISTEN.about.name, "is the same address as PLENUM_LISTEN"));
        }
        if self.security.refresh_idle > self.security.refresh_absolute {
            let name = set::REFRESH_IDLE_DAYS.about.name;
            problems.push(Problem::new(
                name,
                "is longer than PLENUM_REFRESH_ABSOLUTE_DAYS, which ends a session in any case",
            ));
        }
        if !self.security.allow_plaintext {
            self.check_encryption(problems);
        }
    }

    /// Passwords and all tenants' data cross these connections, so plain text over a network is refused unless an
    /// operator allows it.
    fn check_encryption(&self, problems: &mut Vec<Problem>) {
        let databases =
            [(&set::DATABASE_URL, &self.database.url), (&set::ADMIN_DATABASE_URL, &self.database.admin_url)];
        for (setting, url) in databases {
            if url.as_ref().is_some_and(|url| plaintext::postgres_may_be_plaintext(url.expose())) {
                let what = "leads off this machine, and encryption is not insisted on; add `?sslmode=verify-full` (with \
                            `sslrootcert=<file>` for a private authority) or at least `?sslmode=require`, or set \
                            PLENUM_ALLOW_PLAINTEXT=yes where the network itself is trusted";
                problems.push(Problem::new(setting.about.name, what));
            }
        }
        if self.bus.redis_url.as_ref().is_some_and(|url| plaintext::redis_may_be_plaintext(url.expose())) {
            let what = "leads off this machine without encryption; use rediss://, or set PLENUM_ALLOW_PLAINTEXT=yes \
                        where the network itself is trusted";
            problems.push(Problem::new(set::REDIS_URL.about.name, what));
        }
    }
}
