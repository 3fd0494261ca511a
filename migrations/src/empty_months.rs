//! Months of the change log that are empty for every tenant: their partitions are dropped, here and never under load by
//! a running program, because a partition goes under a lock that stops all readers and writers of the log.
//!
//! Row-level security holds for the owner of the tables too, so a query would see no row of any tenant and call every
//! month empty. A partition is empty when its file is: retention deletes the rows, vacuum gives the pages back, and a
//! table without pages has no rows.

use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::Error;

/// Partitions of months before the present one, by their names, with their sizes and what the statistics say of rows.
const PAST_MONTHS: &str = "
    SELECT c.relname::text, pg_relation_size(c.oid), pg_stat_get_live_tuples(c.oid)
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'public.change_log'::regclass AND c.relname ~ '^change_log_[0-9]{4}_[0-9]{2}$'
        AND c.relname < 'change_log_' || to_char(now() AT TIME ZONE 'UTC', 'YYYY_MM')
    ORDER BY 1";

/// How long the drop waits for its lock. Everybody who comes to the log meanwhile waits behind it.
const LOCK_TIMEOUT: &str = "SET LOCAL lock_timeout = '2s'";

/// Drops the partitions of past months that are empty, and returns their names. One whose lock cannot be had stays
/// until the next run. `url` must connect as the owner of the tables.
pub async fn drop_empty_months(url: &str) -> Result<Vec<String>, Error> {
    let mut connection = PgConnection::connect(url).await.map_err(Error::Connect)?;
    let months: Vec<(String, i64, i64)> = sqlx::query_as(PAST_MONTHS).fetch_all(&mut connection).await?;
    let mut dropped = Vec::new();
    for (name, size, rows) in months {
        if size > 0 && rows > 0 {
            continue;
        }
        if size > 0 {
            let vacuum = AssertSqlSafe(format!("VACUUM (TRUNCATE) public.{name}"));
            sqlx::raw_sql(vacuum).execute(&mut connection).await?;
        }
        match drop_if_empty(&mut connection, &name).await {
            Ok(true) => dropped.push(name),
            Ok(false) => {}
            Err(error) if is_lock_timeout(&error) => {}
            Err(error) => return Err(error.into()),
        }
    }
    connection.close().await?;
    Ok(dropped)
}

async fn drop_if_empty(connection: &mut PgConnection, name: &str) -> sqlx::Result<bool> {
    let mut transaction = connection.begin().await?;
    sqlx::raw_sql(LOCK_TIMEOUT).execute(&mut *transaction).await?;
    // In the order in which readers lock: the log, then its partition. Under both locks nobody writes any more.
    let lock = format!(
        "LOCK TABLE ONLY public.change_log IN ACCESS EXCLUSIVE MODE;
         LOCK TABLE public.{name} IN ACCESS EXCLUSIVE MODE"
    );
    sqlx::raw_sql(AssertSqlSafe(lock)).execute(&mut *transaction).await?;
    let size: i64 = sqlx::query_scalar("SELECT pg_relation_size(to_regclass('public.' || $1))")
        .bind(name)
        .fetch_one(&mut *transaction)
        .await?;
    if size > 0 {
        transaction.rollback().await?;
        return Ok(false);
    }
    sqlx::raw_sql(AssertSqlSafe(format!("DROP TABLE public.{name}"))).execute(&mut *transaction).await?;
    transaction.commit().await?;
    Ok(true)
}

fn is_lock_timeout(error: &sqlx::Error) -> bool {
    // lock_not_available
    error.as_database_error().and_then(|error| error.code()).is_some_and(|code| code == "55P03")
}
