//! Indexes that are built before the migration that names them, because a migration is a transaction, and an index that
//! is built in one keeps writers waiting for as long as the table is large.
//!
//! The statements are taken from the migration itself, so the two cannot differ: each `CREATE INDEX IF NOT EXISTS` is
//! run concurrently, and finds nothing to do in the migration afterwards.

use sqlx::{AssertSqlSafe, PgConnection};

use crate::{Error, FILES};

/// The migrations whose indexes are built ahead.
const MIGRATIONS: &[i64] = &[53, 54];

const BEGIN: &str = "CREATE INDEX IF NOT EXISTS ";

/// Builds the indexes of migrations that are still to come, on a database that has all migrations before them. An empty
/// database gets them from the migration, where its tables are empty.
pub(crate) async fn build(connection: &mut PgConnection) -> Result<(), Error> {
    let known: bool = sqlx::query_scalar("SELECT to_regclass('public._sqlx_migrations') IS NOT NULL")
        .fetch_one(&mut *connection)
        .await?;
    if !known {
        return Ok(());
    }
    let applied: Vec<i64> = sqlx::query_scalar("SELECT version FROM public._sqlx_migrations WHERE success")
        .fetch_all(&mut *connection)
        .await?;
    for number in MIGRATIONS {
        // Migrations that come between add no column that these indexes have.
        let is_next = FILES.iter().all(|(earlier, ..)| *earlier > 50 || applied.contains(earlier));
        if is_next && !applied.contains(number) {
            for statement in statements(*number) {
                build_one(connection, statement).await?;
            }
        }
    }
    Ok(())
}

/// The statements of a migration that make indexes, from their names on.
fn statements(number: i64) -> impl Iterator<Item = &'static str> {
    let sql = FILES.iter().find(|(of, ..)| *of == number).map_or("", |(_, _, sql)| *sql);
    sql.split(';').filter_map(|statement| statement.split_once(BEGIN)).map(|(_, statement)| statement)
}

async fn build_one(connection: &mut PgConnection, statement: &str) -> Result<(), Error> {
    let name = statement.split_whitespace().next().unwrap_or_default();
    let valid: Option<bool> = sqlx::query_scalar("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass($1)")
        .bind(name)
        .fetch_optional(&mut *connection)
        .await?;
    match valid {
        Some(true) => return Ok(()),
        // What an attempt that was broken off has left.
        Some(false) => {
            let drop = AssertSqlSafe(format!("DROP INDEX CONCURRENTLY {name}"));
            sqlx::raw_sql(drop).execute(&mut *connection).await?;
        }
        None => {}
    }
    let create = AssertSqlSafe(format!("CREATE INDEX CONCURRENTLY {statement}"));
    sqlx::raw_sql(create).execute(connection).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_index_of_such_a_migration_is_built_ahead() {
        for number in MIGRATIONS {
            let sql = FILES.iter().find(|(of, ..)| of == number).map(|(_, _, sql)| *sql).expect("the migration");
            assert_eq!(statements(*number).count(), sql.matches("CREATE INDEX").count(), "{number}");
            assert!(statements(*number).all(|statement| statement.contains(" ON ")), "{number}");
        }
    }
}
