//! The two ways into a tenant's data: everything a caller wants done goes through one of them.

use async_trait::async_trait;
use plenum_shared::{
    Result,
    caller::{Caller, Identity},
    entry::Entry,
};
use plenum_store::TenantTx;

use crate::{App, access};

/// Something a caller wants done in one transaction. It may run more than once, when another transaction undid it, so
/// it must do nothing outside of its own.
#[async_trait]
pub trait Intent: Send + Sync {
    /// The name in metrics and traces: `records.create`.
    const NAME: &'static str;
    type Output: Send;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>>;
}

/// What an intention came to: the answer for the caller, and the entries it appended to the log as its last
/// statement, for the bus.
pub struct Done<T> {
    pub output: T,
    pub entries: Vec<Entry>,
}

impl App {
    /// Does what is intended in a write transaction, commits, and sends the news over the bus.
    pub async fn write<I: Intent>(&self, who: &Identity, intent: &I) -> Result<I::Output> {
        let work = |mut tx| async move {
            let caller = access::caller(self, &mut tx, who, self.source().now()).await?;
            let done = intent.run(self, &mut tx, &caller).await?;
            Ok(tx.finish(done))
        };
        let done = self.store().write(I::NAME, who.tenant, Some(who.user), work).await?;
        self.publish(&done.entries);
        Ok(done.output)
    }

    /// Does what is intended in a read-only transaction whose every statement sees the same snapshot.
    pub async fn read<I: Intent>(&self, who: &Identity, intent: &I) -> Result<I::Output> {
        let work = |mut tx| async move {
            let caller = access::caller(self, &mut tx, who, self.source().now()).await?;
            let done = intent.run(self, &mut tx, &caller).await?;
            Ok(tx.finish(done.output))
        };
        self.store().read(I::NAME, who.tenant, Some(who.user), work).await
    }
}
