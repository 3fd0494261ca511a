//! Statements that answer with nothing but the number of rows they touched, which is checked.

use std::panic::Location;

use plenum_shared::{Error, Result};
use sqlx::{Executor, Postgres, postgres::PgArguments, query::Query};

use crate::error::failed;

pub(crate) trait Execute<'q> {
    /// Runs a statement that touches exactly one row. Another number is a mistake of the program: the error names the
    /// place of the statement.
    #[track_caller]
    fn execute_one<'e>(
        self,
        executor: impl Executor<'e, Database = Postgres>,
    ) -> impl Future<Output = Result<()>> + Send
    where
        'q: 'e;

    /// Runs a statement that may touch any number of rows, and says how many there were.
    fn execute_any<'e>(
        self,
        executor: impl Executor<'e, Database = Postgres>,
    ) -> impl Future<Output = Result<u64>> + Send
    where
        'q: 'e;
}

impl<'q> Execute<'q> for Query<'q, Postgres, PgArguments> {
    #[track_caller]
    fn execute_one<'e>(
        self,
        executor: impl Executor<'e, Database = Postgres>,
    ) -> impl Future<Output = Result<()>> + Send
    where
        'q: 'e,
    {
        let place = Location::caller();
        async move {
            match self.execute_any(executor).await? {
                1 => Ok(()),
                rows => Err(Error::internal(format!("the statement at {place} touched {rows} rows instead of one"))),
            }
        }
    }

    async fn execute_any<'e>(self, executor: impl Executor<'e, Database = Postgres>) -> Result<u64>
    where
        'q: 'e,
    {
        self.execute(executor).await.map(|done| done.rows_affected()).map_err(failed)
    }
}
