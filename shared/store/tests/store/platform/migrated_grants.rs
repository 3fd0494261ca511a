//! Permissions that came after tenants did: the migration gives them to the roles of every tenant there is.

use sqlx::{Connection, PgConnection};

use plenum_testkit::store::TestStore;

const MIGRATION: &str = include_str!("../../../../../migrations/sql/0022_history.sql");

#[tokio::test]
async fn the_administrators_and_managers_of_tenants_that_exist_get_the_permission_to_audit() {
    let test = TestStore::new().await;
    for slug in ["one", "two"] {
        test.tenant(slug).await;
    }
    let mut superuser = test.database.superuser().await;
    let born_with = granted(&mut superuser).await;
    assert_eq!(born_with.len(), 4);
    sqlx::query("DELETE FROM role_permissions WHERE resource = 'audit'").execute(&mut superuser).await.expect("gone");

    let begin = MIGRATION.find("DO $$").expect("the part that gives");
    let mut owner = PgConnection::connect(&test.database.owner_url()).await.expect("the owner");
    for _ in 0..2 {
        sqlx::raw_sql(&MIGRATION[begin..]).execute(&mut owner).await.expect("given, however often");
        assert_eq!(granted(&mut superuser).await, born_with);
    }
}

/// Role and scope of every grant to audit.
async fn granted(superuser: &mut PgConnection) -> Vec<(String, String)> {
    sqlx::query_as(
        "SELECT r.key, p.scope FROM role_permissions p JOIN roles r ON r.tenant_id = p.tenant_id AND r.id = p.role_id
         WHERE p.resource = 'audit' AND p.action = 'read' ORDER BY r.key, r.tenant_id",
    )
    .fetch_all(superuser)
    .await
    .expect("grants")
}
