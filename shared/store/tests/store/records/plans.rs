//! Plans under row-level security: the policy's function is inlined and its comparison may use an index, as may ours.

use sqlx::Connection;

use plenum_testkit::store::TestStore;

/// The plan of a statement for this tenant, as the restricted role, with statistics in place.
async fn plan(connection: &mut sqlx::PgConnection, tenant: String, statement: &'static str) -> String {
    let mut tx = connection.begin().await.expect("begin");
    sqlx::query("SELECT set_config('app.tenant', $1, true)").bind(tenant).execute(&mut *tx).await.expect("set");
    let explain = sqlx::AssertSqlSafe(format!("EXPLAIN (COSTS OFF) {statement}"));
    let lines: Vec<String> = sqlx::query_scalar(explain).fetch_all(&mut *tx).await.expect("a plan");
    lines.join("\n")
}

#[tokio::test]
async fn lists_and_the_log_are_read_through_an_index_even_when_only_the_policy_names_the_tenant() {
    let test = TestStore::new().await;
    let (one, two) = (test.tenant("one").await, test.tenant("two").await);
    let mut superuser = test.database.superuser().await;
    for of in [one, two] {
        sqlx::query(
            "INSERT INTO deals
                (tenant_id, id, title, title_lower, title_key, title_fold, title_sort, keys_of, keys_stale, words,
                 pipeline_id, stage_id, status, version, created_at, updated_at)
             SELECT $1, gen_random_uuid(), md5(n::text), md5(n::text), md5(n::text), md5(n::text), md5(n::text)::bytea, 1,
                 false, to_tsvector('simple', 'x' || n), $2, $3, 'open', 1, now() + n * interval '1 second', now()
             FROM generate_series(1, 5000) n",
        )
        .bind(of.tenant.uuid())
        .bind(of.pipeline.uuid())
        .bind(of.stage.uuid())
        .execute(&mut superuser)
        .await
        .expect("deals");
        sqlx::query(
            "INSERT INTO change_log
                (tenant_id, seq, epoch, id, format, type, entity, record_id, actor_kind, request_id, depth, recorded_at,
                 change_set)
             SELECT $1, n, 1, gen_random_uuid(), 1, 'x', 'deal', gen_random_uuid(), 'system', '', 0, now(),
                 ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid
             FROM generate_series(1, 5000) n",
        )
        .bind(of.tenant.uuid())
        .execute(&mut superuser)
        .await
        .expect("entries");
    }
    sqlx::raw_sql("ANALYZE deals; ANALYZE change_log").execute(&mut superuser).await.expect("statistics");

    let mut app = test.database.app().await;
    let cases = [
        (
            "SELECT id FROM deals WHERE deleted_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 20",
            "deals_page",
            "tenant_id",
        ),
        (
            "SELECT id FROM deals WHERE deleted_at IS NULL AND (created_at, id) < (now(), '00000000-0000-0000-0000-000000000000')
             ORDER BY created_at DESC, id DESC LIMIT 20",
            "deals_page",
            "ROW(created_at, id) < ROW(",
        ),
        (
            "SELECT id FROM deals WHERE deleted_at IS NULL AND (title_lower, id) > ('c', '00000000-0000-0000-0000-000000000000')
             ORDER BY title_lower ASC, id ASC LIMIT 20",
            "deals_title",
            "ROW(title_lower, id) > ROW(",
        ),
        (
            "SELECT id FROM deals WHERE deleted_at IS NULL AND (title_sort, id) > ('c', '00000000-0000-0000-0000-000000000000')
             ORDER BY title_sort ASC, id ASC LIMIT 20",
            "deals_title_sort",
            "ROW(title_sort, id) > ROW(",
        ),
        (
            "SELECT id FROM deals WHERE deleted_at IS NULL AND title_sort >= 'c' AND title_sort <= 'ca'",
            "deals_title_sort",
            "title_sort >=",
        ),
        (
            "SELECT id FROM deals WHERE deleted_at IS NULL AND title_fold = 'c' AND title_key = 'c'",
            "deals_title_fold",
            "title_fold =",
        ),
        (
            "SELECT id FROM deals WHERE deleted_at IS NULL AND title_fold = ANY ('{c,d}') AND title_key = ANY ('{c,d}')",
            "deals_title_fold",
            "title_fold = ANY",
        ),
        (
            "SELECT id FROM deals WHERE deleted_at IS NULL AND starts_with(title_fold, 'c4ca')",
            "deals_title_fold",
            "title_fold >=",
        ),
        (
            "SELECT id, version FROM deals WHERE keys_stale ORDER BY id LIMIT 1000 FOR NO KEY UPDATE SKIP LOCKED",
            "deals_stale",
            "tenant_id",
        ),
        ("SELECT id FROM deals WHERE deleted_at IS NULL AND title_lower = 'c'", "deals_title", "title_lower ="),
        (
            "SELECT id FROM deals WHERE deleted_at IS NULL AND title_lower = ANY ('{c,d}')",
            "deals_title",
            "title_lower = ANY",
        ),
        (
            "SELECT id FROM deals WHERE deleted_at IS NULL AND starts_with(title_lower, 'c4ca')",
            "deals_title",
            "title_lower >=",
        ),
        ("SELECT id FROM deals WHERE id = '00000000-0000-0000-0000-000000000000'", "deals_pkey", "id ="),
        ("SELECT seq FROM change_log WHERE seq >= 4000 ORDER BY seq LIMIT 100", "change_log_", "seq >= 4000"),
        (
            "SELECT seq FROM change_log WHERE record_id = '00000000-0000-0000-0000-000000000000' ORDER BY seq",
            "_record_id_seq_idx",
            "record_id =",
        ),
        (
            "SELECT seq FROM change_log WHERE record_id = '00000000-0000-0000-0000-000000000000' AND seq < 9
             ORDER BY seq DESC LIMIT 50",
            "_record_id_seq_idx",
            "seq < 9",
        ),
        (
            "SELECT seq FROM change_log WHERE actor_id = '00000000-0000-0000-0000-000000000000' AND seq < 9000
             ORDER BY seq DESC LIMIT 50",
            "_actor_id_seq_idx",
            "actor_id =",
        ),
        (
            "SELECT seq FROM change_log WHERE entity = 'role' AND seq < 9000 ORDER BY seq DESC LIMIT 50",
            "_entity_seq_idx",
            "entity =",
        ),
        (
            "SELECT seq FROM change_log WHERE change_set IS NOT NULL
             AND (change_set, seq) < ('00000000-0000-0000-0000-000000000999', 9000)
             ORDER BY change_set DESC, seq DESC LIMIT 50",
            "_change_set_seq_idx",
            "ROW(change_set, seq) < ROW(",
        ),
        (
            "SELECT seq FROM change_log WHERE change_set = '00000000-0000-0000-0000-000000000999' ORDER BY seq LIMIT 50",
            "_change_set_seq_idx",
            "change_set =",
        ),
        ("SELECT seq FROM change_log WHERE seq < 4000 ORDER BY seq DESC LIMIT 50", "change_log_", "seq < 4000"),
        (
            "SELECT id FROM activities WHERE deal_id = '00000000-0000-0000-0000-000000000000' AND deleted_at IS NULL
             AND (created_at, id) < (now(), '00000000-0000-0000-0000-000000000000')
             ORDER BY created_at DESC, id DESC LIMIT 50",
            "activities_of_deal",
            "ROW(created_at, id) < ROW(",
        ),
    ];
    for (statement, index, condition) in cases {
        let plan = plan(&mut app, one.tenant.to_string(), statement).await;
        let conditions: Vec<_> = plan.lines().filter(|line| line.contains("Index Cond")).collect();
        assert!(plan.contains(index), "{statement}\n{plan}");
        assert!(conditions.iter().any(|line| line.contains(condition)), "{statement}\n{plan}");
        assert!(plan.contains("current_setting"), "the policy is inlined: {plan}");
        assert!(!plan.contains("Seq Scan on deals"), "{plan}");
    }
    // An operator that is not leakproof uses no index under the policy. That is why the gate looks for words.
    let words =
        "SELECT id FROM deals WHERE tenant_id = app_tenant() AND deleted_at IS NULL AND words @@ 'x77:*'::tsquery";
    assert!(!plan(&mut app, one.tenant.to_string(), words).await.contains("deals_words"));
    sqlx::query("SET ROLE plenum_gate").execute(&mut superuser).await.expect("the gate");
    let of_gate = plan(&mut superuser, one.tenant.to_string(), words).await;
    assert!(of_gate.contains("Bitmap Index Scan on deals_words"), "{of_gate}");
}
