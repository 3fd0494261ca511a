//! The log's promises: no holes, commit order, nothing lost, nothing of what rolled back; and the epoch.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use futures::future::{join, join_all};
use plenum_shared::{
    Code, Error,
    catalogue::format_timestamp,
    cursor::Position,
    entry::{Entry, NewEntry},
    ids::TenantId,
    image::Image,
};
use plenum_store::{
    TenantTx,
    log::{self, MAX_APPEND},
    records,
};
use plenum_testkit::postgres::Cluster;
use serde_json::json;
use time::{Date, Duration, Month, OffsetDateTime, UtcOffset, macros::datetime};

use plenum_testkit::store::{TestStore, TestTenant, entity};

/// The whole log and its head, in one snapshot.
async fn snapshot(test: &TestStore, tenant: TenantId) -> (Position, Vec<Entry>) {
    let work = |mut tx: TenantTx| async move {
        let entries = log::range(&mut tx, 1, 100_000).await?;
        let head = log::head(&mut tx).await?;
        Ok(tx.finish((head, entries)))
    };
    test.store.read("test.snapshot", tenant, None, work).await.expect("a snapshot")
}

async fn append(test: &TestStore, tenant: TenantId, count: usize) -> Vec<Entry> {
    let entries: Vec<_> = (0..count).map(|_| test.entry("deal.updated", test.source.uuid())).collect();
    let entries = &entries;
    let work = |mut tx: TenantTx| async move {
        let stored = log::append(&mut tx, entries, test.source.now()).await?;
        Ok(tx.finish(stored))
    };
    test.store.write("test.append", tenant, None, work).await.expect("entries")
}

#[tokio::test]
async fn an_entry_comes_back_as_it_was_appended() {
    let test = &TestStore::new().await;
    let one = test.tenant("one").await;
    assert_eq!(snapshot(test, one.tenant).await, (Position { epoch: 0, seq: 0 }, vec![]));

    let mut full = test.entry("deal.stage_changed", test.source.uuid());
    full.before = Some(test.deal(one, "vorher \u{1F600} \u{202E}"));
    full.after = Some(test.deal(one, ""));
    full.recipient = Some(one.admin);
    full.cause = Some(test.source.uuid().into());
    full.depth = 3;
    full.origin.traceparent = Some("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".to_owned());
    full.origin.ip = Some("::1".to_owned());
    full.origin.user_agent = Some("agent".to_owned());
    let entries = &[test.entry("deal.created", test.source.uuid()), full];
    let work = |mut tx: TenantTx| async move {
        let stored = log::append(&mut tx, entries, test.source.now()).await?;
        Ok(tx.finish(stored))
    };
    let stored = test.store.write("test.append", one.tenant, None, work).await.expect("entries");
    let (head, read) = snapshot(test, one.tenant).await;
    assert_eq!(stored, read);
    assert_eq!(read.iter().map(|entry| entry.position.seq).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(head, read[1].position);
    assert_eq!(
        log::heads(&test.store, &[one.tenant, test.source.uuid().into()]).await.expect("heads"),
        [(one.tenant, head)]
    );
}

#[tokio::test]
async fn a_range_begins_at_its_number_and_ends_at_its_limit() {
    let test = &TestStore::new().await;
    let one = test.tenant("one").await;
    append(test, one.tenant, 10).await;
    let work = |mut tx: TenantTx| async move {
        let part = log::range(&mut tx, 4, 3).await?;
        let beyond = log::range(&mut tx, 11, 3).await?;
        let floor = log::floor(&mut tx).await?;
        let numbers: Vec<_> = part.iter().map(|entry| entry.position.seq).collect();
        Ok(tx.finish((numbers, beyond.len(), floor)))
    };
    assert_eq!(test.store.read("test.range", one.tenant, None, work).await.expect("a range"), (vec![4, 5, 6], 0, 0));
}

#[tokio::test]
async fn an_append_that_cannot_be_numbered_fails_whole() {
    let test = &TestStore::new().await;
    let one = test.tenant("one").await;
    let many: Vec<_> = (0..=MAX_APPEND).map(|_| test.entry("deal.updated", test.source.uuid())).collect();
    for (tenant, count) in [(one.tenant, MAX_APPEND + 1), (test.source.uuid().into(), 1)] {
        let entries = &many[..count];
        let work = |mut tx: TenantTx| async move {
            log::append(&mut tx, entries, test.source.now()).await?;
            Ok(tx.finish(()))
        };
        let refused = test.store.write("test.append", tenant, None, work).await.expect_err("refused");
        assert_eq!(refused.code(), Code::Internal);
    }
    assert_eq!(append(test, one.tenant, MAX_APPEND).await.len(), MAX_APPEND);
    assert_eq!(append(test, one.tenant, 0).await, []);
}

#[tokio::test]
async fn the_image_of_an_earlier_version_is_in_the_log() {
    let test = &TestStore::new().await;
    let one = test.tenant("one").await;
    let mut image = test.deal(one, "first");
    let id = image.id().expect("an id");
    let mut created = test.entry("deal.created", id.uuid());
    created.after = Some(image.clone());
    image.set("title", json!("second"));
    image.set("version", json!(2));
    let mut updated = test.entry("deal.updated", id.uuid());
    updated.after = Some(image.clone());
    let entries = &[created, updated];
    let work = |mut tx: TenantTx| async move {
        log::append(&mut tx, entries, test.source.now()).await?;
        Ok(tx.finish(()))
    };
    test.store.write("test.append", one.tenant, None, work).await.expect("entries");
    for (version, title) in [(1, Some("first")), (2, Some("second")), (3, None)] {
        let work = |mut tx: TenantTx| async move {
            let found = log::image_at(&mut tx, "deal", id, version).await?;
            Ok(tx.finish(found))
        };
        let found = test.store.read("test.image", one.tenant, None, work).await.expect("no error");
        assert_eq!(found.as_ref().and_then(|image| image.text("title")), title);
    }
}

/// One write of the storm below: a deal and its entries, one in five of which is given up after the append.
async fn storm_write(test: &TestStore, of: TestTenant, number: usize) -> Option<(String, Vec<Entry>)> {
    let title = format!("deal {number}");
    let image = &test.deal(of, &title);
    let id = image.id().expect("an id");
    let entries: Vec<_> = (0..1 + number % 3).map(|_| test.entry("deal.created", id.uuid())).collect();
    let entries = &entries;
    let work = |mut tx: TenantTx| async move {
        records::insert(&mut tx, entity("deal"), image).await?;
        let stored = log::append(&mut tx, entries, test.source.now()).await?;
        if number.is_multiple_of(5) {
            return Err(Error::new(Code::Stale));
        }
        Ok(tx.finish(stored))
    };
    match test.store.write("test.storm", of.tenant, Some(of.admin), work).await {
        Ok(stored) => Some((title, stored)),
        Err(error) => {
            assert_eq!(error.code(), Code::Stale, "{error}");
            None
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_writers_leave_no_gap_in_any_snapshot_and_lose_nothing() {
    const WRITERS: usize = 50;
    const ROUNDS: usize = 6;
    let test = &TestStore::with_connections(30).await;
    let of = test.tenant("one").await;
    let (done, snapshots) = (&AtomicBool::new(false), &AtomicUsize::new(0));
    let writers = join_all((0..WRITERS).map(|writer| async move {
        let mut acknowledged = Vec::new();
        for round in 0..ROUNDS {
            acknowledged.extend(storm_write(test, of, writer * ROUNDS + round).await);
        }
        acknowledged
    }));
    let readers = join_all((0..4).map(|_| async move {
        let mut longest: Vec<Entry> = Vec::new();
        while !done.load(Ordering::SeqCst) {
            let (head, entries) = snapshot(test, of.tenant).await;
            let numbers: Vec<_> = entries.iter().map(|entry| entry.position.seq).collect();
            assert_eq!(numbers, (1..=head.seq).collect::<Vec<_>>(), "a hole, or a head that is not the last entry");
            // The entries of one snapshot are in every later one, in the same order.
            assert!(entries.starts_with(&longest), "an entry came or went below the head");
            longest = entries;
            snapshots.fetch_add(1, Ordering::SeqCst);
        }
    }));
    let writing = async {
        let acknowledged = writers.await;
        done.store(true, Ordering::SeqCst);
        acknowledged
    };
    let (acknowledged, _) = join(writing, readers).await;

    let (head, entries) = snapshot(test, of.tenant).await;
    // A write that began after another was acknowledged has the later number.
    for of_writer in &acknowledged {
        let numbers = of_writer.iter().flat_map(|(_, stored)| stored).map(|entry| entry.position.seq);
        assert!(numbers.is_sorted_by(|a, b| a < b), "numbers do not follow the order of commits");
    }
    let acknowledged: Vec<_> = acknowledged.into_iter().flatten().collect();
    assert_eq!(acknowledged.len(), WRITERS * ROUNDS * 4 / 5);
    let mut expected: Vec<Entry> = acknowledged.iter().flat_map(|(_, stored)| stored.clone()).collect();
    expected.sort_by_key(|entry| entry.position.seq);
    assert_eq!(entries, expected, "the log is exactly what was acknowledged");
    assert_eq!(head.seq as usize, expected.len());
    for (_, stored) in &acknowledged {
        assert!(stored.windows(2).all(|pair| pair[1].position.seq == pair[0].position.seq + 1), "one range per append");
    }
    assert!(snapshots.load(Ordering::SeqCst) > 10, "the readers did read meanwhile");
    let deals: i64 = sqlx::query_scalar("SELECT count(*) FROM deals")
        .fetch_one(&mut test.database.superuser().await)
        .await
        .expect("a count");
    assert_eq!(deals as usize, acknowledged.len(), "no record without its entry");
}

#[tokio::test]
async fn the_epoch_stays_while_the_timeline_does_and_changes_with_it() {
    let cluster = Cluster::private().await;
    let test = TestStore::on(cluster.database().await, 5).await;
    let one = test.tenant("one").await;
    let first = append(&test, one.tenant, 2).await;
    assert!(first[0].position.epoch > 0);
    assert_eq!(first[0].position.epoch, append(&test, one.tenant, 1).await[0].position.epoch);

    cluster.kill().await;
    cluster.start().await;
    let restarted = TestStore::on(test.database, 5).await;
    assert_eq!(
        first[0].position.epoch,
        append(&restarted, one.tenant, 1).await[0].position.epoch,
        "a crash is no fail-over"
    );

    cluster.fail_over().await;
    let promoted = TestStore::on(restarted.database, 5).await;
    let (head, _) = snapshot(&promoted, one.tenant).await;
    assert_eq!(
        head,
        Position { epoch: first[0].position.epoch, seq: 4 },
        "the head has the epoch of its entry, not today's"
    );
    let after = append(&promoted, one.tenant, 1).await;
    assert_eq!(after[0].position.seq, 5);
    assert_ne!(after[0].position.epoch, first[0].position.epoch);
    let (head, entries) = snapshot(&promoted, one.tenant).await;
    assert_eq!(head, after[0].position);
    assert_eq!(entries[3].position.epoch, first[0].position.epoch, "what was written keeps its epoch");
    let epochs: i64 = sqlx::query_scalar("SELECT count(*) FROM cluster_epoch")
        .fetch_one(&mut promoted.database.superuser().await)
        .await
        .expect("a count");
    assert_eq!(epochs, 2);
}

#[tokio::test]
async fn the_first_writers_of_a_timeline_agree_on_its_epoch() {
    let test = &TestStore::new().await;
    let mut tenants = Vec::new();
    for name in ["a", "b", "c", "d", "e", "f"] {
        tenants.push(test.tenant(name).await);
    }
    let written = join_all(tenants.iter().map(|of| append(test, of.tenant, 1))).await;
    assert!(written.iter().all(|entries| entries[0].position.epoch == written[0][0].position.epoch));
}

/// The first moment of the month that is `ahead` months after that of `at`.
fn month(at: OffsetDateTime, ahead: u8) -> OffsetDateTime {
    let months = at.to_offset(UtcOffset::UTC).date().month() as u8 - 1 + ahead;
    let year = at.to_offset(UtcOffset::UTC).year() + i32::from(months / 12);
    let name = Month::try_from(months % 12 + 1).expect("a month");
    Date::from_calendar_date(year, name, 1).expect("a date").midnight().assume_utc()
}

fn partition(at: OffsetDateTime) -> String {
    format!("change_log_{:04}_{:02}", at.year(), at.month() as u8)
}

/// As in a month for which none were made: nothing but the default partition is left.
async fn drop_partitions(test: &TestStore) {
    let statement = "DO $$ DECLARE v_table regclass; BEGIN
        FOR v_table IN SELECT inhrelid FROM pg_inherits WHERE inhparent = 'change_log'::regclass
            AND inhrelid <> 'change_log_default'::regclass
        LOOP EXECUTE format('DROP TABLE %s', v_table); END LOOP; END $$";
    sqlx::raw_sql(statement).execute(&mut test.database.superuser().await).await.expect("no partitions");
}

async fn append_at(test: &TestStore, tenant: TenantId, at: OffsetDateTime) {
    let entries = &[test.entry("deal.updated", test.source.uuid())];
    let work = |mut tx: TenantTx| async move {
        log::append(&mut tx, entries, at).await?;
        Ok(tx.finish(()))
    };
    test.store.write("test.month", tenant, None, work).await.expect("an entry");
}

/// Where the entries lie, in their order.
async fn tables(test: &TestStore) -> Vec<String> {
    sqlx::query_scalar("SELECT tableoid::regclass::text FROM change_log ORDER BY seq")
        .fetch_all(&mut test.database.superuser().await)
        .await
        .expect("rows")
}

#[tokio::test]
async fn partitions_are_made_ahead_once_and_an_entry_finds_its_month() {
    let test = &TestStore::new().await;
    let one = test.tenant("one").await;
    let now = test.source.now();
    drop_partitions(test).await;
    assert_eq!(log::ensure_partitions(&test.store).await.expect("partitions"), 4);
    assert_eq!(log::ensure_partitions(&test.store).await.expect("partitions"), 0);
    let last = month(now, 4) - Duration::microseconds(1);
    for at in [now, month(now, 1), last, datetime!(1999-12-31 0:00 UTC)] {
        append_at(test, one.tenant, at).await;
    }
    let expected = [now, month(now, 1), month(now, 3)].map(partition);
    assert_eq!(tables(test).await, [&expected[..], &["change_log_default".to_owned()]].concat());
    let (_, entries) = snapshot(test, one.tenant).await;
    assert_eq!(format_timestamp(entries[2].recorded_at), format_timestamp(last));
}

#[tokio::test]
async fn a_month_whose_entries_lie_in_the_default_partition_stays_there() {
    let test = &TestStore::new().await;
    let one = test.tenant("one").await;
    let now = test.source.now();
    drop_partitions(test).await;
    append_at(test, one.tenant, month(now, 2)).await;
    assert_eq!(log::ensure_partitions(&test.store).await.expect("no error"), 3);
    assert_eq!(tables(test).await, ["change_log_default"]);
    assert_eq!(snapshot(test, one.tenant).await.1.len(), 1);
}

#[tokio::test]
async fn making_partitions_waits_for_no_writer() {
    let test = &TestStore::new().await;
    let one = test.tenant("one").await;
    let now = test.source.now();
    // The others would be made too, and an entry needs somewhere to lie.
    drop_partitions(test).await;
    assert_eq!(log::ensure_partitions(&test.store).await.expect("partitions"), 4);
    let drop = sqlx::AssertSqlSafe(format!("DROP TABLE {}", partition(month(now, 3))));
    sqlx::raw_sql(drop).execute(&mut test.database.superuser().await).await.expect("one is missing");

    let entries = &[test.entry("deal.updated", test.source.uuid())];
    let work = |mut tx: TenantTx| async move {
        log::append(&mut tx, entries, now).await?;
        // The entry is not committed, so its locks are held.
        let made = log::ensure_partitions(&test.store).await?;
        Ok(tx.finish(made))
    };
    let made = test.store.write("test.partitions", one.tenant, None, work).await.expect("neither waits for the other");
    assert_eq!(made, 1);
}

#[tokio::test]
async fn a_partition_for_a_distant_month_is_refused() {
    let test = &TestStore::new().await;
    let mut app = test.database.app().await;
    for call in [
        "SELECT gate.ensure_log_partitions(13, now())",
        "SELECT gate.ensure_log_partitions(-1, now())",
        "SELECT gate.ensure_log_partitions(3, NULL)",
        "SELECT gate.ensure_log_partitions(NULL, now())",
        "SELECT gate.ensure_log_partitions(3, 'infinity')",
        "SELECT gate.ensure_log_partitions(3, now() - interval '2 days')",
        "SELECT gate.ensure_log_partitions(3, now() + interval '2 days')",
    ] {
        let error = sqlx::raw_sql(call).execute(&mut app).await.expect_err(call);
        let code = error.as_database_error().and_then(|error| error.code());
        assert_eq!(code.as_deref(), Some("22023"), "{call}: {error}");
    }
}

#[tokio::test]
async fn an_invalid_text_in_an_entry_is_refused_not_an_internal_error() {
    let test = &TestStore::new().await;
    let one = test.tenant("one").await;
    let mut entry = test.entry("deal.updated", test.source.uuid());
    entry.after = Some(test.image(test.record_id(), json!({"title": "a\u{0}b"})));
    let entries = &[entry];
    let work = |mut tx: TenantTx| async move {
        log::append(&mut tx, entries, test.source.now()).await?;
        Ok(tx.finish(()))
    };
    assert_eq!(test.store.write("test.nul", one.tenant, None, work).await.expect_err("a NUL").code(), Code::Invalid);
}

#[tokio::test]
async fn a_read_limited_in_bytes_ends_early_and_continues_where_it_ended() {
    let test = &TestStore::new().await;
    let one = test.tenant("one").await;
    let mut large = Image::default();
    large.set("text", json!("x".repeat(50_000)));
    let large = &large;
    let work = |mut tx: TenantTx| async move {
        let entry = |large: Option<&Image>| NewEntry { after: large.cloned(), ..test.entry("a.b", one.tenant.uuid()) };
        let many: Vec<_> = (0..100).map(|_| entry(Some(large))).chain((0..100).map(|_| entry(None))).collect();
        let entries = log::append(&mut tx, &many, test.source.now()).await?;
        Ok(tx.finish(entries.len()))
    };
    assert_eq!(test.store.write("test.large", one.tenant, None, work).await.expect("appends"), 200);
    let read = async |from: i64, limit: usize| {
        let work = |mut tx: TenantTx| async move {
            let entries = log::range_within(&mut tx, from, limit, 1 << 20).await?;
            Ok(tx.finish(entries))
        };
        test.store.read("test.within", one.tenant, None, work).await.expect("reads")
    };
    let (mut from, mut sizes, mut seen) = (1, Vec::new(), Vec::new());
    while sizes.last() != Some(&0) {
        let page = read(from, 200).await;
        sizes.push(page.len());
        seen.extend(page.iter().map(|entry| entry.position.seq));
        from = page.last().map_or(from, |entry| entry.position.seq + 1);
    }
    assert_eq!(sizes, [32, 32, 32, 104, 0], "no page holds more than two mebibytes of images");
    assert!(seen.windows(2).all(|pair| pair[1] == pair[0] + 1));
    assert_eq!(read(1, 5).await.len(), 5);
}
