//! Rules for text that no release has, and the columns for their forms, to try a renewal with.

use plenum_shared::{
    ids::TenantId,
    text::{SortRule, TextColumns, TextRules, TextVersion, TextVersions, identity, search_fold, sort_key},
};
use sqlx::AssertSqlSafe;

use crate::{catalogue, postgres::TestDatabase};

/// Rules unlike those of any release: words have a letter before them, an u is found as a ů, and the order is the other
/// way round, so that nothing passes by accident.
static NEXT: TextRules = TextRules {
    version: 2,
    columns: TextColumns::Keys { suffix: "_2" },
    identity,
    search: |text| search_fold(text).replace('u', "ů"),
    sort: SortRule::Key(|text| sort_key(text).into_iter().map(|byte| !byte).chain([u8::MAX]).collect()),
    stored_words: |text| (TextVersion::KEYS.rules().stored_words)(text).iter().map(|word| format!("w{word}")).collect(),
    query_tokens: |text| {
        let (mut tokens, count) = (TextVersion::KEYS.rules().query_tokens)(text);
        tokens.iter_mut().for_each(|token| token.text.insert(0, 'w'));
        (tokens, count)
    },
};

/// What a release carries that brings these rules.
pub fn versions() -> TextVersions {
    static VERSIONS: [TextVersion; 3] = [TextVersion::LOWER, TextVersion::KEYS, TextVersion::new(&NEXT)];
    TextVersions::new(&VERSIONS)
}

/// What the migration of the next release would do.
pub async fn add_columns(database: &TestDatabase) {
    let mut superuser = database.superuser().await;
    let mut run = String::from(
        "CREATE FUNCTION mark_stale_keys_2() RETURNS trigger LANGUAGE plpgsql
             AS $$ BEGIN NEW.keys_stale_2 := true; RETURN NEW; END $$;",
    );
    for entity in catalogue().entities() {
        let table = entity.table;
        for field in entity.fields().filter(|field| field.kind.folds()) {
            let column = field.column;
            run += &format!(
                "ALTER TABLE {table} ADD COLUMN {column}_key_2 text COLLATE \"C\",
                     ADD COLUMN {column}_fold_2 text COLLATE \"C\", ADD COLUMN {column}_sort_2 bytea;"
            );
        }
        run += &format!(
            "ALTER TABLE {table} ADD COLUMN words_2 tsvector, ADD COLUMN keys_of_2 bigint,
                 ADD COLUMN keys_stale_2 boolean NOT NULL DEFAULT true;
             CREATE TRIGGER {table}_stale_keys_2 BEFORE UPDATE ON {table} FOR EACH ROW
                 WHEN (NEW.keys_of_2 IS DISTINCT FROM NEW.version AND NOT NEW.keys_stale_2)
                 EXECUTE FUNCTION mark_stale_keys_2();
             GRANT SELECT (words_2, keys_stale_2) ON {table} TO plenum_gate;"
        );
    }
    run += "ALTER TABLE teams ADD COLUMN name_key_2 text COLLATE \"C\", ADD COLUMN keys_of_2 bigint,
                ADD COLUMN keys_stale_2 boolean NOT NULL DEFAULT true;
            CREATE UNIQUE INDEX ON teams (tenant_id, name_key_2) WHERE name_key_2 IS NOT NULL;
            GRANT SELECT (keys_stale_2) ON teams TO plenum_gate;";
    sqlx::raw_sql(AssertSqlSafe(run)).execute(&mut superuser).await.expect("columns");
}

/// The version that a tenant reads.
pub async fn text_version(database: &TestDatabase, of: TenantId) -> i32 {
    let mut superuser = database.superuser().await;
    let version = sqlx::query_scalar("SELECT text_version FROM tenants WHERE id = $1").bind(of.uuid());
    version.fetch_one(&mut superuser).await.expect("a tenant")
}

/// How many deals of a tenant there are of which this condition holds.
pub async fn marked(database: &TestDatabase, of: TenantId, mark: &str) -> i64 {
    let mut superuser = database.superuser().await;
    let count = format!("SELECT count(*) FROM deals WHERE tenant_id = $1 AND {mark}");
    let count = sqlx::query_scalar(AssertSqlSafe(count)).bind(of.uuid());
    count.fetch_one(&mut superuser).await.expect("a number")
}
