//! Permissions that came after tenants did: the migration gives them to the roles of every tenant there is.

use sqlx::{Connection, PgConnection};

use plenum_testkit::store::TestStore;

const AUDIT: &str = include_str!("../../../../../migrations/sql/0022_history.sql");
const CHANGE_SETS: &str = include_str!("../../../../../migrations/sql/0047_permission_to_revert.sql");

#[tokio::test]
async fn the_administrators_and_managers_of_existing_tenants_get_the_permission_to_audit() {
    assert_existing_tenants_get(AUDIT, "audit", 4).await;
}

#[tokio::test]
async fn the_administrators_of_existing_tenants_get_the_permissions_over_change_sets() {
    assert_existing_tenants_get(CHANGE_SETS, "changesets", 4).await;
}

async fn assert_existing_tenants_get(migration: &'static str, module: &str, grants: usize) {
    let test = TestStore::new().await;
    for slug in ["one", "two"] {
        test.tenant(slug).await;
    }
    let mut superuser = test.database.superuser().await;
    let born_with = granted(&mut superuser, module).await;
    assert_eq!(born_with.len(), grants);
    let taken = sqlx::query("DELETE FROM role_permissions WHERE resource = $1").bind(module);
    taken.execute(&mut superuser).await.expect("gone");

    let begin = migration.find("DO $$").expect("the part that gives");
    let mut owner = PgConnection::connect(&test.database.owner_url()).await.expect("the owner");
    for _ in 0..2 {
        sqlx::raw_sql(&migration[begin..]).execute(&mut owner).await.expect("given, however often");
        assert_eq!(granted(&mut superuser, module).await, born_with);
    }
}

/// Role, action and scope of every grant in a module, under the names that the permissions had at the time.
async fn granted(superuser: &mut PgConnection, module: &str) -> Vec<(String, String, String)> {
    sqlx::query_as(
        "SELECT r.key, p.action, p.scope FROM role_permissions p
         JOIN roles r ON r.tenant_id = p.tenant_id AND r.id = p.role_id
         WHERE p.resource = $1 AND p.action <> 'revert' ORDER BY r.key, p.action, r.tenant_id",
    )
    .bind(module)
    .fetch_all(superuser)
    .await
    .expect("grants")
}
