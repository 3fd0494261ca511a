//! The use cases of a caller: each is an [`Intent`], run by [`App::write`] or [`App::read`] in a transaction of its
//! own.

use async_trait::async_trait;
use plenum_shared::{
    Result,
    caller::{Caller, Identity},
    entry::Entry,
    plan::Feature,
};
use plenum_store::TenantTx;

use crate::{App, access};

/// A use case of a caller in one transaction. It may run more than once, when the database undid it for another
/// transaction, so it must have no effect outside of its own.
#[async_trait]
pub trait Intent: Send + Sync {
    /// The name in metrics and traces: `records.create`.
    const NAME: &'static str;
    /// What the tenant's plan must have for it.
    const FEATURE: Option<&'static Feature> = None;
    type Output: Send;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>>;
}

/// The result of a use case: the answer for the caller, and the entries that it appended to the log as its last
/// statement, for the bus.
pub struct Done<T> {
    pub output: T,
    pub entries: Vec<Entry>,
}

impl App {
    /// Runs the intent in a write transaction, commits, and publishes its entries over the bus.
    pub async fn write<I: Intent>(&self, who: &Identity, intent: &I) -> Result<I::Output> {
        let work = |mut tx| async move {
            let caller = access::caller(self, &mut tx, who, self.source().now()).await?;
            let done = run(self, intent, &mut tx, &caller).await?;
            Ok(tx.finish(done))
        };
        let done = self.store().write(I::NAME, who.tenant, Some(who.user), work).await?;
        self.publish(&done.entries);
        Ok(done.output)
    }

    /// Runs the intent in a read-only transaction whose statements all see the same snapshot.
    pub async fn read<I: Intent>(&self, who: &Identity, intent: &I) -> Result<I::Output> {
        let work = |mut tx| async move {
            let caller = access::caller(self, &mut tx, who, self.source().now()).await?;
            let done = run(self, intent, &mut tx, &caller).await?;
            Ok(tx.finish(done.output))
        };
        self.store().read(I::NAME, who.tenant, Some(who.user), work).await
    }
}

/// Runs the intent. An error of it knows the languages of the caller, so that its title can be in one of them.
async fn run<I: Intent>(app: &App, intent: &I, tx: &mut TenantTx, caller: &Caller) -> Result<Done<I::Output>> {
    let done = match require_feature::<I>(caller) {
        Ok(()) => intent.run(app, tx, caller).await,
        Err(refusal) => Err(refusal),
    };
    done.map_err(|error| error.for_reader(caller.languages))
}

fn require_feature<I: Intent>(caller: &Caller) -> Result<()> {
    I::FEATURE.map_or(Ok(()), |feature| caller.entitlements.require(feature))
}
