//! The border between tenants: closed for a connection without a tenant, and on every connection that another tenant
//! has used before.

use futures::future::join_all;
use plenum_shared::{Code, Error, ids::RecordId, sort::Sort};
use plenum_store::{
    TenantTx, log,
    records::{self, Deleted, ListQuery, Lock, Visibility},
};
use sqlx::{Connection, PgConnection, Row};

use plenum_testkit::store::{TestStore, TestTenant, entity};

const TABLES: &[&str] = &[
    "tenants",
    "users",
    "roles",
    "role_permissions",
    "memberships",
    "teams",
    "team_members",
    "sessions",
    "refresh_tokens",
    "tenant_seq",
    "change_log",
    "pipelines",
    "stages",
    "deals",
];

/// How many rows of each table this connection sees.
async fn visible(connection: &mut PgConnection) -> Vec<(&'static str, i64)> {
    let mut seen = Vec::new();
    for table in TABLES {
        let statement = sqlx::AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
        let count: i64 = sqlx::query_scalar(statement).fetch_one(&mut *connection).await.expect("a count");
        if count > 0 {
            seen.push((*table, count));
        }
    }
    seen
}

async fn add_deal(test: &TestStore, of: TestTenant, title: &str) -> RecordId {
    let image = &test.deal(of, title);
    let id = image.id().expect("an id");
    let work = |mut tx: TenantTx| async move {
        records::insert(&mut tx, entity("deal"), image).await?;
        log::append(&mut tx, &[test.entry("deal.created", id.uuid())], test.source.now()).await?;
        Ok(tx.finish(()))
    };
    test.store.write("test.deal", of.tenant, Some(of.admin), work).await.expect("a deal");
    id
}

async fn titles(test: &TestStore, of: TestTenant) -> Vec<String> {
    let first = ListQuery::first(200, Sort::newest(entity("deal")), Visibility::All);
    let query = &ListQuery { deleted: Deleted::Include, ..first };
    let work = |mut tx: TenantTx| async move {
        let found = records::list(&mut tx, entity("deal"), query).await?;
        let titles: Vec<_> = found.images.iter().filter_map(|image| image.text("title").map(str::to_owned)).collect();
        Ok(tx.finish(titles))
    };
    test.store.read("test.titles", of.tenant, Some(of.admin), work).await.expect("a list")
}

#[tokio::test]
async fn a_connection_without_a_tenant_sees_no_rows() {
    let test = &TestStore::new().await;
    let one = test.tenant("one").await;
    add_deal(test, one, "a").await;
    let mut connection = test.database.app().await;
    assert_eq!(visible(&mut connection).await, [], "the setting was never made");
    sqlx::query("SELECT set_config('app.tenant', '', false)").execute(&mut connection).await.expect("set");
    assert_eq!(visible(&mut connection).await, [], "the setting is empty");
    let other = test.source.uuid().to_string();
    sqlx::query("SELECT set_config('app.tenant', $1, false)").bind(other).execute(&mut connection).await.expect("set");
    assert_eq!(visible(&mut connection).await, [], "the setting names no tenant");
    sqlx::query("SELECT set_config('app.tenant', 'x', false)").execute(&mut connection).await.expect("set");
    let refused = sqlx::query("SELECT id FROM deals").fetch_all(&mut connection).await.expect_err("not a uuid");
    assert_eq!(refused.as_database_error().and_then(|error| error.code()).as_deref(), Some("22P02"));

    // The owner of the tables meets the same policies.
    let mut owner = PgConnection::connect(&test.database.owner_url()).await.expect("the owner connects");
    assert_eq!(visible(&mut owner).await, []);
}

#[tokio::test]
async fn a_row_of_another_tenant_cannot_be_read_written_or_moved() {
    let test = &TestStore::new().await;
    let (one, two) = (test.tenant("one").await, test.tenant("two").await);
    let foreign = add_deal(test, two, "theirs").await;
    let work = |mut tx: TenantTx| async move {
        let found = records::get(&mut tx, entity("deal"), foreign, Deleted::Include, Lock::None).await?;
        let exists = records::exists(&mut tx, entity("deal"), foreign).await?;
        let mut image = test.deal(two, "mine now");
        image.set("id", serde_json::json!(foreign));
        let updated = records::update(&mut tx, entity("deal"), &image, 1).await?;
        Ok(tx.finish((found, exists, updated)))
    };
    let seen = test.store.write("test.foreign", one.tenant, None, work).await.expect("no error");
    assert_eq!(seen, (None, false, false));

    let mut connection = test.database.app().await;
    let set = sqlx::query("SELECT set_config('app.tenant', $1, false)").bind(one.tenant.to_string());
    set.execute(&mut connection).await.expect("set");
    let insert = sqlx::query("INSERT INTO teams (tenant_id, id, name, version, created_at, updated_at) VALUES ($1, $2, 'x', 1, now(), now())")
        .bind(two.tenant.uuid())
        .bind(test.source.uuid());
    let refused = insert.execute(&mut connection).await.expect_err("a row for another tenant");
    assert_eq!(refused.as_database_error().and_then(|error| error.code()).as_deref(), Some("42501"));
    let moved = sqlx::query("UPDATE pipelines SET tenant_id = $1").bind(two.tenant.uuid());
    assert!(moved.execute(&mut connection).await.is_err(), "a row does not move to another tenant");
}

#[tokio::test]
async fn a_reference_to_another_tenants_record_is_refused_like_an_unknown_one() {
    let test = &TestStore::new().await;
    let (one, two) = (test.tenant("one").await, test.tenant("two").await);
    let refusal = async |field: &'static str, id: uuid::Uuid| -> Error {
        let mut image = test.deal(one, "x");
        image.set(field, serde_json::json!(id));
        let image = &image;
        let work = |mut tx: TenantTx| async move {
            records::insert(&mut tx, entity("deal"), image).await?;
            Ok(tx.finish(()))
        };
        test.store.write("test.reference", one.tenant, None, work).await.expect_err("an unknown reference")
    };
    for (field, foreign) in
        [("pipelineId", two.pipeline.uuid()), ("stageId", two.stage.uuid()), ("ownerId", two.admin.uuid())]
    {
        let (foreign, absent) = (refusal(field, foreign).await, refusal(field, test.source.uuid()).await);
        assert_eq!(foreign.code(), Code::Invalid);
        assert_eq!(foreign.fields()[0].pointer, format!("/{field}"));
        assert_eq!(
            (foreign.code(), foreign.message(), foreign.fields()),
            (absent.code(), absent.message(), absent.fields())
        );
    }
}

#[tokio::test]
async fn a_connection_forgets_its_tenant_however_its_transaction_ended() {
    let test = &TestStore::with_connections(1).await;
    let one = test.tenant("one").await;
    add_deal(test, one, "secret").await;

    // An error, a statement that failed, a transaction that was dropped, a task that was aborted while it held one.
    let failing = |_: TenantTx| async { Err::<plenum_store::Finished<()>, _>(Error::new(Code::NotFound)) };
    test.store.write("test.error", one.tenant, None, failing).await.expect_err("an error");
    let failing = |mut tx: TenantTx| async move {
        records::insert(&mut tx, entity("deal"), &test.deal(TestTenant { stage: test.record_id(), ..one }, "x"))
            .await?;
        Ok(tx.finish(()))
    };
    test.store.write("test.failed", one.tenant, None, failing).await.expect_err("a failed statement");
    let (entered, inside) = tokio::sync::oneshot::channel();
    let entered = std::sync::Mutex::new(Some(entered));
    let store = test.store.clone();
    let task = tokio::spawn(async move {
        let entered = &entered;
        let hanging = |tx: TenantTx| async move {
            if let Some(entered) = entered.lock().expect("not poisoned").take() {
                let _ = entered.send(());
            }
            std::future::pending::<()>().await;
            Ok(tx.finish(()))
        };
        store.write("test.cancelled", one.tenant, None, hanging).await
    });
    inside.await.expect("it holds the only connection");
    task.abort();
    let _ = task.await;

    // The pool has one connection, so the next user gets that very one.
    let other = test.source.uuid().into();
    let work = |mut tx: TenantTx| async move {
        let first = ListQuery::first(10, Sort::newest(entity("deal")), Visibility::All);
        let query = ListQuery { deleted: Deleted::Include, ..first };
        let found = records::list(&mut tx, entity("deal"), &query).await?;
        Ok(tx.finish(found.images.len()))
    };
    assert_eq!(test.store.read("test.next", other, None, work).await.expect("a list"), 0);
    let heads = log::heads(&test.store, &[one.tenant]).await.expect("a gate function on the same connection");
    assert_eq!(heads[0].1.seq, 1);
    assert_eq!(titles(test, one).await, ["secret"], "and what was rolled back is not there");
}

#[tokio::test]
async fn two_tenants_interleaved_over_three_connections_see_their_own_rows_only() {
    let test = &TestStore::with_connections(3).await;
    let (one, two) = (test.tenant("one").await, test.tenant("two").await);
    let rounds = (0..60).map(|round| {
        let (of, prefix) = if round % 2 == 0 { (one, "one") } else { (two, "two") };
        async move {
            add_deal(test, of, &format!("{prefix} {round}")).await;
            let titles = titles(test, of).await;
            assert!(titles.iter().all(|title| title.starts_with(prefix)), "{prefix} sees {titles:?}");
        }
    });
    join_all(rounds).await;
    assert_eq!((titles(test, one).await.len(), titles(test, two).await.len()), (30, 30));
}

#[tokio::test]
async fn the_log_cannot_be_changed_and_its_partitions_cannot_be_read() {
    let test = &TestStore::new().await;
    let one = test.tenant("one").await;
    add_deal(test, one, "a").await;
    let mut connection = test.database.app().await;
    let set = sqlx::query("SELECT set_config('app.tenant', $1, false)").bind(one.tenant.to_string());
    set.execute(&mut connection).await.expect("set");
    let partitions =
        sqlx::query("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'change_log'::regclass")
            .fetch_all(&mut connection)
            .await
            .expect("partitions");
    assert!(partitions.len() >= 4, "this month, the next ones and the default");
    let reads = partitions.iter().map(|row| format!("SELECT FROM {}", row.get::<String, _>(0)));
    let writes =
        ["DELETE FROM change_log", "UPDATE change_log SET seq = seq + 1", "TRUNCATE change_log", "TRUNCATE deals"];
    for statement in reads.chain(writes.map(str::to_owned)) {
        let refused = sqlx::raw_sql(sqlx::AssertSqlSafe(statement.clone())).execute(&mut connection).await;
        let refused = refused.err().unwrap_or_else(|| panic!("{statement} was allowed"));
        assert_eq!(refused.as_database_error().and_then(|error| error.code()).as_deref(), Some("42501"), "{statement}");
    }
}
