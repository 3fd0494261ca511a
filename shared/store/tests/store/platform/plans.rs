//! Plans came after tenants did: the migration takes nothing from those that are there, and counts what they have.

use plenum_shared::plan::Plan;
use plenum_store::{
    TenantTx, log,
    platform::{tenants, usage},
    records,
};
use plenum_testkit::store::{TestStore, entity};

#[tokio::test]
async fn tenants_that_exist_get_everything_and_their_records_are_counted() {
    let test = TestStore::new().await;
    let (one, two) = (test.tenant("one").await, test.tenant("two").await);
    for (of, deals) in [(one, 3), (two, 1)] {
        let deals: Vec<_> = (0..deals).map(|number| test.deal(of, &format!("Deal {number}"))).collect();
        let work = |mut tx: TenantTx| {
            let deals = &deals;
            async move {
                for deal in deals {
                    records::insert(&mut tx, entity("deal"), deal).await?;
                }
                Ok(tx.finish(()))
            }
        };
        test.store.write("test.deals", of.tenant, None, work).await.expect("deals");
    }
    // As it was before there were plans.
    test.database
        .execute(
            "DELETE FROM _sqlx_migrations WHERE version = 51;
             ALTER TABLE tenants DROP COLUMN plan_overrides;
             ALTER TABLE tenant_seq DROP COLUMN records;
             UPDATE tenants SET plan = 'free';
             UPDATE deals SET deleted_at = now() WHERE title = 'Deal 2';",
        )
        .await;
    test.database.migrate().await;

    // A pipeline and a stage are there from the start.
    for (of, records) in [(one, 2 + 2), (two, 2 + 1)] {
        let source = &test.source;
        let read = |mut tx: TenantTx| async move {
            let entitlements = tenants::get_entitlements(&mut tx).await?;
            let usage = usage::usage(&mut tx, source.now()).await?;
            let counted = log::records(&mut tx).await?;
            Ok(tx.finish((entitlements, usage, counted)))
        };
        let (entitlements, usage, counted) =
            test.store.read("test.plan", of.tenant, None, read).await.expect("the plan");
        assert_eq!(entitlements.plan, Plan::Enterprise);
        assert_eq!((usage.records, counted), (records, records));
        assert_eq!(usage.people, 1);
    }
}
