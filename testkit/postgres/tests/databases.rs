//! The harness itself: databases are fresh, separate and quick, and a private cluster survives what is done to it.

use std::time::{Duration, Instant};

use plenum_testkit_postgres::{Cluster, TestDatabase};
use sqlx::{Connection, PgConnection, Row};

#[tokio::test]
async fn each_test_has_a_database_of_its_own_with_the_schema_in_it() {
    let (one, two) = (TestDatabase::create().await, TestDatabase::create().await);
    sqlx::query("CREATE TABLE mark ()").execute(&mut one.superuser().await).await.expect("a mark");
    let marks =
        "SELECT count(*) FILTER (WHERE relname = 'mark'), count(*) FILTER (WHERE relname = 'deals') FROM pg_class";
    let found = sqlx::query(marks).fetch_one(&mut two.app().await).await.expect("a count");
    assert_eq!((found.get::<i64, _>(0), found.get::<i64, _>(1)), (0, 1));
}

#[tokio::test]
async fn a_dropped_database_is_gone() {
    let stays = TestDatabase::create().await;
    let count = "SELECT count(*) FROM pg_database WHERE datname = $1";
    let goes = TestDatabase::create().await;
    let name: String =
        sqlx::query_scalar("SELECT current_database()::text").fetch_one(&mut goes.app().await).await.expect("its name");
    drop(goes);
    let found: i64 =
        sqlx::query_scalar(count).bind(name).fetch_one(&mut stays.superuser().await).await.expect("a count");
    assert_eq!(found, 0);
}

#[tokio::test]
async fn a_database_costs_a_fraction_of_a_second() {
    drop(TestDatabase::create().await);
    let mut best = Duration::MAX;
    for _ in 0..5 {
        let start = Instant::now();
        let database = TestDatabase::create().await;
        best = best.min(start.elapsed());
        drop(database);
    }
    assert!(best < Duration::from_secs(1), "{best:?}");
}

#[tokio::test]
async fn a_private_cluster_survives_a_kill_and_gets_a_new_timeline_by_failing_over() {
    let cluster = Cluster::private().await;
    let database = cluster.database().await;
    sqlx::query("CREATE TABLE mark AS SELECT 1 AS n").execute(&mut database.superuser().await).await.expect("a mark");
    let timeline = "SELECT substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) FROM mark";
    let at = async || -> String {
        sqlx::query_scalar(timeline).fetch_one(&mut database.superuser().await).await.expect("the mark is there")
    };
    let before = at().await;
    cluster.kill().await;
    cluster.start().await;
    assert_eq!(at().await, before);
    cluster.fail_over().await;
    assert_ne!(at().await, before);
}

#[tokio::test]
async fn an_installation_is_closed_to_others_and_migrated_by_several_at_once() {
    // A cluster of its own, because roles belong to the whole of one.
    let cluster = Cluster::private().await;
    let elsewhere = cluster.database().await;
    let at = |url: String| {
        let (front, _) = url.rsplit_once('/').expect("an address");
        format!("{front}/by_hand?sslmode=disable")
    };
    for _ in 0..2 {
        plenum_migrations::bootstrap(&elsewhere.superuser_url(), "by_hand", plenum_migrations::Passwords::default())
            .await
            .expect("safe to repeat");
    }
    let owner = at(elsewhere.owner_url());
    let migrate = || plenum_migrations::migrate(&owner);
    let programs = tokio::join!(migrate(), migrate(), migrate(), migrate());
    for program in [programs.0, programs.1, programs.2, programs.3] {
        program.expect("they take turns");
    }

    let mut app = PgConnection::connect(&at(elsewhere.app_url())).await.expect("the application may connect");
    let refused = ["SELECT lo_create(0)", "SELECT lo_from_bytea(0, 'x')", "CREATE TEMPORARY TABLE mark ()"];
    for statement in refused {
        let error = sqlx::raw_sql(statement).execute(&mut app).await.expect_err(statement);
        assert_eq!(error.as_database_error().and_then(|error| error.code()).as_deref(), Some("42501"), "{statement}");
    }
    for database in ["postgres", "template1"] {
        let url = at(elsewhere.app_url()).replace("by_hand", database);
        assert!(PgConnection::connect(&url).await.is_err(), "the application may connect to {database}");
    }
}
