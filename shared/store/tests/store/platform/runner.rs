//! The runner of transactions: which roles may connect, which failures are retried, and what a caller learns of them.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use plenum_shared::{Code, ids::RecordId};
use plenum_store::{
    Settings, Store, TenantTx, log,
    records::{self, Deleted, Lock},
};
use tokio::sync::Barrier;

use plenum_testkit::store::{TestStore, entity};

#[tokio::test]
async fn a_database_role_that_bypasses_the_policies_is_refused() {
    let test = &TestStore::new().await;
    for url in [test.database.superuser_url(), test.database.owner_url()] {
        let refused = Store::connect(&Settings::new(url)).await.expect_err("too mighty");
        assert!(refused.to_string().contains("connect as plenum_app"), "{refused}");
        assert!(!refused.message().contains("plenum_app"), "the caller learns nothing");
    }
}

#[tokio::test]
async fn a_deadlock_is_tried_again_and_both_writers_succeed() {
    let test = &TestStore::new().await;
    let one = test.tenant("one").await;
    let (pipeline, stage) = (("pipeline", one.pipeline), ("stage", one.stage));
    let (barrier, tries) = (&Barrier::new(2), &AtomicU32::new(0));
    // Each takes the lock that the other wants next; on the first try both hold theirs before they go on.
    let writer = |first: (&'static str, RecordId), second: (&'static str, RecordId)| async move {
        let own_tries = &AtomicU32::new(0);
        let work = |mut tx: TenantTx| async move {
            tries.fetch_add(1, Ordering::SeqCst);
            records::get(&mut tx, entity(first.0), first.1, Deleted::Exclude, Lock::Update).await?;
            if own_tries.fetch_add(1, Ordering::SeqCst) == 0 {
                barrier.wait().await;
            }
            records::get(&mut tx, entity(second.0), second.1, Deleted::Exclude, Lock::Update).await?;
            Ok(tx.finish(()))
        };
        test.store.write("test.deadlock", one.tenant, None, work).await
    };
    let (left, right) = tokio::join!(writer(pipeline, stage), writer(stage, pipeline));
    assert!(left.is_ok() && right.is_ok(), "{left:?} {right:?}");
    assert_eq!(tries.load(Ordering::SeqCst), 3, "one of them was tried again");
}

#[tokio::test]
async fn waiting_for_a_lock_ends_in_busy_and_a_closed_pool_in_unavailable() {
    let test = &TestStore::new().await;
    let one = test.tenant("one").await;
    let mut superuser = test.database.superuser().await;
    sqlx::raw_sql("BEGIN; SELECT FROM tenant_seq FOR UPDATE")
        .execute(&mut superuser)
        .await
        .expect("the counter is held");
    let work = |mut tx: TenantTx| async move {
        log::append(&mut tx, &[test.entry("deal.created", test.source.uuid())], test.source.now()).await?;
        Ok(tx.finish(()))
    };
    let busy = test.store.write("test.held", one.tenant, None, work).await.expect_err("the lock timeout passes");
    assert_eq!(busy.code(), Code::Busy);
    assert!(!busy.message().contains("tenant_seq"));
    test.store.close().await;
    let closed = test.store.write("test.closed", one.tenant, None, work).await.expect_err("the pool is closed");
    assert_eq!(closed.code(), Code::Unavailable);
}

#[tokio::test]
async fn a_pool_that_stays_empty_is_unavailable_not_a_hang() {
    let test = &TestStore::new().await;
    let one = test.tenant("one").await;
    let settings = Settings {
        max_connections: 1,
        acquire_timeout: Duration::from_millis(50),
        ..Settings::new(test.database.app_url())
    };
    let store = &Store::connect(&settings).await.expect("connects");
    let work = |tx: TenantTx| async move {
        let inner = |tx: TenantTx| async { Ok(tx.finish(())) };
        let refused = store.read("test.inner", one.tenant, None, inner).await.expect_err("no connection is left");
        Ok(tx.finish(refused.code()))
    };
    assert_eq!(store.read("test.outer", one.tenant, None, work).await.expect("the first had one"), Code::Unavailable);
}
