//! Records: what is written is what is read, versions guard against lost updates, and lists page and hide.

use plenum_shared::{
    Code,
    ids::{RecordId, TeamId, UserId},
    image::Image,
    sort::{Keys, Sort},
};
use plenum_store::{
    TenantTx,
    access::{roles, teams},
    identity::users,
    records::{self, Deleted, Direction, ListQuery, Lock, Visibility},
};
use serde_json::{Value, json};

use plenum_testkit::store::{TestStore, TestTenant, entity};

async fn insert(test: &TestStore, of: TestTenant, image: &Image) -> plenum_shared::Result<()> {
    let work = |mut tx: TenantTx| async move {
        records::insert(&mut tx, entity("deal"), image).await?;
        Ok(tx.finish(()))
    };
    test.store.write("test.insert", of.tenant, Some(of.admin), work).await
}

async fn get(test: &TestStore, of: TestTenant, id: RecordId, deleted: Deleted) -> Option<Image> {
    let work = |mut tx: TenantTx| async move {
        let found = records::get(&mut tx, entity("deal"), id, deleted, Lock::None).await?;
        Ok(tx.finish(found))
    };
    test.store.read("test.get", of.tenant, Some(of.admin), work).await.expect("no error")
}

async fn update(test: &TestStore, of: TestTenant, image: &Image, expected: i64) -> bool {
    let work = |mut tx: TenantTx| async move {
        let done = records::update(&mut tx, entity("deal"), image, expected).await?;
        Ok(tx.finish(done))
    };
    test.store.write("test.update", of.tenant, Some(of.admin), work).await.expect("no error")
}

async fn page(test: &TestStore, of: TestTenant, query: &ListQuery) -> Vec<Image> {
    let work = |mut tx: TenantTx| async move {
        let found = records::list(&mut tx, entity("deal"), query).await?;
        Ok(tx.finish(found.images))
    };
    test.store.read("test.list", of.tenant, Some(of.admin), work).await.expect("no error")
}

#[tokio::test]
async fn records_are_found_by_what_they_refer_to() {
    let test = &TestStore::new().await;
    let of = test.tenant("one").await;
    let work = |mut tx: TenantTx| async move {
        let id = test.record_id();
        let fields =
            json!({"pipelineId": of.pipeline, "name": "Won", "position": 10_000, "probability": 100, "kind": "won"});
        let stage = test.image(id, fields);
        records::insert(&mut tx, entity("stage"), &stage).await?;
        assert_eq!(
            records::get(&mut tx, entity("stage"), id, Deleted::Exclude, Lock::Update).await?,
            Some(stage.clone())
        );
        let of_pipeline = records::find_by(&mut tx, entity("stage"), "pipelineId", of.pipeline.uuid()).await?;
        assert_eq!(of_pipeline.iter().map(|stage| stage.text("name")).collect::<Vec<_>>(), [Some("New"), Some("Won")]);
        assert_eq!(records::count_by(&mut tx, entity("stage"), "pipelineId", of.pipeline.uuid()).await?, 2);
        assert_eq!(records::count_by(&mut tx, entity("deal"), "stageId", id.uuid()).await?, 0);
        let default = records::first_where_true(&mut tx, entity("pipeline"), "isDefault").await?;
        assert_eq!(default.and_then(|pipeline| pipeline.id()), Some(of.pipeline));
        assert!(records::exists(&mut tx, entity("pipeline"), of.pipeline).await?);
        assert!(records::count_by(&mut tx, entity("deal"), "title", id.uuid()).await.is_err(), "a title holds no id");
        Ok(tx.finish(()))
    };
    test.store.write("test.entities", of.tenant, None, work).await.expect("no error");
}

#[tokio::test]
async fn a_second_default_pipeline_is_refused() {
    let test = &TestStore::new().await;
    let of = test.tenant("one").await;
    let second = &test.image(test.record_id(), json!({"name": "Two", "isDefault": true, "position": 1}));
    let work = |mut tx: TenantTx| async move {
        records::insert(&mut tx, entity("pipeline"), second).await?;
        Ok(tx.finish(()))
    };
    let refused = test.store.write("test.default", of.tenant, None, work).await.expect_err("one default");
    assert_eq!(refused.code(), Code::AlreadyExists);
}

#[tokio::test]
async fn a_stage_of_another_pipeline_is_refused_by_the_field_that_names_it() {
    let test = &TestStore::new().await;
    let of = test.tenant("one").await;
    let other = test.record_id();
    let pipeline = &test.image(other, json!({"name": "Two", "isDefault": false, "position": 1}));
    let work = |mut tx: TenantTx| async move {
        records::insert(&mut tx, entity("pipeline"), pipeline).await?;
        Ok(tx.finish(()))
    };
    test.store.write("test.pipeline", of.tenant, None, work).await.expect("a pipeline");
    let mut image = test.deal(of, "x");
    image.set("pipelineId", json!(other));
    let refused = insert(test, of, &image).await.expect_err("its stage is elsewhere");
    assert_eq!((refused.code(), refused.fields()[0].pointer.as_str()), (Code::Invalid, "/stageId"));
}

#[tokio::test]
async fn a_value_that_no_column_can_hold_is_refused_by_name_before_any_sql() {
    let test = &TestStore::new().await;
    let of = test.tenant("one").await;
    let cases = [
        ("title", json!("a\u{0}b")),
        ("description", json!("\u{0}")),
        ("title", json!(7)),
        ("value", json!({"amount": "1.005", "currency": "EUR"})),
        ("expectedCloseDate", json!("2026-02-30")),
        ("closedAt", json!("yesterday")),
        ("ownerId", json!("me")),
    ];
    for (field, value) in cases {
        let mut image = test.deal(of, "x");
        image.set(field, value);
        let refused = insert(test, of, &image).await.expect_err(field);
        assert_eq!(
            (refused.code(), refused.fields()[0].pointer.as_str()),
            (Code::Invalid, format!("/{field}").as_str())
        );
        assert!(refused.detail().is_none(), "no statement was sent");
    }
    let mut image = test.deal(of, "x");
    image.set("status", json!("maybe"));
    let refused = insert(test, of, &image).await.expect_err("a word the column does not know");
    assert_eq!(refused.code(), Code::Invalid);
    assert!(!refused.message().contains("deals_"), "{}", refused.message());
}

#[tokio::test]
async fn one_of_several_writers_with_the_same_version_succeeds_and_no_increment_is_lost() {
    let test = &TestStore::new().await;
    let of = test.tenant("one").await;
    let mut image = test.deal(of, "0");
    let id = image.id().expect("an id");
    insert(test, of, &image).await.expect("a deal");
    image.set("version", json!(2));
    assert!(update(test, of, &image, 1).await);
    assert!(!update(test, of, &image, 1).await, "it has another version by now");

    let writer = |_| async move {
        let mut done = 0;
        while done < 5 {
            let mut image = get(test, of, id, Deleted::Exclude).await.expect("the deal");
            let (version, count) = (image.version(), image.text("title").and_then(|text| text.parse::<u32>().ok()));
            image.set("title", json!((count.expect("a number") + 1).to_string()));
            image.set("version", json!(version + 1));
            done += u32::from(update(test, of, &image, version).await);
        }
    };
    futures::future::join_all((0..6).map(writer)).await;
    let last = get(test, of, id, Deleted::Exclude).await.expect("the deal");
    assert_eq!((last.text("title"), last.version()), (Some("30"), 32));
}

#[tokio::test]
async fn pages_go_through_every_record_once_newest_first() {
    let test = &TestStore::new().await;
    let of = test.tenant("one").await;
    let mut expected = Vec::new();
    for number in 0..23 {
        let mut image = test.deal(of, "x");
        // Several share a time, so that the id has to decide.
        image.set("createdAt", json!(format!("2026-01-01T00:00:{:02}.000000Z", number / 4)));
        insert(test, of, &image).await.expect("a deal");
        expected.push((image.text("createdAt").map(str::to_owned), image.id()));
    }
    expected.sort_by(|a, b| b.cmp(a));
    let sort = &Sort::newest(entity("deal"));
    let walk = async |direction: Direction, start: Option<Keys>| {
        let (mut from, mut pages) = (start, Vec::new());
        loop {
            let from_keys = from.clone().map(|keys| (keys, direction));
            let query = ListQuery { from: from_keys, ..ListQuery::first(5, sort.clone(), Visibility::All) };
            let part = page(test, of, &query).await;
            from = match direction {
                Direction::Forward => part.last().map(|image| sort.keys_of(image)),
                Direction::Backward => part.first().map(|image| sort.keys_of(image)),
            };
            if from.is_none() {
                return pages;
            }
            // Keys travel in a sealed cursor, as JSON.
            let text = serde_json::to_string(&from).expect("keys are JSON");
            assert_eq!(serde_json::from_str::<Option<Keys>>(&text).expect("and back"), from);
            let keys = part.iter().map(|image| (image.text("createdAt").map(str::to_owned), image.id()));
            pages.push(keys.collect::<Vec<_>>());
        }
    };
    assert_eq!(walk(Direction::Forward, None).await.concat(), expected);

    // Back from the oldest: the same records in pages that read the same way, without the one it starts from.
    let query = ListQuery::first(200, sort.clone(), Visibility::All);
    let oldest = page(test, of, &query).await.last().map(|image| sort.keys_of(image));
    let mut back = walk(Direction::Backward, oldest).await;
    back.reverse();
    assert_eq!(back.concat(), expected[..22]);
}

#[tokio::test]
async fn a_list_shows_what_the_scope_covers_and_hides_the_deleted() {
    let test = &TestStore::new().await;
    let of = test.tenant("one").await;
    let (member, team, other_team) =
        (UserId::from(test.source.uuid()), TeamId::from(test.source.uuid()), TeamId::from(test.source.uuid()));
    let work = |mut tx: TenantTx| async move {
        let now = test.source.now();
        let person = plenum_store::identity::people::NewPerson {
            user: member,
            email: "member@one.example",
            password_hash: "phc",
            first_name: "M",
            last_name: "",
        };
        plenum_store::identity::people::create(&mut tx, &person, now).await?;
        let role = roles::by_key(&mut tx, "sales_user").await?.expect("a system role");
        users::insert(&mut tx, member, role, now).await?;
        teams::insert(&mut tx, team, "North", now).await?;
        teams::insert(&mut tx, other_team, "South", now).await?;
        Ok(tx.finish(()))
    };
    test.store.write("test.member", of.tenant, None, work).await.expect("a member");
    let deals = [
        ("owned", json!(member), Value::Null, Value::Null),
        ("created", json!(of.admin), json!(member), json!(other_team)),
        ("team", json!(of.admin), Value::Null, json!(team)),
        ("foreign", json!(of.admin), Value::Null, json!(other_team)),
        ("nobody", Value::Null, Value::Null, Value::Null),
        ("deleted", json!(member), Value::Null, json!(team)),
    ];
    for (title, owner, creator, team) in deals {
        let mut image = test.deal(of, title);
        image.set("ownerId", owner);
        image.set("createdBy", creator);
        image.set("teamId", team);
        if title == "deleted" {
            image.set("deletedAt", image.get("createdAt").clone());
        }
        insert(test, of, &image).await.expect("a deal");
    }
    let shown = async |visible: Visibility, deleted: Deleted| {
        let found =
            page(test, of, &ListQuery { deleted, ..ListQuery::first(50, Sort::newest(entity("deal")), visible) }).await;
        let mut titles: Vec<_> = found.iter().filter_map(|image| image.text("title").map(str::to_owned)).collect();
        titles.sort();
        titles
    };
    let own = Visibility::Own { user: member };
    assert_eq!(shown(own.clone(), Deleted::Exclude).await, ["created", "owned"]);
    let in_team = Visibility::Team { user: member, teams: vec![team] };
    assert_eq!(shown(in_team, Deleted::Exclude).await, ["created", "owned", "team"]);
    let teamless = Visibility::Team { user: member, teams: vec![] };
    assert_eq!(shown(teamless, Deleted::Exclude).await, ["created", "owned"]);
    assert_eq!(shown(Visibility::All, Deleted::Exclude).await.len(), 5);
    assert_eq!(shown(own, Deleted::Include).await, ["created", "deleted", "owned"]);
}
