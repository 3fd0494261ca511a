//! Counts the records of every tenant anew. Their number is kept by the statement that appends to the log, and a
//! version of the program from before there was a number, which may run beside this one during a deploy, does not keep
//! it.

use async_trait::async_trait;
use plenum_shared::{Result, ids::TenantId};
use plenum_store::{TenantTx, log, records};

use crate::{
    App,
    jobs::{Failure, Job, JobContext, Missed, Outcome, Schedule, each_tenant::each_tenant},
};

/// The count of records, a job of the platform. What one attempt has counted, the next counts again.
pub(crate) struct RecountRecords;

pub(crate) const RECOUNT: Schedule =
    Schedule { name: "recount_records", cron: "41 3 * * 0", missed: Missed::Once, kind: RecountRecords::KIND };

#[async_trait]
impl Job for RecountRecords {
    const KIND: &'static str = "recount_records";
    type Payload = ();

    async fn run(&self, context: &JobContext, (): ()) -> Result<Outcome, Failure> {
        each_tenant(context, |tenant| recount(context.app(), tenant)).await
    }
}

/// Counts the records of a tenant, and corrects their number. Says how many numbers were wrong: one or none.
async fn recount(app: &App, tenant: TenantId) -> Result<u64> {
    // In one snapshot, and without a lock: most numbers are right.
    let look = |mut tx: TenantTx| async move {
        let is_right = log::records(&mut tx).await? == count(app, &mut tx).await?;
        Ok(tx.finish(is_right))
    };
    if app.store().read("plans.recount", tenant, None, look).await? {
        return Ok(0);
    }
    let correct = |mut tx: TenantTx| async move {
        // No other transaction adds a record before this one ends, and none that it does not see has added one.
        log::lock(&mut tx).await?;
        let records = count(app, &mut tx).await?;
        log::set_records(&mut tx, records).await?;
        Ok(tx.finish(()))
    };
    app.store().write("plans.recount", tenant, None, correct).await?;
    tracing::info!(%tenant, "the number of records of a tenant was wrong and is corrected");
    Ok(1)
}

async fn count(app: &App, tx: &mut TenantTx) -> Result<i64> {
    let mut sum = 0;
    for entity in app.catalogue().entities() {
        sum += records::count_all(tx, entity).await?;
    }
    Ok(sum)
}
