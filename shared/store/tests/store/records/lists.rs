//! Lists: a filter and a sort order say the same in SQL as in memory, for any record and any value, and pages go
//! through every order once, both ways.

use std::collections::{BTreeSet, HashMap};

use plenum_shared::{
    access::{Access, DefaultFieldAccess, Grant, Role, Scope, SystemRole},
    catalogue::{Entity, Field, FieldKind, FieldMask, decimal_from_units, format_timestamp, money_from_minor},
    filter::{Filter, FilterContext, Operator},
    ids::{RecordId, TeamId, UserId},
    image::Image,
    sort::{Keys, Sort},
    text::TextVersion,
};
use plenum_store::{
    TenantTx,
    access::{roles, teams},
    identity::{people, users},
    records::{self, Deleted, Direction, ListQuery, Visibility},
};
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{TestCaseResult, TestRunner},
};
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime, macros::datetime};
use uuid::Uuid;

use plenum_testkit::{
    catalogue,
    store::{TestStore, TestTenant, entity},
};

const ROWS: usize = 120;
/// A tenant reads either, and all are written.
const VERSIONS: [TextVersion; 2] = [TextVersion::LOWER, TextVersion::KEYS];
/// Letters that fold in unusual ways, that patterns or lists treat specially, or that sort beyond others.
const LETTERS: &str = "aAbBßẞſSsςΣσİIıiéÉe\u{301}ǅǆﬁ%_\\,'\"*\n👍\u{10ffff} \u{feff}ŁłØᾳ\u{345}ΐйи\u{306}Ёأ\u{654}مُש\u{5c1}かが\u{3099}ｶﾞー\
    株科技한\u{1112}\u{1161}กำไक़\u{93c}\u{ad}\u{200d}ﷺ①２";

/// The ids that references may point to.
#[derive(Clone, Default)]
struct Pools {
    users: Vec<Uuid>,
    teams: Vec<Uuid>,
    /// Pipelines and a stage of each.
    stages: Vec<(Uuid, Uuid)>,
    /// Records of the entities before.
    records: HashMap<&'static str, Vec<Uuid>>,
}

/// Everything there is of one entity.
pub(crate) struct Shelf {
    pub entity: &'static Entity,
    pub rows: Vec<Image>,
}

pub(crate) struct Library {
    pub test: TestStore,
    pub of: TestTenant,
    pools: Pools,
    pub shelves: Vec<Shelf>,
}

fn text() -> impl Strategy<Value = String> {
    let letters = prop::sample::select(LETTERS.chars().collect::<Vec<_>>());
    let letter = prop_oneof![8 => letters, 1 => any::<char>().prop_filter("not a NUL", |c| *c != '\0')];
    prop::collection::vec(letter, 0..5).prop_map(String::from_iter)
}

/// A value of the kind, few enough of them that records share some.
fn value(kind: FieldKind, pools: &Pools) -> BoxedStrategy<Value> {
    let ids = |ids: &[Uuid]| prop::sample::select(ids.to_vec()).prop_map(|id| json!(id)).boxed();
    match kind {
        FieldKind::Text { .. } | FieldKind::LongText { .. } => text().prop_map(Value::from).boxed(),
        FieldKind::Bool => Just(json!(false)).boxed(),
        FieldKind::Int { min, max } => (min..=max.min(min + 6)).prop_map(|number| json!(number)).boxed(),
        FieldKind::Decimal { scale, min, max } => {
            (min..=max.min(min + 6)).prop_map(move |units| decimal_from_units(units, scale)).boxed()
        }
        FieldKind::Money => (-3i64..3, prop::sample::select(vec!["EUR", "JPY", "KWD"]))
            .prop_map(|(minor, currency)| money_from_minor(minor, currency))
            .boxed(),
        FieldKind::Date => (1u8..6).prop_map(|day| json!(format!("2026-02-{day:02}"))).boxed(),
        FieldKind::Timestamp => (0i64..4)
            .prop_map(|n| json!(format_timestamp(datetime!(2026-01-01 0:00 UTC) + Duration::microseconds(n))))
            .boxed(),
        FieldKind::Choice(words) => prop::sample::select(words.to_vec()).prop_map(|word| json!(word)).boxed(),
        FieldKind::Id => any::<u128>().prop_map(|id| json!(Uuid::from_u128(id))).boxed(),
        FieldKind::User => ids(&pools.users),
        FieldKind::Team => ids(&pools.teams),
        FieldKind::Reference("pipeline") => ids(&pools.stages.iter().map(|pair| pair.0).collect::<Vec<_>>()),
        FieldKind::Reference("stage") => ids(&pools.stages.iter().map(|pair| pair.1).collect::<Vec<_>>()),
        FieldKind::Reference(target) => match pools.records.get(target) {
            Some(known) => ids(known),
            None => Just(Value::Null).boxed(),
        },
        FieldKind::Email => "[abA]{1,2}[.+]?[ab]@[ab]{1,2}[.]example".prop_map(Value::from).boxed(),
        FieldKind::Phone => "[+]?[12]{3,4}(;ext=[12])?".prop_map(Value::from).boxed(),
        FieldKind::Url => "https?://[ab]{1,2}[.]example/[abA]?".prop_map(Value::from).boxed(),
        FieldKind::Texts { .. } => prop::collection::vec("[ab]{1,2}", 0..3).prop_map(Value::from).boxed(),
    }
}

fn record(entity: &'static Entity, pools: &Pools) -> impl Strategy<Value = Image> + use<> {
    let fields: Vec<_> = entity
        .fields()
        .map(|field| {
            let given = value(field.kind, pools);
            match (field.name, field.required) {
                ("deletedAt" | "deletedBy", _) => Just(Value::Null).boxed(),
                (_, true) => given,
                (_, false) => prop::option::weighted(0.7, given).prop_map(|value| value.unwrap_or_default()).boxed(),
            }
        })
        .collect();
    (fields, prop::sample::select(pools.stages.clone())).prop_map(move |(values, (pipeline, stage))| {
        let mut image = Image::default();
        for (field, value) in entity.fields().zip(values) {
            image.set(field.name, value);
        }
        // A deal's stage is of its pipeline.
        if entity.field("stageId").is_some() {
            image.set("pipelineId", json!(pipeline));
            image.set("stageId", json!(stage));
        }
        image
    })
}

impl Library {
    async fn new(test: TestStore) -> Self {
        let of = test.tenant("one").await;
        let mut pools = Pools {
            users: vec![of.admin.uuid()],
            stages: vec![(of.pipeline.uuid(), of.stage.uuid())],
            ..Pools::default()
        };
        let mut runner = TestRunner::deterministic();
        pools.teams = vec![test.source.uuid(), test.source.uuid()];
        let member = UserId::from(test.source.uuid());
        pools.users.push(member.uuid());
        let second = (test.record_id(), test.record_id());
        let (source, teams_made) = (&test.source, &pools.teams);
        let images = &(
            test.image(second.0, json!({"name": "Second", "isDefault": false, "position": 1})),
            test.image(
                second.1,
                json!({"pipelineId": second.0, "name": "Second", "position": 0, "probability": 5, "kind": "lost"}),
            ),
        );
        let work = |mut tx: TenantTx| async move {
            let now = source.now();
            let person = people::NewPerson {
                user: member,
                email: "m@one.example",
                password_hash: "phc",
                first_name: "M",
                last_name: "",
            };
            people::create(&mut tx, &person, now).await?;
            let role = roles::by_key(&mut tx, SystemRole::SalesUser.key()).await?.expect("a system role");
            users::insert(&mut tx, member, role, now).await?;
            for (team, name) in teams_made.iter().zip(["North", "South"]) {
                teams::insert(&mut tx, TeamId::from(*team), name, now).await?;
            }
            records::insert(&mut tx, entity("pipeline"), &images.0).await?;
            records::insert(&mut tx, entity("stage"), &images.1).await?;
            Ok(tx.finish(()))
        };
        test.store.write("test.pools", of.tenant, None, work).await.expect("people, teams and stages");
        pools.stages.push((second.0.uuid(), second.1.uuid()));

        let mut shelves = Vec::new();
        for entity in catalogue().entities() {
            let one = record(entity, &pools);
            let rows: Vec<_> = (0..ROWS).map(|_| one.new_tree(&mut runner).expect("a record").current()).collect();
            let rows_ref = &rows;
            let work = |mut tx: TenantTx| async move {
                for row in rows_ref {
                    records::insert(&mut tx, entity, row).await?;
                }
                let first = ListQuery::first(10_000, Sort::newest(entity), Visibility::All);
                let all = records::list(&mut tx, entity, &first).await?.images;
                Ok(tx.finish(all))
            };
            let rows = test.store.write("test.rows", of.tenant, None, work).await.expect("records");
            assert!(rows.len() >= ROWS);
            let known = rows.iter().filter_map(Image::id).map(|id| id.uuid()).collect();
            pools.records.insert(entity.name, known);
            shelves.push(Shelf { entity, rows });
        }
        Self { test, of, pools, shelves }
    }

    async fn list(&self, entity: &'static Entity, query: &ListQuery) -> plenum_shared::Result<(Vec<Image>, i64)> {
        let work = |mut tx: TenantTx| async move {
            let found = records::list(&mut tx, entity, query).await?.images;
            let count = records::count(&mut tx, entity, query, None).await?;
            Ok(tx.finish((found, count)))
        };
        self.test.store.read("test.list", self.of.tenant, None, work).await
    }
}

pub(crate) fn ids(images: &[Image]) -> Vec<RecordId> {
    images.iter().filter_map(Image::id).collect()
}

/// Runs a property with a library of records, in one runtime.
pub(crate) fn check<S: Strategy>(
    cases: u32,
    cases_of: impl Fn(&Library) -> S,
    property: impl Fn(&tokio::runtime::Runtime, &Library, S::Value) -> TestCaseResult,
) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let library = runtime.block_on(async { Library::new(TestStore::new().await).await });
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let checked = TestRunner::new(config).run(&cases_of(&library), |case| property(&runtime, &library, case));
    checked.expect("SQL and memory agree");
    drop(runtime.enter());
    runtime.block_on(async { drop(library) });
}

/// One condition, mostly about values that occur, in another case or in part.
fn condition(entity: &'static Entity, rows: &[Image], pools: &Pools) -> BoxedStrategy<Value> {
    let fields: Vec<&'static Field> = entity.fields().collect();
    let (rows, pools) = (rows.to_vec(), pools.clone());
    prop::sample::select(fields)
        .prop_flat_map(move |field| {
            let known: Vec<_> =
                rows.iter().map(|row| row.get(field.name).clone()).filter(|value| !value.is_null()).collect();
            let known = if known.is_empty() { vec![json!(null)] } else { known };
            let texts = field.kind.folds();
            let occurring = (prop::sample::select(known), any::<prop::sample::Index>(), 0..4usize);
            let occurring = occurring.prop_map(move |(value, at, change)| match value.as_str() {
                Some(text) if texts => json!(changed(text, at, change)),
                _ => value,
            });
            let value = prop_oneof![4 => occurring, 1 => value(field.kind, &pools)];
            let operator = prop::sample::select(Operator::of(field.kind).to_vec());
            (operator, prop::collection::vec(value, 2..5), 1..5usize).prop_map(move |(operator, mut values, count)| {
                let value = match operator {
                    Operator::IsEmpty | Operator::IsNotEmpty => json!(true),
                    Operator::Between => json!(values[..2]),
                    Operator::In | Operator::NotIn => {
                        values.truncate(count);
                        json!(values)
                    }
                    _ => values[0].clone(),
                };
                json!({ field.name: { operator.as_str(): value } })
            })
        })
        .boxed()
}

/// The text in another case, or a part of it.
fn changed(text: &str, at: prop::sample::Index, change: usize) -> String {
    let letters: Vec<char> = text.chars().collect();
    let at = at.index(letters.len() + 1);
    match change {
        0 => text.to_uppercase(),
        1 => letters[at..].iter().collect(),
        2 => letters[..at].iter().collect::<String>().to_lowercase(),
        _ => text.to_owned(),
    }
}

fn filter(
    entity: &'static Entity,
    rows: &[Image],
    pools: &Pools,
    text: TextVersion,
) -> impl Strategy<Value = Filter> + use<> {
    let tree = condition(entity, rows, pools).prop_recursive(3, 12, 4, |inner| {
        (any::<bool>(), prop::collection::vec(inner, 1..4))
            .prop_map(|(any, parts)| if any { json!({"or": parts}) } else { json!({"and": parts}) })
    });
    // Values that the catalogue refuses (a control character in a title, amounts of two currencies) never reach the
    // SQL.
    tree.prop_filter_map("a filter that is taken", move |tree| {
        Filter::from_json(
            entity,
            FieldMask::ALL,
            &FilterContext::of_program(OffsetDateTime::UNIX_EPOCH, text),
            "",
            &tree,
        )
        .ok()
        .flatten()
    })
}

fn sort(entity: &'static Entity, text: TextVersion) -> impl Strategy<Value = Sort> + use<> {
    let names: Vec<_> = entity.fields().map(|field| field.name).collect();
    let names = prop::collection::vec((any::<bool>(), prop::sample::select(names)), 1..4);
    names.prop_filter_map("an order that is taken", move |names| {
        let parts: Vec<_> =
            names.iter().map(|(down, name)| format!("{}{name}", if *down { "-" } else { "" })).collect();
        Sort::parse(entity, FieldMask::ALL, text, &parts.join(",")).ok()
    })
}

#[test]
fn a_filter_finds_in_the_database_what_it_matches_in_memory() {
    let cases_of = |library: &Library| {
        let shelves = library.shelves.iter().enumerate();
        let filters = shelves.flat_map(|(index, shelf)| {
            VERSIONS.map(|text| {
                filter(shelf.entity, &shelf.rows, &library.pools, text).prop_map(move |filter| (index, filter)).boxed()
            })
        });
        prop::strategy::Union::new(filters)
    };
    let found_some = std::sync::atomic::AtomicUsize::new(0);
    check(1_500, cases_of, |runtime, library, (index, filter)| {
        let Shelf { entity, rows } = &library.shelves[index];
        let expected: BTreeSet<_> = rows.iter().filter(|row| filter.matches(row)).filter_map(Image::id).collect();
        if !expected.is_empty() && expected.len() < rows.len() {
            found_some.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        }
        let first = ListQuery::first(10_000, Sort::newest(entity), Visibility::All);
        let query = ListQuery { filter: Some(filter), ..first };
        let (found, count) =
            runtime.block_on(library.list(entity, &query)).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(ids(&found).into_iter().collect::<BTreeSet<_>>(), expected);
        prop_assert_eq!(count as usize, found.len());
        Ok(())
    });
    assert!(found_some.into_inner() > 300, "most filters divide the records");
}

#[test]
fn pages_keep_every_order_in_both_directions() {
    let cases_of = |library: &Library| {
        let sorts = library.shelves.iter().enumerate().map(|(index, shelf)| {
            let entity = shelf.entity;
            let sorts = prop::sample::select(VERSIONS.to_vec()).prop_flat_map(move |text| sort(entity, text));
            (sorts, 7..60i64).prop_map(move |(sort, limit)| (index, sort, limit)).boxed()
        });
        prop::strategy::Union::new(sorts)
    };
    check(120, cases_of, |runtime, library, (index, sort, limit)| {
        let Shelf { entity, rows } = &library.shelves[index];
        let mut expected = rows.clone();
        expected.sort_by(|a, b| sort.compare(a, b));
        let first = ListQuery::first(limit, sort.clone(), Visibility::All);
        let page = |from: Option<(Keys, Direction)>| {
            let query = ListQuery { from, ..first.clone() };
            runtime
                .block_on(library.list(entity, &query))
                .map(|(found, _)| found)
                .map_err(|error| TestCaseError::fail(error.to_string()))
        };
        let (mut pages, mut from) = (Vec::new(), None);
        loop {
            let found = page(from)?;
            let Some(last) = found.last() else { break };
            from = Some((sort.keys_of(last), Direction::Forward));
            pages.push(found);
        }
        prop_assert_eq!(ids(&pages.concat()), ids(&expected));

        let (mut back, mut from) =
            (Vec::new(), pages.last().and_then(|page| page.last()).map(|last| sort.keys_of(last)));
        while let Some(keys) = from {
            let found = page(Some((keys, Direction::Backward)))?;
            from = found.first().map(|first| sort.keys_of(first));
            back.splice(0..0, found);
        }
        prop_assert_eq!(ids(&back), ids(&expected[..expected.len() - 1]));
        Ok(())
    });
}

#[tokio::test]
async fn an_offset_skips_records_and_a_count_stops_at_its_bound() {
    let library = Library::new(TestStore::new().await).await;
    let shelf = library.shelves.iter().find(|shelf| shelf.entity.name == "deal").expect("deals");
    let first = ListQuery::first(10, Sort::newest(shelf.entity), Visibility::All);
    let (found, count) = library.list(shelf.entity, &ListQuery { offset: 25, ..first.clone() }).await.expect("a page");
    assert_eq!((ids(&found), count as usize), (ids(&shelf.rows[25..35]), shelf.rows.len()));
    let query = &first;
    let work = |mut tx: TenantTx| async move {
        let counts = (
            records::count(&mut tx, entity("deal"), query, Some(7)).await?,
            records::count(&mut tx, entity("deal"), query, Some(100_000)).await?,
        );
        Ok(tx.finish(counts))
    };
    let counts = library.test.store.read("test.count", library.of.tenant, None, work).await.expect("counts");
    assert_eq!(counts, (7, shelf.rows.len() as i64));
}

#[tokio::test]
async fn a_scope_and_a_filter_together_show_what_both_allow() {
    let library = Library::new(TestStore::new().await).await;
    let shelf = library.shelves.iter().find(|shelf| shelf.entity.name == "deal").expect("deals");
    let user = UserId::from(library.pools.users[1]);
    for scope in [Scope::Own, Scope::Team, Scope::All] {
        let grant = Grant { scope, fields: Default::default() };
        let grants = [("deals".to_owned(), plenum_shared::access::Action::READ, grant)];
        let role = Role::new(Uuid::nil().into(), "r", "R", 1, DefaultFieldAccess::Allow, grants);
        let access = Access { user, role: role.into(), teams: vec![TeamId::from(library.pools.teams[0])], version: 1 };
        let filter = json!({"or": [{"status": {"eq": "open"}}, {"ownerId": {"is_empty": true}}]});
        let filter = Filter::from_json(
            shelf.entity,
            FieldMask::ALL,
            &FilterContext::of_program(OffsetDateTime::UNIX_EPOCH, TextVersion::KEYS),
            "",
            &filter,
        )
        .expect("a filter");
        let filter = filter.expect("a condition");
        let seen = shelf.rows.iter().filter(|row| filter.matches(row));
        let seen = seen.filter(|row| access.covers(shelf.entity, plenum_shared::access::Action::READ, row));
        let expected: Vec<_> = seen.filter_map(Image::id).collect();
        let first = ListQuery::first(10_000, Sort::newest(shelf.entity), Visibility::of(&access, scope));
        let query = ListQuery { filter: Some(filter), deleted: Deleted::Exclude, ..first };
        let (found, count) = library.list(shelf.entity, &query).await.expect("a page");
        assert_eq!((ids(&found), count as usize), (expected.clone(), expected.len()), "{scope:?}");
        assert!(!expected.is_empty() && expected.len() < shelf.rows.len());
    }
}

#[tokio::test]
async fn a_page_ends_at_the_size_limit_and_continues_in_both_directions() {
    let test = TestStore::new().await;
    let of = test.tenant("one").await;
    let deals: Vec<_> = (0..6)
        .map(|number| {
            let mut deal = test.deal(of, &format!("deal {number}"));
            deal.set("description", json!("x".repeat(10_000)));
            deal
        })
        .collect();
    let deals = &deals;
    let work = |mut tx: TenantTx| async move {
        for deal in deals {
            records::insert(&mut tx, entity("deal"), deal).await?;
        }
        let first = ListQuery { bytes: 25_000, ..ListQuery::first(6, Sort::newest(entity("deal")), Visibility::All) };
        let one = records::list(&mut tx, entity("deal"), &first).await?;
        let keys = first.sort.keys_of(one.images.last().expect("records"));
        let two = ListQuery { from: Some((keys, Direction::Forward)), ..first.clone() };
        let two = records::list(&mut tx, entity("deal"), &two).await?;
        let keys = first.sort.keys_of(two.images.last().expect("records"));
        let back = ListQuery { from: Some((keys, Direction::Backward)), ..first.clone() };
        let back = records::list(&mut tx, entity("deal"), &back).await?;
        let none = ListQuery { bytes: 1, ..first.clone() };
        let none = records::list(&mut tx, entity("deal"), &none).await?;
        let all = ListQuery { bytes: usize::MAX, ..first };
        let all = records::list(&mut tx, entity("deal"), &all).await?;
        Ok(tx.finish((one, two, back, none, all)))
    };
    let (one, two, back, none, all) = test.store.write("test.cut", of.tenant, None, work).await.expect("pages");
    let all_ids = ids(&all.images);
    assert!(!all.cut && one.cut && two.cut && back.cut && none.cut);
    assert_eq!((ids(&one.images), ids(&two.images)), (all_ids[..2].to_vec(), all_ids[2..4].to_vec()));
    // Backwards, the page nearest to where one came from.
    assert_eq!(ids(&back.images), all_ids[1..3]);
    assert_eq!(ids(&none.images), all_ids[..1], "one there always is");
}
