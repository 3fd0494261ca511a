//! Every entity of the catalogue, whatever it is: what is written is what is read. A new one needs no new test.

use std::collections::HashMap;

use plenum_shared::{
    Result,
    catalogue::{Entity, Field, FieldKind, decimal_from_units, normalize},
    ids::{RecordId, TeamId},
    image::Image,
};
use plenum_store::{
    TenantTx,
    access::teams,
    records::{self, Deleted, Lock},
};
use proptest::{prelude::*, test_runner::TestRunner};
use serde_json::{Value, json};

use plenum_testkit::{
    catalogue,
    store::{TestStore, TestTenant},
};

/// The targets of references of a record: a record of each entity, a person and a team.
struct Targets {
    of: TestTenant,
    team: TeamId,
    records: HashMap<&'static str, RecordId>,
}

#[test]
fn every_value_of_every_entity_comes_back_exactly() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let (test, targets) = runtime.block_on(async {
        let test = TestStore::new().await;
        let targets = targets(&test).await;
        (test, targets)
    });
    for entity in catalogue().entities() {
        let config = ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() };
        let images = (image(&targets, entity), image(&targets, entity));
        let checked = TestRunner::new(config).run(&images, |(first, mut second)| {
            let id = test.record_id();
            let first = with_id(first, id);
            // An update writes what the insert wrote, and leaves what a record is born with.
            for field in ["createdAt", "createdBy"] {
                second.set(field, first.get(field).clone());
            }
            let second = with_id(second, id);
            let found = runtime.block_on(insert_and_update(&test, &targets, entity, &first, &second));
            let (inserted, updated) =
                found.map_err(|error| TestCaseError::fail(format!("{}: {error}", entity.name)))?;
            prop_assert_eq!(inserted, Some(first));
            prop_assert_eq!(updated, Some(second));
            Ok(())
        });
        checked.unwrap_or_else(|error| panic!("{}: {error}", entity.name));
    }
    let _inside = runtime.enter();
    drop(test);
}

async fn insert_and_update(
    test: &TestStore,
    targets: &Targets,
    entity: &'static Entity,
    first: &Image,
    second: &Image,
) -> Result<(Option<Image>, Option<Image>)> {
    let id = first.id().expect("an id");
    let work = |mut tx: TenantTx| async move {
        records::insert(&mut tx, entity, first).await?;
        let inserted = records::get(&mut tx, entity, id, Deleted::Include, Lock::None).await?;
        assert!(records::update(&mut tx, entity, second, first.version()).await?);
        let updated = records::get(&mut tx, entity, id, Deleted::Include, Lock::Update).await?;
        Ok(tx.finish((inserted, updated)))
    };
    test.store.write("test.round_trip", targets.of.tenant, Some(targets.of.admin), work).await
}

fn with_id(mut image: Image, id: RecordId) -> Image {
    image.set("id", json!(id));
    image
}

/// A tenant with a plain record of each entity.
async fn targets(test: &TestStore) -> Targets {
    let of = test.tenant("one").await;
    let team = TeamId::from(test.source.uuid());
    let records = HashMap::from([("pipeline", of.pipeline), ("stage", of.stage)]);
    let mut targets = Targets { of, team, records };
    let work = |mut tx: TenantTx| async move {
        teams::insert(&mut tx, team, "North", test.source.now()).await?;
        Ok(tx.finish(()))
    };
    test.store.write("test.team", of.tenant, None, work).await.expect("a team");
    for entity in catalogue().entities() {
        if targets.records.contains_key(entity.name) {
            continue;
        }
        let fields = entity.own_fields.iter().map(|field| (field.name.to_owned(), plain(&targets, field))).collect();
        let image = &test.image(test.record_id(), Value::Object(fields));
        let work = |mut tx: TenantTx| async move {
            records::insert(&mut tx, entity, image).await?;
            Ok(tx.finish(()))
        };
        test.store.write("test.plain", of.tenant, None, work).await.expect(entity.name);
        targets.records.insert(entity.name, image.id().expect("an id"));
    }
    targets
}

/// The least that a field can be.
fn plain(targets: &Targets, field: &Field) -> Value {
    match field.kind {
        _ if !field.required => Value::Null,
        FieldKind::Text { .. } | FieldKind::LongText { .. } => json!("x"),
        FieldKind::Bool => json!(false),
        FieldKind::Int { min, .. } => json!(min),
        FieldKind::Choice(words) => json!(words[0]),
        FieldKind::Reference(target) => json!(targets.records[target]),
        other => panic!("no plain value of {other:?} yet"),
    }
}

/// Any image of the entity. It is deleted, so that no two of them can be the only one of something.
fn image(targets: &Targets, entity: &'static Entity) -> impl Strategy<Value = Image> + use<> {
    let fields: Vec<_> = entity
        .fields()
        .map(|field| {
            let given = value(targets, field);
            let nullable = !field.required && field.name != "deletedAt";
            let value = if nullable { or_null(given).boxed() } else { given };
            (Just(field.name.to_owned()), value)
        })
        .collect();
    fields.prop_map(|fields| Image::from(fields.into_iter().collect::<serde_json::Map<_, _>>()))
}

fn value(targets: &Targets, field: &Field) -> BoxedStrategy<Value> {
    match field.kind {
        FieldKind::Text { max } | FieldKind::LongText { max } => text(max.min(40)).boxed(),
        FieldKind::Bool => any::<bool>().prop_map(Value::from).boxed(),
        // The largest version has none after it.
        FieldKind::Int { min, max } => (min..=max.min(i64::MAX - 1)).prop_map(Value::from).boxed(),
        FieldKind::Decimal { scale, min, max } => {
            (min..=max).prop_map(move |units| decimal_from_units(units, scale)).boxed()
        }
        FieldKind::Money => money().boxed(),
        FieldKind::Date => date().boxed(),
        FieldKind::Timestamp => timestamp().boxed(),
        FieldKind::Email => "[a-zA-Z0-9.+]{1,20}@[a-z]{1,20}[.][a-z]{2,3}".prop_map(Value::from).boxed(),
        FieldKind::Phone => "[+]?[0-9]{3,15}(;ext=[0-9]{1,8})?".prop_map(Value::from).boxed(),
        FieldKind::Url => "https?://[a-z]{1,20}[.]example/[!-~]{0,20}".prop_map(Value::from).boxed(),
        FieldKind::Texts { max_items, max_chars } => {
            prop::collection::vec(text(max_chars.min(20)), 0..=max_items.min(9)).prop_map(Value::from).boxed()
        }
        FieldKind::Choice(words) => prop::sample::select(words.to_vec()).prop_map(Value::from).boxed(),
        FieldKind::Id => Just(Value::Null).boxed(),
        FieldKind::Reference(target) => Just(json!(targets.records[target])).boxed(),
        FieldKind::User => Just(json!(targets.of.admin)).boxed(),
        FieldKind::Team => Just(json!(targets.team)).boxed(),
    }
}

fn money() -> impl Strategy<Value = Value> {
    let currency = prop::sample::select(vec!["EUR", "JPY", "KWD", "USD", "CLF"]);
    (any::<i64>(), currency).prop_filter_map("an amount the wire accepts", |(minor, currency)| {
        let value = plenum_shared::catalogue::money_from_minor(minor, currency);
        normalize(FieldKind::Money, &value).ok()
    })
}

fn date() -> impl Strategy<Value = Value> {
    (1i32..=9999, 1u8..=12, 1u8..=31).prop_filter_map("a day of the calendar", |(year, month, day)| {
        normalize(FieldKind::Date, &json!(format!("{year:04}-{month:02}-{day:02}"))).ok()
    })
}

fn timestamp() -> impl Strategy<Value = Value> {
    (date(), 0u32..86_400, 0u32..1_000_000).prop_map(|(date, second, micro)| {
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        json!(format!("{}T{hour:02}:{minute:02}:{second:02}.{micro:06}Z", date.as_str().unwrap_or_default()))
    })
}

fn or_null(values: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    prop::option::of(values).prop_map(|value| value.unwrap_or(Value::Null))
}

/// Any text without a NUL: emoji, right-to-left marks, combining marks, quotes, backslashes.
fn text(max: usize) -> impl Strategy<Value = Value> {
    prop::collection::vec(any::<char>(), 0..max)
        .prop_map(|chars| json!(chars.into_iter().filter(|c| *c != '\0').collect::<String>()))
}
