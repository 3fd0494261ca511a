//! Locks one row, so that what is read of it stays true until the transaction ends.
//!
//! The lock is a statement of its own, before the one that reads. A statement sees what was committed when it began,
//! however long it waits for the row; the next one sees what the transactions that held the lock before have written.

use plenum_shared::Result;
use sqlx::{Encode, Postgres, Type};

use crate::{TenantTx, execute::Execute};

/// Locks a row of the tenant `$1` whose column is `$2`, so that nobody else can change it.
macro_rules! for_update {
    ($table:literal, $column:literal) => {
        concat!("SELECT FROM ", $table, " WHERE tenant_id = $1 AND ", $column, " = $2 FOR NO KEY UPDATE")
    };
}
pub(crate) use for_update;

/// Like `for_update!`, but several transactions can hold this lock at once.
macro_rules! for_share {
    ($table:literal, $column:literal) => {
        concat!("SELECT FROM ", $table, " WHERE tenant_id = $1 AND ", $column, " = $2 FOR SHARE")
    };
}
pub(crate) use for_share;

/// Runs a `for_update!` or `for_share!` statement. Whether there is such a row, the statement that reads it shows.
pub(crate) async fn lock<'q>(
    tx: &'q mut TenantTx,
    statement: &'static str,
    value: impl Encode<'q, Postgres> + Type<Postgres> + Send + 'q,
) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query(statement).bind(tenant).bind(value).execute_any(connection).await?;
    Ok(())
}
