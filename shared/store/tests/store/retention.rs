//! The purge: old entries of the log from the front, old deleted records, and empty months.

use plenum_shared::{Code, Result, ids::TenantId};
use plenum_store::{
    TenantTx,
    log::{self, MAX_APPEND},
    records::{self, purge},
};
use plenum_testkit::{
    catalogue,
    store::{TestStore, TestTenant, entity},
};
use time::{Duration, OffsetDateTime};

async fn append_at(test: &TestStore, tenant: TenantId, at: OffsetDateTime, count: usize) {
    let entries: &Vec<_> = &(0..count).map(|_| test.entry("deal.updated", test.source.uuid())).collect();
    let work = |mut tx: TenantTx| async move {
        log::append(&mut tx, entries, at).await?;
        Ok(tx.finish(()))
    };
    test.store.write("test.append", tenant, None, work).await.expect("entries");
}

async fn forget(test: &TestStore, tenant: TenantId, before: OffsetDateTime, limit: i32) -> Result<i64> {
    let work = |mut tx: TenantTx| async move {
        let forgotten = log::forget(&mut tx, before, limit).await?;
        Ok(tx.finish(forgotten))
    };
    test.store.write("test.forget", tenant, None, work).await
}

/// The floor of the log, and the numbers that it has.
async fn log_of(test: &TestStore, tenant: TenantId) -> (i64, Vec<i64>) {
    let work = |mut tx: TenantTx| async move {
        let floor = log::floor(&mut tx).await?;
        let entries = log::range(&mut tx, 0, MAX_APPEND as i64).await?;
        Ok(tx.finish((floor, entries.iter().map(|entry| entry.position.seq).collect())))
    };
    test.store.read("test.log", tenant, None, work).await.expect("the log")
}

#[tokio::test]
async fn the_log_is_purged_from_the_front_in_batches_without_a_gap() {
    let test = &TestStore::new().await;
    let (one, other) = (test.tenant("one").await.tenant, test.tenant("other").await.tenant);
    let now = test.source.now();
    let (old, before) = (now - Duration::days(400), now - Duration::days(365));
    for tenant in [one, other] {
        append_at(test, tenant, old, 5).await;
        append_at(test, tenant, now, 1).await;
        // A clock that was behind.
        append_at(test, tenant, old, 1).await;
        append_at(test, tenant, now, 1).await;
    }
    let mut forgotten = Vec::new();
    for _ in 0..3 {
        forgotten.push(forget(test, one, before, 3).await.expect("no error"));
    }
    assert_eq!(forgotten, [3, 2, 0]);
    assert_eq!(log_of(test, one).await, (5, vec![6, 7, 8]));
    assert_eq!(log_of(test, other).await, (0, (1..=8).collect()), "nothing of another tenant");
    append_at(test, one, now, 1).await;
    assert_eq!(log_of(test, one).await, (5, vec![6, 7, 8, 9]));
}

#[tokio::test]
async fn purging_the_log_keeps_the_last_entry_and_young_entries_for_every_caller() {
    let test = &TestStore::new().await;
    let (one, empty) = (test.tenant("one").await.tenant, test.tenant("empty").await.tenant);
    let now = test.source.now();
    append_at(test, one, now - Duration::days(400), 3).await;
    assert_eq!(forget(test, one, now - Duration::days(365), 100).await.expect("no error"), 2);
    assert_eq!(log_of(test, one).await, (2, vec![3]));
    assert_eq!(forget(test, empty, now - Duration::days(365), 100).await.expect("no error"), 0);
    for (before, limit) in [(now - Duration::days(28), 100), (now - Duration::days(365), 0)] {
        assert_eq!(forget(test, one, before, limit).await.expect_err("refused").code(), Code::Internal);
    }
}

async fn insert_deleted_deal(test: &TestStore, of: TestTenant, deleted_at: OffsetDateTime) {
    let image = &test.deal(of, "gone");
    let work = |mut tx: TenantTx| async move {
        records::insert(&mut tx, entity("deal"), image).await?;
        Ok(tx.finish(()))
    };
    test.store.write("test.deal", of.tenant, None, work).await.expect("a deal");
    sqlx::query("UPDATE deals SET deleted_at = $1 WHERE id = $2")
        .bind(deleted_at)
        .bind(image.id().expect("an id").uuid())
        .execute(&mut test.database.superuser().await)
        .await
        .expect("deleted");
}

#[tokio::test]
async fn purging_removes_deleted_records_of_every_entity_and_none_that_is_young_or_foreign() {
    let test = &TestStore::new().await;
    let (one, other) = (test.tenant("one").await, test.tenant("other").await);
    let now = test.source.now();
    for tenant in [one, other] {
        insert_deleted_deal(test, tenant, now - Duration::days(40)).await;
        insert_deleted_deal(test, tenant, now - Duration::days(20)).await;
    }
    let all: &Vec<uuid::Uuid> = &sqlx::query_scalar("SELECT id FROM deals")
        .fetch_all(&mut test.database.superuser().await)
        .await
        .expect("the deals");
    let before = now - Duration::days(30);
    let work = |mut tx: TenantTx| async move {
        let mut gone = 0;
        for entity in catalogue().entities() {
            let found = purge::purgeable(&mut tx, catalogue(), entity, before, 10).await?;
            assert_eq!(found.len(), usize::from(entity.name == "deal"), "{}", entity.name);
            // The gate takes no more than that, whatever it is given.
            gone += purge::purge(&mut tx, entity, all, before).await?.len();
        }
        Ok(tx.finish(gone))
    };
    assert_eq!(test.store.write("test.purge", one.tenant, None, work).await.expect("every table"), 1);
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM deals")
        .fetch_one(&mut test.database.superuser().await)
        .await
        .expect("a count");
    assert_eq!(left, 3);
    let refused = |mut tx: TenantTx| async move {
        purge::purge(&mut tx, entity("deal"), all, now - Duration::hours(1)).await?;
        Ok(tx.finish(()))
    };
    test.store.write("test.purge", one.tenant, None, refused).await.expect_err("that is too recent");
}

#[tokio::test]
async fn a_record_referenced_by_a_row_unknown_to_the_catalogue_is_not_purged() {
    let test = &TestStore::new().await;
    let one = test.tenant("one").await;
    let now = test.source.now();
    insert_deleted_deal(test, one, now - Duration::days(40)).await;
    let mut database = test.database.superuser().await;
    sqlx::raw_sql(
        "CREATE TABLE holders AS SELECT tenant_id, id FROM deals;
         ALTER TABLE holders ADD FOREIGN KEY (tenant_id, id) REFERENCES deals (tenant_id, id)",
    )
    .execute(&mut database)
    .await
    .expect("a table");
    for _ in 0..2 {
        insert_deleted_deal(test, one, now - Duration::days(40)).await;
    }
    let work = |mut tx: TenantTx| async move {
        let before = now - Duration::days(30);
        let found = purge::purgeable(&mut tx, catalogue(), entity("deal"), before, 10).await?;
        let gone = purge::purge(&mut tx, entity("deal"), &found, before).await?;
        Ok(tx.finish((found.len(), gone.len())))
    };
    assert_eq!(test.store.write("test.purge", one.tenant, None, work).await.expect("no error"), (3, 2));
}

#[tokio::test]
async fn entries_without_a_month_of_their_own_are_counted() {
    let test = &TestStore::new().await;
    let one = test.tenant("one").await.tenant;
    append_at(test, one, test.source.now(), 1).await;
    assert_eq!(log::default_rows(&test.store, 10).await.expect("a number"), 0);
    append_at(test, one, test.source.now() - Duration::days(4_000), 12).await;
    assert_eq!(log::default_rows(&test.store, 10).await.expect("a number"), 10, "counted up to the limit");
}

#[tokio::test]
async fn months_that_are_empty_for_every_tenant_are_dropped_and_no_others() {
    let test = &TestStore::new().await;
    let one = test.tenant("one").await.tenant;
    let mut database = test.database.superuser().await;
    for (month, next) in [("2020_01", "2020-02-01"), ("2020_02", "2020-03-01")] {
        let from = month.replace('_', "-");
        let partition = format!(
            "CREATE TABLE change_log_{month} PARTITION OF change_log FOR VALUES FROM ('{from}-01Z') TO ('{next}Z');
             ALTER TABLE change_log_{month} OWNER TO plenum_owner"
        );
        sqlx::raw_sql(sqlx::AssertSqlSafe(partition)).execute(&mut database).await.expect("a month");
    }
    append_at(test, one, time::macros::datetime!(2020-02-10 0:00 UTC), 3).await;
    append_at(test, one, test.source.now(), 1).await;
    let drop_empty = async || test.database.drop_empty_months().await;
    // The rows are the tenant's, so the owner of the table does not see them either.
    assert_eq!(drop_empty().await, ["change_log_2020_01"]);
    assert_eq!(drop_empty().await, [""; 0]);
    assert_eq!(forget(test, one, test.source.now() - Duration::days(365), 100).await.expect("no error"), 3);
    sqlx::raw_sql("VACUUM change_log_2020_02").execute(&mut database).await.expect("as autovacuum does");
    assert_eq!(drop_empty().await, ["change_log_2020_02"]);
    assert_eq!(log_of(test, one).await, (3, vec![4]));
}

#[tokio::test]
async fn indexes_on_tables_with_data_are_built_beside_the_writers() {
    let test = &TestStore::new().await;
    let mut database = test.database.superuser().await;
    // As it was before the migration, with what an attempt that was broken off has left.
    sqlx::raw_sql(
        "DELETE FROM _sqlx_migrations WHERE version = 53;
         DROP INDEX deals_deleted;
         CREATE INDEX deals_stage_all ON deals (tenant_id);
         UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'deals_stage_all'::regclass;
         ALTER INDEX deals_stage_all OWNER TO plenum_owner;",
    )
    .execute(&mut database)
    .await
    .expect("an older schema");
    test.database.migrate().await;
    let stage: String = sqlx::query_scalar("SELECT pg_get_indexdef('deals_stage'::regclass)")
        .fetch_one(&mut database)
        .await
        .expect("the index");
    assert!(stage.contains("(tenant_id, pipeline_id, stage_id)"), "{stage}");
    let (built, invalid): (bool, i64) = sqlx::query_as(
        "SELECT to_regclass('deals_deleted') IS NOT NULL, (SELECT count(*) FROM pg_index WHERE NOT indisvalid)",
    )
    .fetch_one(&mut database)
    .await
    .expect("the indexes");
    assert_eq!((built, invalid), (true, 0));
}
