//! A transaction for one tenant. Row-level security limits it to that tenant; having one as an argument proves it.

use plenum_shared::{
    Result,
    ids::{TenantId, UserId},
    text::TextVersions,
};
use sqlx::{PgConnection, PgPool, Postgres, Transaction};
use uuid::Uuid;

use crate::{error::failed, execute::Execute};

/// An open transaction of one tenant. Dropped without [`finish`](Self::finish), it rolls back.
pub struct TenantTx {
    inner: Transaction<'static, Postgres>,
    tenant: TenantId,
    user: Option<UserId>,
    text: TextVersions,
}

/// A transaction ready to commit, with the result of its work. Only the runner can commit it.
#[must_use = "hand it back to the runner, or the transaction rolls back"]
pub struct Finished<T> {
    tx: TenantTx,
    value: T,
}

/// A part of a transaction that can be rolled back by itself. A step may stand inside a rehearsal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Savepoint {
    /// One of several operations.
    Step,
    /// All operations, to find out what they would do.
    Rehearsal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Write,
    Read,
}

impl TenantTx {
    pub(crate) async fn begin(
        pool: &PgPool,
        text: TextVersions,
        mode: Mode,
        tenant: TenantId,
        user: Option<UserId>,
    ) -> Result<Self> {
        let mut inner = match mode {
            Mode::Write => pool.begin_with("BEGIN ISOLATION LEVEL READ COMMITTED").await,
            Mode::Read => pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await,
        }
        .map_err(failed)?;
        // Local to the transaction: a setting of the session would speak for this tenant to the connection's next user.
        sqlx::query("SELECT set_config('app.tenant', $1, true), set_config('app.user', $2, true)")
            .bind(tenant.to_string())
            .bind(user.map(|user| user.to_string()).unwrap_or_default())
            .execute_one(&mut *inner)
            .await?;
        Ok(Self { inner, tenant, user, text })
    }

    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    pub fn user(&self) -> Option<UserId> {
        self.user
    }

    /// The rules for text whose forms are written beside each text.
    pub fn text_versions(&self) -> TextVersions {
        self.text
    }

    /// Ends the work with its result.
    pub fn finish<T>(self, value: T) -> Finished<T> {
        Finished { tx: self, value }
    }

    /// Begins a part of the transaction that can be rolled back by itself, also after a statement failed in it.
    pub async fn savepoint(&mut self, part: Savepoint) -> Result<()> {
        self.command(part.begin()).await
    }

    /// Keeps what the part did.
    pub async fn release(&mut self, part: Savepoint) -> Result<()> {
        self.command(part.release()).await
    }

    /// Undoes the part.
    pub async fn roll_back_to(&mut self, part: Savepoint) -> Result<()> {
        self.command(part.roll_back()).await?;
        self.command(part.release()).await
    }

    /// A command of transactions touches no row.
    async fn command(&mut self, command: &'static str) -> Result<()> {
        sqlx::query(command).execute_any(&mut *self.inner).await.map(drop)
    }

    /// The tenant as a parameter, and the connection to bind it on.
    pub(crate) fn parts(&mut self) -> (Uuid, &mut PgConnection) {
        (self.tenant.uuid(), &mut self.inner)
    }
}

/// Leaves the statements that follow in a transaction less time than others. A reader may ask for much work, and should
/// not keep others waiting for a connection.
pub(crate) async fn shorten_statement_timeout(connection: &mut PgConnection) -> Result<()> {
    sqlx::query("SELECT set_config('statement_timeout', '3s', true)").execute_one(connection).await
}

impl Savepoint {
    const fn begin(self) -> &'static str {
        match self {
            Savepoint::Step => "SAVEPOINT step",
            Savepoint::Rehearsal => "SAVEPOINT rehearsal",
        }
    }

    const fn release(self) -> &'static str {
        match self {
            Savepoint::Step => "RELEASE SAVEPOINT step",
            Savepoint::Rehearsal => "RELEASE SAVEPOINT rehearsal",
        }
    }

    const fn roll_back(self) -> &'static str {
        match self {
            Savepoint::Step => "ROLLBACK TO SAVEPOINT step",
            Savepoint::Rehearsal => "ROLLBACK TO SAVEPOINT rehearsal",
        }
    }
}

impl<T> Finished<T> {
    /// After an error here it is unknown whether the commit happened, so it is not tried again.
    pub(crate) async fn commit(self) -> Result<T> {
        self.tx.inner.commit().await.map_err(failed)?;
        Ok(self.value)
    }
}
