//! What a superuser does once per cluster: the roles, their passwords, and an empty database.

use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::{APP_ROLE, Error, OWNER_ROLE};

/// The roles, as a script that psql runs too; it may be run again at any time.
pub const ROLES_SQL: &str = include_str!("../bootstrap/roles.sql");

/// Passwords for the two roles that log in. `None` leaves a role's password as it is.
#[derive(Clone, Copy, Default)]
pub struct Passwords<'a> {
    pub owner: Option<&'a str>,
    pub app: Option<&'a str>,
}

/// Makes the roles and, unless it exists, the database `name` owned by [`OWNER_ROLE`]. `superuser` is a URL that
/// connects as a superuser to any database of the cluster. Safe to repeat.
pub async fn bootstrap(superuser: &str, name: &str, passwords: Passwords<'_>) -> Result<(), Error> {
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return Err(Error::DatabaseName(name.to_owned()));
    }
    let mut connection = PgConnection::connect(superuser).await.map_err(Error::Connect)?;
    sqlx::raw_sql(ROLES_SQL).execute(&mut connection).await?;
    for (role, password) in [(OWNER_ROLE, passwords.owner), (APP_ROLE, passwords.app)] {
        if let Some(password) = password {
            // A role statement takes no parameters, so the server itself quotes the password.
            let statement: String =
                sqlx::query_scalar("SELECT format('ALTER ROLE %I PASSWORD %L', $1::text, $2::text)")
                    .bind(role)
                    .bind(password)
                    .fetch_one(&mut connection)
                    .await?;
            sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await?;
        }
    }
    let exists: bool = sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname = $1)")
        .bind(name)
        .fetch_one(&mut connection)
        .await?;
    if !exists {
        // The name was checked above to need no quoting beyond this.
        let statement = format!("CREATE DATABASE \"{name}\" OWNER {OWNER_ROLE}");
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await?;
    }
    connection.close().await?;
    Ok(())
}
