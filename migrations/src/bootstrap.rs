//! What a superuser does once per cluster: the roles, their passwords, and an empty database that is nobody else's.

use std::str::FromStr;

use sqlx::{AssertSqlSafe, Connection, PgConnection, postgres::PgConnectOptions};

use crate::{APP_ROLE, Error, OWNER_ROLE};

/// The roles, as a script that psql runs too; it may be run again at any time.
pub const ROLES_SQL: &str = include_str!("../bootstrap/roles.sql");

/// What only a superuser can take away within the database; as repeatable.
pub const DATABASE_SQL: &str = include_str!("../bootstrap/database.sql");

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
    let options = PgConnectOptions::from_str(superuser).map_err(Error::Connect)?;
    let mut connection = PgConnection::connect_with(&options).await.map_err(Error::Connect)?;
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
    close_to_public(&mut connection, name).await?;
    connection.close().await?;

    let mut within = PgConnection::connect_with(&options.database(name)).await.map_err(Error::Connect)?;
    sqlx::raw_sql(DATABASE_SQL).execute(&mut within).await?;
    within.close().await?;
    Ok(())
}

/// Leaves the database `name` to its owner and, to connect only, to the application: by default everybody may connect
/// to any database and make temporary tables there. These rights are not copied from a template, so code that copies
/// a template calls this. The connection is the owner's or a superuser's, to any database.
pub async fn close_to_public(connection: &mut PgConnection, name: &str) -> Result<(), Error> {
    // Names are not parameters, so the server itself quotes this one.
    let statements: String = sqlx::query_scalar(
        "SELECT format('REVOKE ALL ON DATABASE %1$I FROM PUBLIC; GRANT CONNECT ON DATABASE %1$I TO %2$I', $1::text, $2::text)",
    )
    .bind(name)
    .bind(APP_ROLE)
    .fetch_one(&mut *connection)
    .await?;
    sqlx::raw_sql(AssertSqlSafe(statements)).execute(connection).await?;
    Ok(())
}
