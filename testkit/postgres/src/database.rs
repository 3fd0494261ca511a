//! The database of one test: a copy of the migrated template, which is removed when the value is dropped.

use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::cluster::{Cluster, Lifetime};

/// A fresh, migrated, empty database. Keep the value alive while connections to it are open.
#[derive(Debug)]
pub struct TestDatabase {
    name: String,
    address: String,
    /// The databases of a private cluster need no dropping, because the whole cluster is removed.
    lifetime: Lifetime,
}

impl TestDatabase {
    /// A database in the cluster that all tests share.
    pub async fn create() -> Self {
        Cluster::shared().await.database().await
    }

    pub(crate) async fn copy_template(cluster: &Cluster, template: &str) -> Self {
        let address = cluster.address();
        let mut connection = connect(&url("postgres", &address, "postgres")).await;
        let name: String = sqlx::query_scalar("SELECT 'test_' || replace(gen_random_uuid()::text, '-', '')")
            .fetch_one(&mut connection)
            .await
            .expect("a name for the database");
        // Rights on a database as a whole are not copied from the template, so they are given again.
        let statement = format!("CREATE DATABASE {name} TEMPLATE {template} OWNER {}", plenum_migrations::OWNER_ROLE);
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await.expect("a copy of the template");
        plenum_migrations::close_to_public(&mut connection, &name).await.expect("rights on the copy");
        connection.close().await.expect("the connection closes");
        Self { name, address, lifetime: cluster.lifetime() }
    }

    /// The URL for the restricted role, which the application uses.
    pub fn app_url(&self) -> String {
        url(plenum_migrations::APP_ROLE, &self.address, &self.name)
    }

    /// The URL for the owner of the tables, which migrations use. Row-level security applies to it too.
    pub fn owner_url(&self) -> String {
        url(plenum_migrations::OWNER_ROLE, &self.address, &self.name)
    }

    /// The URL for a superuser, who bypasses row-level security: for set-up that the application cannot do, and for
    /// checks of the stored rows.
    pub fn superuser_url(&self) -> String {
        url("postgres", &self.address, &self.name)
    }

    /// Brings the schema up to date, as `plenum migrate` does.
    pub async fn migrate(&self) {
        plenum_migrations::migrate(&self.owner_url()).await.expect("the newest schema");
    }

    /// Drops the months of the log that are empty, as `plenum migrate` does.
    pub async fn drop_empty_months(&self) -> Vec<String> {
        plenum_migrations::drop_empty_months(&self.owner_url()).await.expect("no error")
    }

    /// Runs statements as a superuser.
    pub async fn execute(&self, statements: &'static str) {
        sqlx::raw_sql(statements).execute(&mut self.superuser().await).await.expect("the statements are right");
    }

    /// Adds a condition to a table, so that the database refuses rows that the application lets through.
    pub async fn add_check(&self, table: &str, condition: &str) {
        let statement = format!("ALTER TABLE {table} ADD CHECK ({condition})");
        let done = sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(&mut self.superuser().await).await;
        done.expect("a condition can be added");
    }

    /// One connection as a superuser.
    pub async fn superuser(&self) -> PgConnection {
        connect(&self.superuser_url()).await
    }

    /// How many statements in this database wait for a lock that another transaction holds.
    pub async fn waiting_for_locks(&self) -> i64 {
        sqlx::query_scalar(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        )
        .fetch_one(&mut self.superuser().await)
        .await
        .expect("the activity of the database")
    }

    /// One connection as the restricted role.
    pub async fn app(&self) -> PgConnection {
        connect(&self.app_url()).await
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if self.lifetime == Lifetime::Private {
            return;
        }
        let url = url("postgres", &self.address, "postgres");
        let statement = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        // `drop` cannot await, and the test's runtime may be ending, so a thread with its own runtime drops the
        // database. An error is ignored, because the cluster is removed soon after.
        let drop_database = move || {
            let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
            runtime.block_on(async {
                if let Ok(mut connection) = PgConnection::connect(&url).await {
                    let _ = sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await;
                    let _ = connection.close().await;
                }
            });
        };
        let _ = std::thread::spawn(drop_database).join();
    }
}

pub(crate) async fn connect(url: &str) -> PgConnection {
    PgConnection::connect(url).await.expect("the test cluster answers")
}

pub(crate) fn url(role: &str, address: &str, database: &str) -> String {
    format!("postgres://{role}@{address}/{database}?sslmode=disable")
}
