//! Searching: the database finds what memory does, through one function that shows its own tenant's ids and nothing
//! else.

use std::collections::BTreeSet;

use plenum_shared::{
    catalogue::FieldMask,
    filter::{Filter, FilterContext},
    image::Image,
    search::Search,
    sort::Sort,
    text::{TextVersion, field_tag, fold},
};
use plenum_store::{
    TenantTx,
    records::{self, Deleted, ListQuery, SearchResult, Visibility},
};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use sqlx::{Connection, PgConnection};
use uuid::Uuid;

use super::lists::{Library, check, ids};
use plenum_testkit::{
    catalogue,
    store::{TestStore, TestTenant, entity},
};

/// Text that a user may type: pieces of stored texts, in another case and order, and texts that are not stored.
fn typed(rows: &[Image], fields: &[&'static str]) -> impl Strategy<Value = String> + use<> {
    let texts = rows.iter().flat_map(|row| fields.iter().filter_map(|field| row.text(field)));
    let mut known: Vec<String> = texts.flat_map(|text| (TextVersion::KEYS.rules().stored_words)(text)).collect();
    known.push("zz".to_owned());
    let word = (prop::sample::select(known), 1..5usize, any::<bool>()).prop_map(|(word, length, whole)| {
        if whole { word.to_uppercase() } else { word.chars().take(length).collect() }
    });
    prop::collection::vec(word, 1..3).prop_map(|words| words.join(" "))
}

#[test]
fn a_search_finds_in_the_database_what_it_matches_in_memory() {
    let cases_of = |library: &Library| {
        let searches = library.shelves.iter().enumerate().map(|(index, shelf)| {
            let fields: Vec<_> = shelf.entity.fields().filter(|field| field.searched).map(|field| field.name).collect();
            let rules = prop::sample::select(vec![TextVersion::LOWER, TextVersion::KEYS]);
            let searches = (typed(&shelf.rows, &fields), any::<u128>(), rules);
            searches.prop_map(move |(text, mask, rules)| (index, text, mask, rules)).boxed()
        });
        prop::strategy::Union::new(searches)
    };
    let (found_some, by_ids) = (std::sync::atomic::AtomicUsize::new(0), std::sync::atomic::AtomicUsize::new(0));
    check(600, cases_of, |runtime, library, (index, text, bits, rules)| {
        let shelf = &library.shelves[index];
        // Any fields at all may be hidden.
        let readable = (0..128).filter(|bit| bits >> bit & 1 == 1).fold(FieldMask::NONE, FieldMask::with);
        // A mark by itself, say, is no word.
        let Ok(search) = Search::parse(shelf.entity, readable, rules, &text) else {
            return Err(TestCaseError::reject("no words"));
        };
        let expected: BTreeSet<_> = shelf.rows.iter().filter(|row| search.matches(row)).filter_map(Image::id).collect();
        let search = &search;
        let work = |mut tx: TenantTx| async move {
            let found = records::search(&mut tx, shelf.entity, search).await?;
            let first = ListQuery::first(10_000, Sort::newest(shelf.entity), Visibility::All);
            let query = ListQuery { search: Some(found.clone()), ..first };
            let page = records::list(&mut tx, shelf.entity, &query).await?;
            let count = records::count(&mut tx, shelf.entity, &query, None).await?;
            Ok(tx.finish((found, page.images, count)))
        };
        let read = library.test.store.read("test.search", library.of.tenant, None, work);
        let (found, images, count) = runtime.block_on(read).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(ids(&images).into_iter().collect::<BTreeSet<_>>(), expected.clone(), "{}", text);
        prop_assert_eq!(count as usize, expected.len());
        found_some.fetch_add(usize::from(!expected.is_empty()), std::sync::atomic::Ordering::Relaxed);
        by_ids.fetch_add(usize::from(matches!(found, SearchResult::Ids(_))), std::sync::atomic::Ordering::Relaxed);
        Ok(())
    });
    assert!(found_some.into_inner() > 100, "many searches find something");
    assert!((50..550).contains(&by_ids.into_inner()), "both ways are gone");
}

/// The words of a text under the first rules, as the database keeps them of a field with the letter x.
fn lower_words(text: &str) -> BTreeSet<String> {
    (TextVersion::LOWER.rules().stored_words)(text).into_iter().map(|word| format!("0000x{word}")).collect()
}

#[tokio::test]
async fn the_database_splits_text_into_the_words_that_the_program_does() {
    let test = TestStore::new().await;
    let mut app = test.database.app().await;
    let mut runner = TestRunner::deterministic();
    let text = prop_oneof![
        any::<String>(),
        "[ -~¡-ÿ\u{2000}-\u{2070}\u{20a0}-\u{20d0}\u{3000}-\u{3022}\u{30fa}-\u{30fc}\u{fe00}-\u{fe70}\u{ff00}-\u{ff66}]{0,60}",
        "[a-zÀ-ÿ ]{900,1100}",
        "(x{100} ?){5}",
        "[\u{1efff}-\u{1f003}\u{1fafe}-\u{1fb01}\u{218f}\u{2190}\u{2bff}\u{2c00}ab ]{0,20}",
    ];
    for _ in 0..400 {
        let folded = fold(&text.new_tree(&mut runner).expect("a text").current().replace('\0', ""));
        let expected: BTreeSet<String> = lower_words(&folded);
        let found: Vec<String> = sqlx::query_scalar("SELECT lexeme FROM unnest(search_words($1, 'x', $2))")
            .bind(Uuid::nil())
            .bind(&folded)
            .fetch_all(&mut app)
            .await
            .expect("words");
        assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), expected, "{folded:?}");
    }
}

/// Every letter, each separator, and other characters: the program and the database agree on which belong to words.
#[tokio::test]
async fn no_character_is_part_of_a_word_on_one_side_only() {
    let test = TestStore::new().await;
    let mut app = test.database.app().await;
    let all: Vec<char> = ('\u{1}'..=char::MAX).filter(|char| fold(&char.to_string()) == char.to_string()).collect();
    for some in all.chunks(300) {
        let text: String = some.iter().flat_map(|char| ['a', *char, ' ']).collect();
        let expected: BTreeSet<String> = lower_words(&text);
        let found: Vec<String> = sqlx::query_scalar("SELECT lexeme FROM unnest(search_words($1, 'x', $2))")
            .bind(Uuid::nil())
            .bind(&text)
            .fetch_all(&mut app)
            .await
            .expect("words");
        let found: BTreeSet<_> = found.into_iter().collect();
        assert_eq!(found, expected, "between {:?} and {:?}", some.first(), some.last());
    }
}

async fn add(test: &TestStore, of: TestTenant, title: &str) -> Uuid {
    store(test, of, test.deal(of, title)).await
}

async fn add_deleted(test: &TestStore, of: TestTenant, title: &str) {
    let mut image = test.deal(of, title);
    image.set("deletedAt", image.get("createdAt").clone());
    store(test, of, image).await;
}

async fn store(test: &TestStore, of: TestTenant, image: Image) -> Uuid {
    let image = &image;
    let work = |mut tx: TenantTx| async move {
        records::insert(&mut tx, entity("deal"), image).await?;
        Ok(tx.finish(()))
    };
    test.store.write("test.deal", of.tenant, None, work).await.expect("a deal");
    image.id().expect("an id").uuid()
}

/// The answer of the search function to the application's role with this tenant; an error as its code.
async fn matching_ids(
    app: &mut PgConnection,
    tenant: &str,
    table: &str,
    query: &str,
) -> Result<Option<Vec<Uuid>>, String> {
    let mut tx = app.begin().await.expect("begin");
    sqlx::query("SELECT set_config('app.tenant', $1, true)").bind(tenant).execute(&mut *tx).await.expect("set");
    let answer = sqlx::query_scalar("SELECT gate.search($1, 'words', $2::text::tsquery, NULL)").bind(table).bind(query);
    let answer = answer.fetch_one(&mut *tx).await;
    answer
        .map_err(|error| error.as_database_error().and_then(|error| error.code().map(String::from)).unwrap_or_default())
}

#[tokio::test]
async fn the_search_function_finds_nothing_of_another_tenant() {
    let test = TestStore::new().await;
    let (ours, theirs) = (test.tenant("one").await, test.tenant("two").await);
    let (own, foreign) = (add(&test, ours, "desks").await, add(&test, theirs, "desks").await);
    add_deleted(&test, ours, "desks gone").await;
    let mark = |of: TestTenant| of.tenant.to_string()[32..].to_owned();
    let (our_mark, their_mark) = (mark(ours), mark(theirs));
    let mut app = test.database.app().await;
    let our = ours.tenant.to_string();
    let tag = field_tag("title");
    let found = |mark: &str| format!("'{mark}{tag}desks'");
    assert_eq!(matching_ids(&mut app, &our, "deals", &found(&our_mark)).await, Ok(Some(vec![own])));
    for query in [
        found(&their_mark),
        format!("'{their_mark}{tag}':*"),
        format!("'{their_mark}':*"),
        format!("'{our_mark}{tag}desks' & '{their_mark}{tag}desks'"),
        String::new(),
    ] {
        assert_eq!(matching_ids(&mut app, &our, "deals", &query).await, Ok(Some(Vec::new())), "{query}");
    }
    // A query that matches everything finds all records of the own tenant.
    for query in
        [format!("'{their_mark}{tag}desks' | '{our_mark}{tag}desks'"), "!'nothing'".to_owned(), "!'x':*".to_owned()]
    {
        assert_eq!(matching_ids(&mut app, &our, "deals", &query).await, Ok(Some(vec![own])), "{query}");
    }
    // A connection without a tenant finds nothing, also after a tenant has used it.
    for nobody in ["", "00000000-0000-0000-0000-000000000000"] {
        assert_eq!(matching_ids(&mut app, nobody, "deals", "!'nothing'").await, Ok(Some(Vec::new())));
    }
    // Neither does what is to be tried first show more than the query asks for.
    let mut tx = app.begin().await.expect("begin");
    sqlx::query("SELECT set_config('app.tenant', $1, true)").bind(&our).execute(&mut *tx).await.expect("set");
    for (query, whole, expected) in [
        (found(&our_mark), "!'nothing'".to_owned(), vec![own]),
        (found(&their_mark), "!'nothing'".to_owned(), vec![]),
        (found(&our_mark), found(&their_mark), vec![]),
    ] {
        let answer: Vec<Uuid> =
            sqlx::query_scalar("SELECT gate.search('deals', 'words', $1::text::tsquery, $2::text::tsquery)")
                .bind(query)
                .bind(whole)
                .fetch_one(&mut *tx)
                .await
                .expect("ids");
        assert_eq!(answer, expected);
    }
    drop(tx);
    // Only the names of tables of the catalogue are accepted: no other table and no statement.
    let mut tables: Vec<_> = ["users", "change_log", "sessions", "tenants", "memberships", "cluster_epoch"].into();
    tables.extend(["pg_authid", "pg_catalog.pg_class", "no_such", "DEALS", "public.deals", ""]);
    tables.extend([
        "deals WHERE true --",
        "deals\" WHERE true --",
        "deals; DROP TABLE deals",
        "deals) x, public.users u --",
    ]);
    for table in tables {
        let refused = matching_ids(&mut app, &our, table, "!'nothing'").await;
        // Permission denied, no such table, no such column; a name of no letters is no name.
        let codes = ["42501", "42P01", "42703", "42601"];
        assert!(refused.as_ref().is_err_and(|code| codes.contains(&code.as_str())), "{table}: {refused:?}");
    }
    // Only columns of words are looked into, whatever their type.
    for column in ["title", "title_fold", "owner_id", "deleted_at", "search; --", ""] {
        let mut tx = app.begin().await.expect("begin");
        sqlx::query("SELECT set_config('app.tenant', $1, true)").bind(&our).execute(&mut *tx).await.expect("set");
        let query = sqlx::query("SELECT gate.search('deals', $1, '!x'::tsquery, NULL)").bind(column);
        let refused = query.execute(&mut *tx).await.expect_err(column);
        let code = refused.as_database_error().and_then(|error| error.code()).unwrap_or_default().into_owned();
        assert!(["42501", "42883", "42703", "42601"].contains(&code.as_str()), "{column}: {code}");
    }
    // Another of one's own is looked into under the same border.
    for entity in catalogue().entities() {
        let ids =
            matching_ids(&mut app, &our, entity.table, "!'nothing'").await.expect(entity.table).unwrap_or_default();
        assert!(!ids.contains(&foreign) && ids.len() <= 1, "{}", entity.table);
    }
    // Only the application may call the function, and it may not write the column.
    let denied = sqlx::query("UPDATE deals SET search = 'x'").execute(&mut app).await.expect_err("a generated column");
    assert_eq!(denied.as_database_error().and_then(|error| error.code()).as_deref(), Some("428C9"));
}

#[tokio::test]
async fn frequent_words_are_found_through_the_records_and_rare_ones_by_ids() {
    let test = TestStore::new().await;
    let of = test.tenant("one").await;
    for number in 0..12 {
        add(&test, of, &format!("desk {number:02}")).await;
    }
    add_deleted(&test, of, "desk gone").await;
    let search = |text| Search::parse(entity("deal"), FieldMask::ALL, TextVersion::KEYS, text).expect("words");
    let (many, few, none) = (&search("desk"), &search("desk 07"), &search("chair"));
    let work = |mut tx: TenantTx| async move {
        let mut all = Vec::new();
        for search in [many, few, none] {
            all.push(records::search(&mut tx, entity("deal"), search).await?);
        }
        let first = ListQuery::first(5, Sort::newest(entity("deal")), Visibility::All);
        let page = ListQuery { search: Some(all[0].clone()), deleted: Deleted::Exclude, ..first };
        let page = records::list(&mut tx, entity("deal"), &page).await?;
        Ok(tx.finish((all, page)))
    };
    let (all, page) = test.store.read("test.found", of.tenant, None, work).await.expect("searches");
    assert!(matches!(all[0], SearchResult::Many(_)), "{:?}", all[0]);
    assert!(matches!(&all[1], SearchResult::Ids(ids) if ids.len() == 1));
    assert_eq!(all[2], SearchResult::Ids(Vec::new()));
    let titles: Vec<_> = page.images.iter().filter_map(|image| image.text("title")).collect();
    assert_eq!(titles, ["desk 11", "desk 10", "desk 09", "desk 08", "desk 07"]);
}

#[tokio::test]
async fn the_column_of_the_first_rules_has_every_searched_field_and_no_other() {
    let test = TestStore::new().await;
    let mut superuser = test.database.superuser().await;
    for entity in catalogue().entities() {
        let made: String = sqlx::query_scalar(
            "SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef d JOIN pg_attribute a
             ON a.attrelid = d.adrelid AND a.attnum = d.adnum AND a.attname = 'search' AND a.attgenerated = 's'
             WHERE d.adrelid = $1::regclass",
        )
        .bind(entity.table)
        .fetch_one(&mut superuser)
        .await
        .unwrap_or_else(|_| panic!("{} has no column of its words", entity.table));
        let declared: BTreeSet<_> =
            entity.fields().filter(|field| field.searched).map(|field| format!("{}_lower", field.column)).collect();
        let stored: BTreeSet<_> = made
            .split(" || ")
            .map(|part| part.trim_matches(['(', ')', ' ']).rsplit(", ").next().unwrap_or_default().to_owned())
            .collect();
        assert_eq!(stored, declared, "{}", entity.table);
    }
}

#[tokio::test]
async fn a_record_is_found_as_people_type_it() {
    let test = TestStore::new().await;
    let of = test.tenant("one").await;
    for title in
        ["Álvaro Muñoz", "Müller & Söhne", "İbrahim Işık", "株式会社トヨタ自動車", "北京科技有限公司", "대한민국"]
    {
        add(&test, of, title).await;
    }
    for (typed, found) in [
        ("alvaro", "Álvaro Muñoz"),
        ("munoz", "Álvaro Muñoz"),
        ("muller", "Müller & Söhne"),
        ("mu\u{308}ller", "Müller & Söhne"),
        ("ibrahim", "İbrahim Işık"),
        ("İBRAHİM", "İbrahim Işık"),
        ("isik", "İbrahim Işık"),
        ("トヨタ", "株式会社トヨタ自動車"),
        ("ﾄﾖﾀ", "株式会社トヨタ自動車"),
        ("車", "株式会社トヨタ自動車"),
        ("科技", "北京科技有限公司"),
        ("민국", "대한민국"),
    ] {
        let search = &Search::parse(entity("deal"), FieldMask::ALL, TextVersion::KEYS, typed).expect("words");
        let filter = [("filter[title][contains]", typed)];
        let context = FilterContext::of_program(time::OffsetDateTime::UNIX_EPOCH, TextVersion::KEYS);
        let filter = &Filter::from_parameters(entity("deal"), FieldMask::ALL, &context, filter).expect("a filter");
        let work = |mut tx: TenantTx| async move {
            let first = ListQuery::first(10, Sort::newest(entity("deal")), Visibility::All);
            let searched = records::search(&mut tx, entity("deal"), search).await?;
            let by_search = ListQuery { search: Some(searched), ..first.clone() };
            let by_search = records::list(&mut tx, entity("deal"), &by_search).await?.images;
            let by_filter = ListQuery { filter: filter.clone(), ..first };
            let by_filter = records::list(&mut tx, entity("deal"), &by_filter).await?.images;
            Ok(tx.finish([by_search, by_filter]))
        };
        for images in test.store.read("test.found", of.tenant, None, work).await.expect("a list") {
            let titles: Vec<_> = images.iter().filter_map(|image| image.text("title")).collect();
            assert_eq!(titles, [found], "{typed}");
        }
    }
}

#[tokio::test]
async fn texts_whose_forms_are_as_long_as_can_be_are_stored() {
    let test = TestStore::new().await;
    let of = test.tenant("one").await;
    let expanding: Vec<char> = ('\u{3300}'..'\u{3358}').chain('\u{fb50}'..='\u{fdfb}').collect();
    let mixed: String = (0..200).map(|at| expanding[at * 37 % expanding.len()]).collect();
    for title in
        [mixed, "\u{fdfa}".repeat(200), "\u{390}".repeat(200), "\u{1fb7}".repeat(200), "\u{10fffd}".repeat(200)]
    {
        add(&test, of, &title).await;
    }
}
