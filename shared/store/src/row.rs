//! Taking hold of one row, so that what is read of it stays true until the transaction ends.
//!
//! That is a statement of its own, before the one that reads. A statement sees what was committed when it began,
//! however long it waits for the row; the next one sees what those before us in the line have written.

use plenum_shared::Result;
use sqlx::{Encode, Postgres, Type};

use crate::{TenantTx, error::failed};

/// Takes a row of the tenant `$1` by the column that `$2` is looked for in; nobody else can change it meanwhile.
macro_rules! locked {
    ($table:literal, $column:literal) => {
        concat!("SELECT FROM ", $table, " WHERE tenant_id = $1 AND ", $column, " = $2 FOR NO KEY UPDATE")
    };
}
pub(crate) use locked;

/// Like `locked!`, but leaves the row to others who want no more than that it stays as it is.
macro_rules! held {
    ($table:literal, $column:literal) => {
        concat!("SELECT FROM ", $table, " WHERE tenant_id = $1 AND ", $column, " = $2 FOR SHARE")
    };
}
pub(crate) use held;

/// Runs a `locked!` or `held!` statement. Whether there is such a row, the reading shows.
pub(crate) async fn take<'q>(
    tx: &'q mut TenantTx,
    statement: &'static str,
    value: impl Encode<'q, Postgres> + Type<Postgres> + Send + 'q,
) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query(statement).bind(tenant).bind(value).execute(connection).await.map(drop).map_err(failed)
}
