//! A lock on a whole table: it stops a process at one step of its work, so that a test can kill it there.

use sqlx::{AssertSqlSafe, PgConnection};

use crate::{
    Plenum,
    wait::{PATIENCE, wait_until},
};

/// A table under a lock that even readers wait for.
pub struct TableLock {
    holder: PgConnection,
    observer: PgConnection,
    table: &'static str,
}

impl TableLock {
    /// Locks a table, which must be free.
    pub async fn hold(plenum: &Plenum, table: &'static str) -> Self {
        let (mut holder, observer) = (plenum.database().superuser().await, plenum.database().superuser().await);
        let lock = format!("BEGIN; LOCK TABLE public.{table} IN ACCESS EXCLUSIVE MODE;");
        sqlx::raw_sql(AssertSqlSafe(lock)).execute(&mut holder).await.expect("a table can be locked");
        Self { holder, observer, table }
    }

    /// Waits until a statement waits for the table.
    pub async fn wait_for_waiter(&mut self) {
        let what = format!("a statement waits for {}", self.table);
        let observer = &mut self.observer;
        wait_until(&what, PATIENCE, async || {
            sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_locks WHERE relation = $1::regclass AND NOT granted)")
                .bind(self.table)
                .fetch_one(&mut *observer)
                .await
                .expect("the list of locks")
        })
        .await;
    }

    pub async fn release(mut self) {
        sqlx::raw_sql("ROLLBACK").execute(&mut self.holder).await.expect("the lock is given back");
    }
}
