//! The pool of connections, and the one runner of transactions.
//!
//! The runner retries transactions that the database undid (serialisation failures and deadlocks), so a closure may
//! run several times and must have no effect beyond its transaction. The name of a transaction is its metric label.

use std::{
    hash::{BuildHasher, Hasher, RandomState},
    str::FromStr,
    time::{Duration, Instant},
};

use plenum_shared::{
    Code, Error, Result,
    ids::{TenantId, UserId},
    text::TextVersions,
};
use sqlx::{
    PgPool, Row,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use tracing::{Instrument, debug_span};

use crate::{
    error::{failed, is_retryable},
    execute::Execute,
    tx::{Finished, Mode, TenantTx},
};

const TRIES: u32 = 3;

/// Limits for every statement: better an error than a queue behind it.
const SESSION: [(&str, &str); 4] = [
    ("lock_timeout", "2s"),
    ("idle_in_transaction_session_timeout", "5s"),
    ("statement_timeout", "15s"),
    ("timezone", "UTC"),
];

/// How to reach the database.
#[derive(Clone)]
pub struct Settings {
    /// A URL that connects as the restricted role. Holds a password: never logged.
    pub url: String,
    pub max_connections: u32,
    /// How long a transaction may wait for a connection before it is refused as unavailable.
    pub acquire_timeout: Duration,
    /// The rules for text whose forms are written beside each text.
    pub text: TextVersions,
}

impl Settings {
    pub fn new(url: impl Into<String>) -> Self {
        let acquire_timeout = Duration::from_secs(3);
        Self { url: url.into(), max_connections: 20, acquire_timeout, text: TextVersions::RELEASED }
    }
}

/// The database. Clones share one pool.
#[derive(Debug, Clone)]
pub struct Store {
    pool: PgPool,
    text: TextVersions,
}

impl Store {
    /// Connects, and refuses a role that could step over row-level security.
    pub async fn connect(settings: &Settings) -> Result<Self> {
        // The reason is not passed on: it may quote the URL, and with it the password.
        let options = PgConnectOptions::from_str(&settings.url)
            .map_err(|_| Error::new(Code::Internal).with_detail("the database url cannot be read"))?
            .application_name("plenum")
            .options(SESSION);
        let pool = PgPoolOptions::new()
            .max_connections(settings.max_connections)
            .acquire_timeout(settings.acquire_timeout)
            .connect_with(options)
            .await
            .map_err(failed)?;
        refuse_mighty_role(&pool).await?;
        Ok(Self { pool, text: settings.text })
    }

    /// How many transactions can be open at once.
    pub fn max_connections(&self) -> u32 {
        self.pool.options().get_max_connections()
    }

    /// The rules for text that this program carries.
    pub fn text_versions(&self) -> TextVersions {
        self.text
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<()> {
        sqlx::query("SELECT 1").execute_one(&self.pool).await
    }

    /// Closes the pool; running transactions may finish.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// Runs a write transaction (READ COMMITTED) for one tenant and commits what the closure finished.
    ///
    /// The closure owns the transaction and gives it back inside [`TenantTx::finish`]: a future that borrowed it
    /// could not be sent between threads. An error rolls back.
    pub async fn write<T, F, U>(&self, name: &'static str, tenant: TenantId, user: Option<UserId>, work: F) -> Result<T>
    where
        F: Fn(TenantTx) -> U,
        U: Future<Output = Result<Finished<T>>> + Send,
    {
        self.run(name, Mode::Write, tenant, user, work).await
    }

    /// Runs a read-only transaction for one tenant, all of it on one snapshot (REPEATABLE READ).
    pub async fn read<T, F, U>(&self, name: &'static str, tenant: TenantId, user: Option<UserId>, work: F) -> Result<T>
    where
        F: Fn(TenantTx) -> U,
        U: Future<Output = Result<Finished<T>>> + Send,
    {
        self.run(name, Mode::Read, tenant, user, work).await
    }

    /// The pool, for the functions of the gate.
    pub(crate) fn pool(&self) -> &PgPool {
        &self.pool
    }

    async fn run<T, F, U>(
        &self,
        name: &'static str,
        mode: Mode,
        tenant: TenantId,
        user: Option<UserId>,
        work: F,
    ) -> Result<T>
    where
        F: Fn(TenantTx) -> U,
        U: Future<Output = Result<Finished<T>>> + Send,
    {
        let start = Instant::now();
        let mut tries = 1;
        let result = loop {
            let attempt = async {
                let tx = TenantTx::begin(&self.pool, self.text, mode, tenant, user).await?;
                work(tx).await?.commit().await
            };
            match attempt.instrument(debug_span!("transaction", name)).await {
                Err(error) if is_retryable(&error) && tries < TRIES => {
                    tracing::debug!(name, tries, %error, "transaction is tried again");
                    metrics::counter!("store.transactions", "name" => name, "outcome" => "retried").increment(1);
                    tokio::time::sleep(pause(tries)).await;
                    tries += 1;
                }
                result => break result,
            }
        };
        let outcome = match &result {
            Ok(_) => "committed",
            Err(error) => error.code().as_str(),
        };
        metrics::counter!("store.transactions", "name" => name, "outcome" => outcome).increment(1);
        metrics::histogram!("store.transaction.duration", "name" => name).record(start.elapsed().as_secs_f64());
        result
    }
}

/// Between nothing and 10, then 20 milliseconds, so that two transactions that collided do not do so again.
fn pause(tries: u32) -> Duration {
    let random = RandomState::new().build_hasher().finish();
    Duration::from_micros(random % (10_000 * u64::from(tries)))
}

async fn refuse_mighty_role(pool: &PgPool) -> Result<()> {
    let role = sqlx::query(
        "SELECT r.rolsuper, r.rolbypassrls, r.rolcreaterole,
            pg_has_role(r.oid, d.datdba, 'MEMBER')
            OR EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'S'))
         FROM pg_roles r CROSS JOIN pg_database d
         WHERE r.rolname = current_user AND d.datname = current_database()",
    )
    .fetch_one(pool)
    .await
    .map_err(failed)?;
    let what =
        ["is a superuser", "bypasses row-level security", "may create roles", "owns the database or tables in it"];
    for (index, what) in what.into_iter().enumerate() {
        if role.try_get::<bool, _>(index).map_err(failed)? {
            return Err(Error::internal(format!("the database role of the application {what}; connect as plenum_app")));
        }
    }
    Ok(())
}
