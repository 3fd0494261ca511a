//! Records over REST: create, read, change, delete and restore for every entity; pages, races, and the form of answers.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use plenum_shared::catalogue::{Entity, FieldKind};
use plenum_testkit::{
    Plenum, catalogue,
    history::{Checker, Due, Recorder, Repeats},
    people::Person,
    recorded_client::RecordedClient,
    recorded_writer::RecordedWriter,
    signalr::HubClient,
    wait::{PATIENCE, wait_until},
};
use serde_json::{Map, Value, json};

use crate::plenum;

/// The smallest body that makes a record of this entity.
async fn body_for(person: &Person, entity: &Entity) -> Value {
    let mut body = Map::new();
    for field in entity.own_fields.iter().filter(|field| field.required && field.default.is_none()) {
        let value = match field.kind {
            FieldKind::Text { .. } | FieldKind::LongText { .. } => json!(format!("a {}", field.name)),
            // A deal finds its own pipeline and stage.
            FieldKind::Reference(_) if entity.name == "deal" => continue,
            FieldKind::Reference("pipeline") => person.stages().await[0]["pipelineId"].clone(),
            FieldKind::Choice(_) if field.writable == plenum_shared::catalogue::Writable::Never => continue,
            FieldKind::Choice(words) => json!(words[0]),
            other => panic!("no sample of {other:?} for {}.{}", entity.name, field.name),
        };
        body.insert(field.name.to_owned(), value);
    }
    Value::Object(body)
}

fn text_field(entity: &Entity) -> &'static str {
    let text = entity.own_fields.iter().find(|field| matches!(field.kind, FieldKind::Text { .. }));
    text.expect("an entity has a name or title").name
}

#[tokio::test]
async fn records_of_every_entity_are_made_read_changed_deleted_and_restored() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    for entity in catalogue().entities() {
        life_of(&plenum, &admin, entity).await;
    }
}

async fn life_of(plenum: &Plenum, admin: &Person, entity: &Entity) {
    let base = format!("/api/v1/{}", entity.plural);
    let before = plenum.head(admin.tenant).await.seq;
    let created = admin.http.post(&base, &body_for(admin, entity).await).await.expect(201);
    let record = created.data();
    let path = format!("{base}/{}", record["id"].as_str().expect("an id"));
    assert_eq!(created.header("location"), Some(path.as_str()));
    assert_eq!(created.header("etag"), Some("\"v1\""));
    assert_eq!(record["version"], 1);
    assert_eq!(record["createdBy"], json!(admin.user));
    let names: Vec<_> = record.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(names, entity.fields().map(|field| field.name).collect::<Vec<_>>());

    let read = admin.http.get(&path).await.expect(200);
    assert_eq!((read.data(), read.header("etag")), (record.clone(), Some("\"v1\"")));
    assert!(listed(admin, &base).await.contains(&record));

    let change = json!({ text_field(entity): "changed" });
    let changed =
        admin.http.request(http::Method::PATCH, &path).header("if-match", "\"v1\"").json(&change).send().await;
    let changed = changed.expect(200);
    assert_eq!(changed.header("etag"), Some("\"v2\""));
    assert_eq!(changed.data()[text_field(entity)], "changed");
    let stale = admin.http.request(http::Method::PATCH, &path).header("if-match", "\"v1\"").json(&change).send().await;
    let problem = stale.expect_problem(412, "stale").json();
    assert_eq!((&problem["base"], &problem["theirs"]), (&record, &changed.data()));
    assert_eq!(problem["yours"][text_field(entity)], "changed");
    let stale = admin.http.request(http::Method::DELETE, &path).header("if-match", "\"v1\"").send().await;
    stale.expect_problem(412, "stale");

    let whole = changed.data();
    let put = admin.http.request(http::Method::PUT, &path).header("if-match", "\"v2\"").json(&whole).send().await;
    assert_eq!(put.expect(200).data(), whole, "what was read can be sent back, and changes nothing");
    let stale = admin.http.request(http::Method::PUT, &path).header("if-match", "\"v1\"").json(&whole).send().await;
    assert_eq!(stale.expect_problem(412, "stale").json()["who"], json!(admin.user));
    let deleted = admin.http.request(http::Method::DELETE, &path).header("if-match", "\"v2\"").send().await.expect(204);
    assert!(!deleted.cursor().is_empty());
    admin.http.get(&path).await.expect_problem(404, "not_found");
    admin.http.patch(&path, &change).await.expect_problem(404, "not_found");
    assert!(!listed(admin, &base).await.iter().any(|other| other["id"] == record["id"]));
    let restored = admin.http.request(http::Method::POST, &format!("{path}/restore")).send().await.expect(200);
    assert_eq!(restored.header("etag"), Some("\"v4\""));
    assert_eq!(restored.data()["deletedAt"], Value::Null);
    assert_eq!(admin.http.get(&path).await.data(), restored.data());
    admin.http.request(http::Method::POST, &format!("{path}/restore")).send().await.expect_problem(409, "not_deleted");

    let log = plenum.log(admin.tenant).await;
    let mine: Vec<_> = log.iter().filter(|entry| entry.position.seq > before).collect();
    let kinds: Vec<_> = mine.iter().map(|entry| entry.kind.as_str()).collect();
    let expected = ["created", "updated", "deleted", "restored"].map(|what| format!("{}.{what}", entity.name));
    assert_eq!(kinds, expected);
    assert!(mine.iter().all(|entry| path.ends_with(&entry.subject)));
}

async fn listed(person: &Person, base: &str) -> Vec<Value> {
    person.http.get(&format!("{base}?limit=200")).await.expect(200).data().as_array().cloned().unwrap_or_default()
}

#[tokio::test]
async fn pages_repeat_and_miss_nothing_in_either_direction_while_records_are_added() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let mut first = BTreeSet::new();
    for number in 0..23 {
        first.insert(id(&admin.deal(&format!("deal {number}")).await));
    }
    let page = async |cursor: Option<&str>| {
        let cursor = cursor.map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
        admin.http.get(&format!("/api/v1/deals?limit=5{cursor}")).await.expect(200)
    };
    let mut forward = Vec::new();
    let (mut cursor, mut back) = (None::<String>, None::<String>);
    loop {
        let answer = page(cursor.as_deref()).await;
        let body = answer.json();
        assert_eq!(body["page"]["limit"], 5);
        forward.extend(body["data"].as_array().into_iter().flatten().map(id));
        admin.deal("in between").await;
        back = body["page"]["prev"].as_str().map(str::to_owned).or(back);
        let Some(next) = body["page"]["next"].as_str() else { break };
        let link = answer.header("link").expect("a link to the next page");
        assert!(link.contains(&format!("cursor={next}>; rel=\"next\"")), "{link}");
        cursor = Some(next.to_owned());
    }
    assert_eq!(forward.len(), 23, "nothing repeated, nothing missed, nothing new");
    assert_eq!(forward.iter().cloned().collect::<BTreeSet<_>>(), first);

    // Backwards from the last page, now with the new ones at the end of the way.
    let mut backward = Vec::new();
    while let Some(cursor) = back {
        let body = page(Some(&cursor)).await.json();
        let ids: Vec<_> = body["data"].as_array().into_iter().flatten().map(id).collect();
        backward.splice(0..0, ids);
        back = body["page"]["prev"].as_str().map(str::to_owned);
    }
    let distinct: BTreeSet<_> = backward.iter().cloned().collect();
    assert_eq!(distinct.len(), backward.len(), "nothing repeated");
    let last_page = &forward[20..];
    assert!(first.iter().filter(|id| !last_page.contains(id)).all(|id| distinct.contains(id)));
    assert!(distinct.len() > 20, "those added in between are at the other end");

    for limit in ["0", "201", "-1", "many", "5&limit=5"] {
        let answer = admin.http.get(&format!("/api/v1/deals?limit={limit}")).await;
        answer.expect_problem(400, "malformed_query");
    }
    assert_eq!(admin.http.get("/api/v1/opportunities?limit=1").await.expect(200).json()["page"]["limit"], 1);
    assert_eq!(admin.http.get("/api/deals").await.expect(200).json()["page"]["limit"], 20);
}

fn id(record: &Value) -> String {
    record["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn a_new_tenant_has_the_default_pipeline_with_its_six_stages() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let pipelines = admin.http.get("/api/v1/pipelines").await.expect(200).data();
    assert_eq!(pipelines.as_array().map(Vec::len), Some(1));
    assert_eq!(pipelines[0]["isDefault"], true);
    let stages = admin.stages().await;
    let kinds: Vec<_> = stages.iter().map(|stage| stage["kind"].as_str().unwrap_or_default()).collect();
    assert_eq!(kinds, ["open", "open", "open", "open", "won", "lost"]);
    let path = format!("/api/v1/pipelines/{}", id(&pipelines[0]));
    admin.http.delete(&path).await.expect_problem(409, "last_of_its_kind");
}

#[tokio::test]
async fn moving_a_deal_checks_its_stage_and_emits_events_of_the_move_and_the_close() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let stages = admin.stages().await;
    let deal = admin.deal("desks").await;
    assert_eq!((&deal["stageId"], &deal["status"]), (&stages[0]["id"], &json!("open")));
    let path = format!("/api/v1/deals/{}", id(&deal));

    let other = admin.http.post("/api/v1/pipelines", &json!({ "name": "Other" })).await.expect(201).data();
    let strange = json!({ "pipelineId": other["id"], "name": "Strange" });
    let strange = admin.http.post("/api/v1/stages", &strange).await.expect(201).data();
    let refused = admin.http.patch(&path, &json!({ "stageId": strange["id"] })).await.expect_problem(422, "invalid");
    assert_eq!(refused.json()["errors"][0]["code"], "stage_not_in_pipeline");
    assert_eq!(refused.json()["errors"][0]["pointer"], "/stageId");
    let unknown = json!({ "stageId": "0198f2b4-0000-7000-8000-000000000001" });
    let refused = admin.http.patch(&path, &unknown).await.expect_problem(422, "invalid");
    assert_eq!(refused.json()["errors"][0]["code"], "unknown_reference");

    let before = plenum.head(admin.tenant).await.seq;
    for stage in [2, 4, 5, 0] {
        admin.change_deal(&deal, json!({ "stageId": stages[stage]["id"] })).await;
    }
    let moved = admin.change_deal(&deal, json!({ "pipelineId": other["id"] })).await;
    assert_eq!((&moved["stageId"], &moved["closedAt"]), (&strange["id"], &Value::Null));
    let log = plenum.log(admin.tenant).await;
    let kinds: Vec<_> =
        log.iter().filter(|entry| entry.position.seq > before).map(|entry| entry.kind.as_str()).collect();
    let expected = [
        "deal.stage_changed",
        "deal.stage_changed",
        "deal.closed_won",
        "deal.stage_changed",
        "deal.closed_lost",
        "deal.stage_changed",
        "deal.stage_changed",
    ];
    assert_eq!(kinds, expected);

    let stage = format!("/api/v1/stages/{}", id(&strange));
    admin.http.delete(&stage).await.expect_problem(409, "in_use");
    admin.http.delete(&format!("/api/v1/pipelines/{}", id(&other))).await.expect_problem(409, "in_use");
}

#[tokio::test]
async fn loading_and_then_listening_from_the_cursor_misses_nothing_under_concurrent_writers() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let recorder = Recorder::new();
    let enough = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> = (0..6)
        .map(|number| {
            let (writer, enough) = (RecordedWriter::new(&admin, &recorder), enough.clone());
            tokio::spawn(async move {
                let mut turn = 0;
                while !enough.load(Ordering::Relaxed) || turn < 8 {
                    let deal = json!({ "title": format!("deal {number}/{turn}") });
                    let deal = writer.create("/api/v1/deals", &deal).await.expect("a deal");
                    let path = format!("/api/v1/deals/{}", id(&deal));
                    writer.change(&path, &json!({ "description": format!("{number}") })).await.expect("a change");
                    // Few stay, so that a screen's page holds all there is.
                    if turn > 2 {
                        writer.person().http.delete(&path).await.expect(204);
                    }
                    turn += 1;
                }
            })
        })
        .collect();

    // A screen loads, then listens from the cursor of the loaded data. Many screens do so, at any moment.
    let mut screens = Vec::new();
    for number in 0..3 {
        let answer = admin.http.get("/api/v1/deals?limit=200").await.expect(200);
        let loaded: BTreeMap<_, _> =
            answer.data().as_array().into_iter().flatten().map(|deal| (id(deal), deal.clone())).collect();
        let mut listener = RecordedClient::new(&plenum, &recorder, &format!("screen {number}"), &admin);
        listener.begin_from(&answer.cursor());
        listener.resume_on(&format!("http://{}/hubs/deals", plenum.hub(0).address())).await;
        screens.push((loaded, listener));
    }
    enough.store(true, Ordering::Relaxed);
    for writer in writers {
        writer.await.expect("all writes are made");
    }
    let truth: BTreeMap<_, _> =
        listed(&admin, "/api/v1/deals").await.into_iter().map(|deal| (id(&deal), deal)).collect();
    assert_eq!(truth.len(), 6 * 3);
    for (mut shown, listener) in screens {
        listener.catches_up(&plenum, |entity, _| entity == "deal").await;
        assert!(!listener.events().is_empty(), "there were events");
        for event in listener.events() {
            match event["type"].as_str() {
                Some("deal.deleted") => drop(shown.remove(event["data"]["id"].as_str().expect("an id"))),
                _ => drop(shown.insert(id(&event["data"]), event["data"].clone())),
            }
        }
        assert!(shown == truth, "the screen shows what is there");
    }
    plenum.record_logs(&recorder, &[admin.tenant]).await;
    let deals = |_: &str, entry: &plenum_testkit::history::Logged| match entry.entity.as_str() {
        "deal" => Due::Must,
        _ => Due::Never,
    };
    Checker::new().audience(deals).repeats(Repeats::Never).expect_clean(&recorder.history());
}

#[tokio::test]
async fn answers_carry_the_request_id_the_trace_and_security_headers() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    let answer = admin
        .http
        .request(http::Method::POST, "/api/v1/deals")
        .header("x-request-id", "my-request.1")
        .header("traceparent", trace)
        .json(&json!({ "title": "desks" }))
        .send()
        .await
        .expect(201);
    assert_eq!(answer.header("x-request-id"), Some("my-request.1"));
    let tenant = admin.tenant.to_string();
    wait_until("the log line of the request", PATIENCE, async || {
        plenum.said().iter().any(|line| line.contains("my-request.1") && line.contains(&tenant))
    })
    .await;
    let event = {
        let log = plenum.log(admin.tenant).await;
        log.last().cloned().expect("the deal's entry")
    };
    assert_eq!(event.op, "my-request.1");

    for odd in ["", "with space", &"x".repeat(129), "a\"b\\c"] {
        let answer = admin.http.request(http::Method::GET, "/api/v1/deals").header("x-request-id", odd).send().await;
        let given = answer.header("x-request-id").expect("an id");
        assert!(given != odd && !given.is_empty());
    }
    for answer in [admin.http.get("/api/v1/deals").await, admin.http.get("/api/v1/nothing").await] {
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert!(answer.header("server").is_none());
    }
    admin.http.get("/api/v1/nothing").await.expect_problem(404, "not_found");
    admin.http.request(http::Method::PUT, "/api/v1/deals").send().await.expect_problem(405, "method_not_allowed");
    // The address of an action is none of a record, whatever else stands in its place.
    for action in ["/api/v1/deals/search", "/api/v1/deals/batch"] {
        for method in [http::Method::GET, http::Method::PATCH, http::Method::DELETE] {
            let answer = admin.http.request(method, action).send().await;
            assert_eq!(answer.header("allow"), Some("POST"));
            answer.expect_problem(405, "method_not_allowed");
        }
    }
    admin.http.get("/api/v1/deals/searching").await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn text_is_the_same_in_rest_and_in_events_and_changed_only_in_what_nobody_sees() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let address = plenum.hub(0).address();
    let mut hub = HubClient::connect(address, "/hubs/deals", &admin.access_token).await.expect("in");
    hub.event("Position").await;
    let unchanged = [
        "<script>alert(1)</script>",
        "\"quoted\" and \\ back",
        "'; DROP TABLE deals; --",
        "=HYPERLINK(\"x\")",
        "{{7*7}} ${7*7} <%= 7*7 %>",
        "\u{1f9d1}\u{200d}\u{1f680} \u{e9} \u{fb01}",
        "Straße İstanbul ǅ",
        "\u{fffd}\u{10ffff}",
    ];
    let mended =
        [("e\u{301} \u{fb01}", "\u{e9} \u{fb01}"), ("\u{202e}desrever", "desrever"), (" \u{200b}x\u{3000}", "x")];
    for (typed, text) in unchanged.map(|text| (text, text)).into_iter().chain(mended) {
        let fields = json!({ "title": typed, "description": format!("{typed}\n\t{text}") });
        let deal = admin.create("deals", fields).await;
        let read = admin.http.get(&format!("/api/v1/deals/{}", id(&deal))).await.expect(200);
        assert_eq!(read.data()["title"], text);
        assert_eq!(read.header("content-type"), Some("application/json"));
        assert_eq!(hub.event("DealCreated").await["data"], read.data(), "{text}");
    }
}
