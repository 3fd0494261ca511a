//! The schema passes its audit, and the audit finds what it claims to find.

use plenum_shared::catalogue::FieldKind;
use plenum_testkit::{catalogue, postgres::TestDatabase};
use sqlx::PgConnection;

use super::audit::audit;

#[tokio::test]
async fn the_schema_is_safe() {
    let database = TestDatabase::create().await;
    assert_eq!(audit(&mut database.superuser().await).await, Vec::<String>::new());
}

#[tokio::test]
async fn compared_columns_are_plain_and_have_the_byte_collation() {
    let database = TestDatabase::create().await;
    let mut connection = database.superuser().await;
    for entity in catalogue().entities() {
        let wrong: Vec<String> = sqlx::query_scalar(
            "SELECT attname::text FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped
             AND (attname LIKE '%\\_lower' OR attname LIKE '%\\_key' OR attname LIKE '%\\_fold' OR attname LIKE '%\\_currency')
             AND (attgenerated <> '' OR attcollation <> '\"C\"'::regcollation)",
        )
        .bind(entity.table)
        .fetch_all(&mut connection)
        .await
        .expect("the table's columns");
        assert_eq!(wrong, Vec::<String>::new(), "{}", entity.table);
    }
}

#[tokio::test]
async fn every_entity_of_the_catalogue_has_its_columns_and_the_index_of_its_lists() {
    let database = TestDatabase::create().await;
    let mut connection = database.superuser().await;
    for entity in catalogue().entities() {
        let columns: Vec<String> = sqlx::query_scalar(
            "SELECT attname::text FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped",
        )
        .bind(entity.table)
        .fetch_all(&mut connection)
        .await
        .expect("the table's columns");
        let page = format!("{}_page", entity.table);
        let paged: bool = sqlx::query_scalar("SELECT to_regclass($1) IS NOT NULL")
            .bind(&page)
            .fetch_one(&mut connection)
            .await
            .expect("the index of its lists");
        assert!(paged, "{} has no index {page} for its lists", entity.table);
        for column in ["words", "keys_of", "keys_stale"] {
            assert!(columns.iter().any(|known| known == column), "{} has no column {column}", entity.name);
        }
        for index in ["words", "stale"] {
            let index = format!("{}_{index}", entity.table);
            let exists: bool = sqlx::query_scalar("SELECT to_regclass($1) IS NOT NULL")
                .bind(&index)
                .fetch_one(&mut connection)
                .await
                .expect("an index");
            assert!(exists, "{} has no index {index}", entity.table);
        }
        let marked: bool = sqlx::query_scalar(
            "SELECT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = $1::regclass AND tgfoid = 'mark_stale_keys'::regproc)",
        )
        .bind(entity.table)
        .fetch_one(&mut connection)
        .await
        .expect("the triggers");
        assert!(marked, "{} does not mark rows without forms", entity.table);
        for field in entity.fields() {
            let suffixes: &[&str] = match field.kind {
                FieldKind::Money => &["_amount", "_currency"],
                // The forms of texts are made by the program.
                FieldKind::LongText { .. } => &["", "_lower", "_fold"],
                kind if kind.folds() => &["", "_lower", "_key", "_fold", "_sort"],
                _ => &[""],
            };
            for suffix in suffixes {
                let column = format!("{}{suffix}", field.column);
                assert!(columns.contains(&column), "{}.{} has no column {column}", entity.name, field.name);
            }
        }
    }
}

/// Each bad thing, and what the audit must say of it. One transaction each, rolled back: roles belong to the whole
/// cluster, which other tests use.
const BAD: &[(&str, &[&str])] = &[
    (
        "CREATE TABLE bare (tenant_id uuid, id uuid)",
        &[
            "table bare does not enable row-level security",
            "table bare does not force row-level security",
            "table bare has no policy that isolates tenants",
            "table bare does not belong to plenum_owner",
        ],
    ),
    ("CREATE TABLE lookup (id int)", &["table lookup has no tenant_id and is not known to be global"]),
    ("ALTER TABLE deals NO FORCE ROW LEVEL SECURITY", &["table deals does not force row-level security"]),
    ("ALTER TABLE deals DISABLE ROW LEVEL SECURITY", &["table deals does not enable row-level security"]),
    ("DROP POLICY tenant_isolation ON deals", &["table deals has no policy that isolates tenants"]),
    (
        "DROP POLICY tenant_isolation ON deals; CREATE POLICY tenant_isolation ON deals USING (tenant_id = app_tenant())",
        &["table deals has no policy that isolates tenants", "policy tenant_isolation on deals is not the one"],
    ),
    (
        "DROP POLICY tenant_isolation ON deals; CREATE POLICY tenant_isolation ON deals AS RESTRICTIVE
         USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant())",
        &["table deals has no policy that isolates tenants"],
    ),
    (
        "CREATE POLICY wide ON deals USING (true) WITH CHECK (tenant_id = app_tenant())",
        &["policy wide on deals is not the one that isolates tenants"],
    ),
    (
        "CREATE POLICY open ON deals USING (tenant_id = coalesce(app_tenant(), tenant_id)) WITH CHECK (tenant_id = app_tenant())",
        &["policy open on deals is not the one that isolates tenants"],
    ),
    (
        "CREATE TABLE change_log_1990_01 PARTITION OF change_log FOR VALUES FROM ('1990-01-01') TO ('1990-02-01')",
        &["table change_log_1990_01 does not enable row-level security"],
    ),
    ("CREATE UNIQUE INDEX one_title ON deals (title_lower)", &["index one_title is unique across tenants"]),
    ("CREATE UNIQUE INDEX one_title ON deals (lower(title), tenant_id)", &["index one_title is unique across tenants"]),
    (
        "ALTER TABLE stages ADD UNIQUE (id); ALTER TABLE deals ADD CONSTRAINT loose FOREIGN KEY (stage_id) REFERENCES stages (id)",
        &["index stages_id_key is unique across tenants", "foreign key loose does not carry the tenant"],
    ),
    (
        "ALTER TABLE stages ADD UNIQUE (id, tenant_id); ALTER TABLE deals ADD CONSTRAINT crossed
         FOREIGN KEY (tenant_id, stage_id) REFERENCES stages (id, tenant_id)",
        &["foreign key crossed does not carry the tenant"],
    ),
    ("ALTER ROLE plenum_app BYPASSRLS", &["role plenum_app has rolbypassrls"]),
    ("ALTER ROLE plenum_app CREATEROLE", &["role plenum_app has rolcreaterole"]),
    ("ALTER ROLE plenum_owner SUPERUSER", &["role plenum_owner has rolsuper"]),
    ("GRANT plenum_gate TO plenum_app", &["plenum_app is a member of plenum_gate"]),
    (
        "ALTER TABLE deals OWNER TO plenum_app",
        &["plenum_app owns deals", "table deals does not belong to plenum_owner"],
    ),
    (
        "DO $$ BEGIN EXECUTE format('GRANT ALL ON DATABASE %I TO PUBLIC', current_database()); END $$",
        &[
            "plenum_app has CREATE on this database",
            "plenum_app has TEMPORARY on this database",
            "everybody has CONNECT on this database",
        ],
    ),
    ("GRANT CONNECT ON DATABASE postgres TO PUBLIC", &["plenum_app may connect to postgres"]),
    ("GRANT CONNECT ON DATABASE template1 TO plenum_app", &["plenum_app may connect to template1"]),
    ("GRANT EXECUTE ON FUNCTION lo_create(oid) TO PUBLIC", &["plenum_app may call lo_create(oid), and no policy"]),
    ("GRANT EXECUTE ON FUNCTION lowrite TO plenum_app", &["plenum_app may call lowrite(integer,bytea), and no policy"]),
    ("GRANT CREATE ON SCHEMA public TO PUBLIC", &["plenum_app may create objects in schema public"]),
    ("GRANT TRUNCATE ON deals TO plenum_app", &["plenum_app has TRUNCATE on deals"]),
    (
        "GRANT REFERENCES, TRIGGER ON deals TO PUBLIC",
        &["plenum_app has REFERENCES on deals", "plenum_app has TRIGGER on deals"],
    ),
    ("GRANT DELETE ON change_log TO plenum_app", &["plenum_app has DELETE on change_log, which is append-only"]),
    (
        "GRANT UPDATE (after) ON change_log TO plenum_app",
        &["plenum_app has UPDATE on change_log, which is append-only"],
    ),
    ("GRANT SELECT ON change_log_default TO plenum_app", &["plenum_app has SELECT on partition change_log_default"]),
    (
        "GRANT SELECT ON cluster_epoch TO plenum_app",
        &["plenum_app has SELECT on cluster_epoch, which has no row-level security"],
    ),
    ("GRANT SELECT ON users TO plenum_app", &["plenum_app has SELECT on password hashes"]),
    (
        "CREATE FUNCTION leak() RETURNS SETOF deals LANGUAGE sql SECURITY DEFINER AS 'SELECT * FROM deals'",
        &[
            "function public.leak() can be called by everybody",
            "function public.leak() runs with its owner's rights",
            "function public.leak() runs with its owner's rights on its caller's search path",
        ],
    ),
    (
        "ALTER FUNCTION gate.epoch() SET search_path = public",
        &["function gate.epoch() runs with its owner's rights on its caller's search path"],
    ),
    ("GRANT EXECUTE ON FUNCTION gate.epoch() TO PUBLIC", &["function gate.epoch() can be called by everybody"]),
    ("CREATE VIEW open_deals AS SELECT * FROM deals", &["view open_deals runs with its owner's rights"]),
    ("CREATE MATERIALIZED VIEW all_deals AS SELECT * FROM deals", &["view all_deals is materialized"]),
    ("DROP FUNCTION gate.log_heads(uuid[])", &["function gate.log_heads(uuid[]) needs no exception any more"]),
    ("DROP POLICY gate_heads ON tenant_seq", &["policy gate_heads on tenant_seq needs no exception any more"]),
];

#[tokio::test]
async fn the_audit_finds_every_kind_of_bad_schema() {
    let database = TestDatabase::create().await;
    let mut connection = database.superuser().await;
    for (statement, expected) in BAD {
        let found = audited_with(&mut connection, statement).await;
        for sentence in *expected {
            assert!(found.iter().any(|finding| finding.starts_with(sentence)), "{statement}\nfound only {found:#?}");
        }
    }
    let invoker = "CREATE VIEW open_deals WITH (security_invoker = true) AS SELECT * FROM deals";
    assert_eq!(
        audited_with(&mut connection, invoker).await,
        Vec::<String>::new(),
        "a view with its caller's rights is fine"
    );
}

async fn audited_with(connection: &mut PgConnection, statement: &'static str) -> Vec<String> {
    sqlx::raw_sql("BEGIN").execute(&mut *connection).await.expect("begin");
    sqlx::raw_sql(statement).execute(&mut *connection).await.unwrap_or_else(|error| panic!("{statement}: {error}"));
    let found = audit(connection).await;
    sqlx::raw_sql("ROLLBACK").execute(connection).await.expect("rollback");
    found
}
