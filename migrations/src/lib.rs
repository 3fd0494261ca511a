//! The schema of Plenum's database, embedded: SQL files, the roles they need, and the migrator that applies them.
//!
//! Two steps, two identities. [`bootstrap`] runs once per cluster as a superuser: roles, passwords, the database.
//! [`migrate`] runs at every deploy as `plenum_owner`, before the new program starts; the application itself connects
//! as `plenum_app`, which owns nothing and meets every policy.
//!
//! To add a migration:
//! 1. write `sql/<number>_<subject>.sql`; a table of a tenant gets its policy and its grants in the file that makes it;
//! 2. add its line to `FILES` below;
//! 3. only expand: two versions of the program run side by side during a deploy, so a column is dropped one release
//!    after the last program that read it;
//! 4. an index on a table that may be large is built beside the writers: list the migration in `built_ahead.rs`;
//! 5. run the catalogue audit of the store; it says what was forgotten.

mod bootstrap;
mod built_ahead;
mod empty_months;

use std::hash::{DefaultHasher, Hash, Hasher};

use sqlx::{
    Connection, PgConnection,
    migrate::{Migration, MigrationType, Migrator},
};

pub use bootstrap::{DATABASE_SQL, Passwords, ROLES_SQL, bootstrap, close_to_public};
pub use empty_months::drop_empty_months;

/// The role that owns the schema and runs the migrations.
pub const OWNER_ROLE: &str = "plenum_owner";

/// The role the application connects as.
pub const APP_ROLE: &str = "plenum_app";

/// Number, subject and text of every migration, in order.
const FILES: &[(i64, &str, &str)] = &[
    (1, "tenants", include_str!("../sql/0001_tenants.sql")),
    (2, "users", include_str!("../sql/0002_users.sql")),
    (3, "roles", include_str!("../sql/0003_roles.sql")),
    (4, "memberships", include_str!("../sql/0004_memberships.sql")),
    (5, "teams", include_str!("../sql/0005_teams.sql")),
    (6, "sessions", include_str!("../sql/0006_sessions.sql")),
    (7, "change_log", include_str!("../sql/0007_change_log.sql")),
    (8, "pipelines", include_str!("../sql/0008_pipelines.sql")),
    (9, "deals", include_str!("../sql/0009_deals.sql")),
    (10, "gate", include_str!("../sql/0010_gate.sql")),
    (11, "folded_text", include_str!("../sql/0011_folded_text.sql")),
    (12, "deals_by_title", include_str!("../sql/0012_deals_by_title.sql")),
    (15, "accounts", include_str!("../sql/0015_accounts.sql")),
    (16, "contacts", include_str!("../sql/0016_contacts.sql")),
    (17, "deals_of_accounts", include_str!("../sql/0017_deals_of_accounts.sql")),
    (18, "activities", include_str!("../sql/0018_activities.sql")),
    (19, "leads", include_str!("../sql/0019_leads.sql")),
    (20, "administration", include_str!("../sql/0020_administration.sql")),
    (21, "invitations", include_str!("../sql/0021_invitations.sql")),
    (22, "history", include_str!("../sql/0022_history.sql")),
    (23, "platform", include_str!("../sql/0023_platform.sql")),
    (26, "related_lists", include_str!("../sql/0026_related_lists.sql")),
    (27, "search", include_str!("../sql/0027_search.sql")),
    (28, "orders", include_str!("../sql/0028_orders.sql")),
    (29, "sign_in_attempts", include_str!("../sql/0029_sign_in_attempts.sql")),
    (30, "credential_versions", include_str!("../sql/0030_credential_versions.sql")),
    (31, "open_invitations", include_str!("../sql/0031_open_invitations.sql")),
    (32, "followers", include_str!("../sql/0032_followers.sql")),
    (33, "consumers", include_str!("../sql/0033_consumers.sql")),
    (34, "notifications", include_str!("../sql/0034_notifications.sql")),
    (37, "service_accounts", include_str!("../sql/0037_service_accounts.sql")),
    (38, "parked_entries", include_str!("../sql/0038_parked_entries.sql")),
    (39, "work_of_active_tenants", include_str!("../sql/0039_work_of_active_tenants.sql")),
    (40, "retention_of_notifications", include_str!("../sql/0040_retention_of_notifications.sql")),
    (41, "start_of_consumers", include_str!("../sql/0041_start_of_consumers.sql")),
    (42, "jobs", include_str!("../sql/0042_jobs.sql")),
    (43, "schedules", include_str!("../sql/0043_schedules.sql")),
    (46, "change_sets", include_str!("../sql/0046_change_sets.sql")),
    (47, "permission_to_revert", include_str!("../sql/0047_permission_to_revert.sql")),
    (48, "index_of_change_sets", include_str!("../sql/0048_index_of_change_sets.sql")),
    (50, "user_settings", include_str!("../sql/0050_user_settings.sql")),
    (51, "plans", include_str!("../sql/0051_plans.sql")),
    (52, "retention", include_str!("../sql/0052_retention.sql")),
    (53, "indexes_for_purging", include_str!("../sql/0053_indexes_for_purging.sql")),
    (54, "leases_and_limits_of_jobs", include_str!("../sql/0054_leases_and_limits_of_jobs.sql")),
    (55, "reverts_of_large_change_sets", include_str!("../sql/0055_reverts_of_large_change_sets.sql")),
    (56, "permission_defaults", include_str!("../sql/0056_permission_defaults.sql")),
    (58, "forms_of_text", include_str!("../sql/0058_forms_of_text.sql")),
    (59, "search_by_words", include_str!("../sql/0059_search_by_words.sql")),
    (60, "names_of_teams", include_str!("../sql/0060_names_of_teams.sql")),
    (61, "keys_of_addresses", include_str!("../sql/0061_keys_of_addresses.sql")),
    (62, "probability_of_deals", include_str!("../sql/0062_probability_of_deals.sql")),
];

/// Why the schema could not be brought up to date. For the operator's eyes, not a client's.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("cannot reach the database: {0}")]
    Connect(#[source] sqlx::Error),
    #[error("missing database roles: {0}; run migrations/bootstrap/roles.sql as a superuser first")]
    MissingRoles(String),
    #[error(
        "migrations run as {OWNER_ROLE}, not as {0}, so that no table belongs to a role that bypasses row-level security"
    )]
    WrongRole(String),
    #[error("a database name has letters, digits and underscores only: {0:?}")]
    DatabaseName(String),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    #[error(transparent)]
    Migrate(#[from] sqlx::migrate::MigrateError),
}

/// Brings the database at `url` up to date and returns how many migrations it now has. Safe to call from several
/// programs at once: they take turns. `url` must connect as [`OWNER_ROLE`].
pub async fn migrate(url: &str) -> Result<usize, Error> {
    let mut connection = PgConnection::connect(url).await.map_err(Error::Connect)?;
    check_roles(&mut connection).await?;
    // Held until the connection ends. The migrator has a lock of its own, but the preparation before it must not meet
    // the first migrations of another program either: both change the rights on schema `public`. The number is the
    // ASCII of "own".
    sqlx::raw_sql("SELECT pg_advisory_lock(7305070)").execute(&mut connection).await?;
    prepare_database(&mut connection).await?;
    built_ahead::build(&mut connection).await?;
    migrator().run(&mut connection).await?;
    connection.close().await?;
    Ok(FILES.len())
}

/// A number that changes when any migration or the roles do; names the template database of the tests.
pub fn fingerprint() -> u64 {
    let mut hasher = DefaultHasher::new();
    (FILES, ROLES_SQL, DATABASE_SQL).hash(&mut hasher);
    hasher.finish()
}

fn migrator() -> Migrator {
    let migration = |(version, subject, sql): &(i64, &'static str, &'static str)| {
        let sql: sqlx::SqlStr = sqlx::SqlSafeStr::into_sql_str(*sql);
        Migration::new(*version, (*subject).into(), MigrationType::Simple, sql, false)
    };
    Migrator::with_migrations(FILES.iter().map(migration).collect())
}

async fn check_roles(connection: &mut PgConnection) -> Result<(), Error> {
    let missing: Option<String> = sqlx::query_scalar(
        "SELECT string_agg(wanted, ', ' ORDER BY wanted)
         FROM unnest(ARRAY['plenum_owner', 'plenum_app', 'plenum_gate']) AS wanted
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted)",
    )
    .fetch_one(&mut *connection)
    .await?;
    if let Some(missing) = missing {
        return Err(Error::MissingRoles(missing));
    }
    let user: String = sqlx::query_scalar("SELECT current_user::text").fetch_one(connection).await?;
    if user == OWNER_ROLE { Ok(()) } else { Err(Error::WrongRole(user)) }
}

/// What the owner may do to the database as a whole, and does at every run, so that it holds however the database was
/// made.
///
/// The owner of the database is a member of `pg_database_owner`, which owns schema `public`, but it does not inherit
/// (see the comment in `roles.sql`), so it gives itself the right to create tables there.
async fn prepare_database(connection: &mut PgConnection) -> Result<(), Error> {
    sqlx::raw_sql(
        "BEGIN;
         SET LOCAL ROLE pg_database_owner;
         GRANT USAGE, CREATE ON SCHEMA public TO plenum_owner;
         COMMIT;",
    )
    .execute(&mut *connection)
    .await?;
    let name: String = sqlx::query_scalar("SELECT current_database()::text").fetch_one(&mut *connection).await?;
    close_to_public(connection, &name).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_embedded_in_order_under_its_own_name() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/sql");
        let mut found: Vec<_> = std::fs::read_dir(folder)
            .expect("the folder of migrations")
            .map(|file| file.expect("a file").file_name().into_string().expect("a name"))
            .collect();
        found.sort();
        let embedded: Vec<_> = FILES.iter().map(|(number, subject, _)| format!("{number:04}_{subject}.sql")).collect();
        assert_eq!(found, embedded);
    }
}
