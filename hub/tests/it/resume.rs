//! Coming back: on any node, with everything missed, judged by the access of today.

use plenum_app::identity::users;
use plenum_hub::{ResumeLimits, Settings};
use plenum_shared::cursor::Position;
use plenum_testkit::{app::Person, hub::TestHubs};
use serde_json::{Value, json};

use crate::client::{Answer, Client};

const RESUMING: &str = "/hubs/deals?resume=1";

fn titles(answer: &Answer) -> Vec<&str> {
    answer.before.iter().filter_map(|event| event.argument["data"]["title"].as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_resumes_on_another_node_and_misses_nothing() {
    let hubs = TestHubs::new().await;
    let (one, two) = (hubs.node().await, hubs.node().await);
    let ada = one.admin("ada").await;
    let mut client = Client::live(&one, "deals", &ada).await;
    ada.deal("a").await;
    let cursor = client.event().await.argument["cursor"].as_str().expect("a cursor").to_owned();
    drop(client);
    for title in ["b", "c", "d"] {
        ada.deal(title).await;
    }
    let mut client = Client::open(&two, RESUMING, &ada).await;
    let answer = client.call("Resume", json!([cursor])).await;
    assert_eq!(titles(&answer), ["b", "c", "d"]);
    assert_eq!(answer.result["replayed"], 3);
    assert!(answer.result.get("reset").is_none());
    ada.deal("e").await;
    assert_eq!(client.title("DealCreated").await, "e");
}

#[tokio::test(flavor = "multi_thread")]
async fn under_concurrent_writes_replay_answer_and_live_events_follow_without_a_gap() {
    let hubs = TestHubs::new().await;
    let node = hubs.node().await;
    let ada = node.admin("ada").await;
    let start = ada.deal("0").await.cursor;
    let writing = tokio::spawn({
        let ada = ada.clone();
        async move {
            for number in 1..=120 {
                ada.deal(&number.to_string()).await;
            }
        }
    });
    for _ in 0..4 {
        let mut client = Client::open(&node, RESUMING, &ada).await;
        let answer = client.call("Resume", json!([start])).await;
        let mut received: Vec<_> = titles(&answer).into_iter().map(str::to_owned).collect();
        assert_eq!(answer.result["replayed"], received.len());
        assert!(answer.before.iter().all(|event| event.target == "DealCreated"), "nothing live before the answer");
        while received.len() < 120 {
            received.push(client.title("DealCreated").await);
        }
        assert_eq!(received, (1..=120).map(|number| number.to_string()).collect::<Vec<_>>());
    }
    writing.await.expect("wrote");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replay_uses_the_present_access() {
    let hubs = TestHubs::new().await;
    let node = hubs.node().await;
    let app = &node.app;
    let ada = Person::admin(app, "ada").await;
    let sam = ada.member("sales_user").await;
    let vera = ada.member("read_only").await;
    let north = ada.team("North", &[]).await;
    let start = ada.deal("start").await.cursor;
    ada.create("deals", json!({"title": "of the north", "teamId": north})).await;
    users::join_team(app, &ada.who, sam.who.user, north).await.expect("joins");
    ada.give_role(vera.who.user, "support_user").await;

    let mut client = Client::open(&node, RESUMING, &sam).await;
    assert_eq!(titles(&client.call("Resume", json!([start])).await), ["of the north"]);
    let mut client = Client::open(&node, RESUMING, &vera).await;
    assert_eq!(titles(&client.call("Resume", json!([start])).await), [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_cursor_a_client_starts_at_the_head_and_receives_nothing_before() {
    let hubs = TestHubs::new().await;
    let node = hubs.node().await;
    let ada = node.admin("ada").await;
    let mut client = Client::open(&node, RESUMING, &ada).await;
    ada.deal("before").await;
    let answer = client.call("Resume", json!([null])).await;
    assert_eq!((answer.before.len(), &answer.result["replayed"]), (0, &json!(0)));
    ada.deal("after").await;
    assert_eq!(client.title("DealCreated").await, "after");
    assert!(!client.raw.contains("before"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cursor_that_cannot_be_continued_resets_and_live_delivery_follows() {
    let hubs = TestHubs::new().await;
    let node = hubs.node().await;
    let (ada, eve) = (node.admin("ada").await, node.admin("eve").await);
    let foreign = eve.deal("of eve").await.cursor;
    let good = ada.deal("of ada").await.cursor;
    let at = node.app.cursors().open(ada.who.tenant, &good).expect("opens");
    let sealed = |epoch, seq| node.app.cursors().seal(ada.who.tenant, Position { epoch, seq });
    for (cursor, reason) in [
        (foreign, "invalid_cursor"),
        ("nonsense".to_owned(), "invalid_cursor"),
        ("x".repeat(1_000), "invalid_cursor"),
        (String::new(), "invalid_cursor"),
        (sealed(at.epoch + 1, at.seq), "history_changed"),
        (sealed(at.epoch, at.seq + 1_000), "history_changed"),
        (sealed(at.epoch, i64::MAX), "history_changed"),
    ] {
        let mut client = Client::open(&node, RESUMING, &ada).await;
        let answer = client.call("Resume", json!([cursor])).await;
        assert_eq!(answer.result["reset"], json!({"reason": reason}), "{cursor}");
        assert!(answer.before.is_empty());
        let head = answer.result["cursor"].as_str().expect("a cursor").to_owned();
        ada.deal("next").await;
        assert_eq!(client.title("DealCreated").await, "next");
        let mut again = Client::open(&node, RESUMING, &ada).await;
        assert_eq!(titles(&again.call("Resume", json!([head])).await), ["next"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_too_far_behind_is_reset() {
    let hubs = TestHubs::new().await;
    let few = ResumeLimits { entries: 3, ..ResumeLimits::default() };
    let small = ResumeLimits { bytes: 2_000, ..ResumeLimits::default() };
    let short = ResumeLimits { window: std::time::Duration::ZERO, ..ResumeLimits::default() };
    let writer = hubs.writer().await;
    let ada = Person::admin(&writer, "ada").await;
    let start = ada.deal("start").await.cursor;
    for _ in 0..4 {
        ada.create("deals", json!({"title": "more", "description": "d".repeat(1_000)})).await;
    }
    for (resume, reason) in [(few, "too_far_behind"), (small, "too_far_behind"), (short, "too_old")] {
        let node = hubs.node_with(Settings { resume, ..Settings::default() }).await;
        let mut client = Client::open(&node, RESUMING, &ada).await;
        let answer = client.call("Resume", json!([start])).await;
        assert_eq!(answer.result["reset"]["reason"], reason);
    }
    // A plan may have a shorter window than the node, and another tenant has its own.
    let node = hubs.node().await;
    let bob = Person::admin(&writer, "bob").await;
    let of_bob = bob.deal("start").await.cursor;
    bob.deal("more").await;
    let shorter = r#"UPDATE tenants SET plan_overrides = '{"limits": {"resumeDays": 0}}' WHERE name = 'ada'"#;
    hubs.database.execute(shorter).await;
    for (person, cursor, reset) in [(&ada, &start, Some("too_old")), (&bob, &of_bob, None)] {
        let mut client = Client::open(&node, RESUMING, person).await;
        let answer = client.call("Resume", json!([cursor])).await;
        assert_eq!(answer.result["reset"]["reason"].as_str(), reset);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cursor_before_the_retained_entries_resets_and_the_client_continues() {
    let hubs = TestHubs::new().await;
    let year = std::time::Duration::from_hours(10 * 365 * 24);
    let resume = ResumeLimits { window: year, ..ResumeLimits::default() };
    let node = hubs.node_with(Settings { resume, ..Settings::default() }).await;
    let ada = node.admin("ada").await;
    let mut live = Client::live(&node, "deals", &ada).await;
    let start = ada.deal("old").await.cursor;
    let kept = ada.deal("new").await.cursor;
    assert_eq!(live.title("DealCreated").await, "old");
    let days = "UPDATE change_log SET recorded_at = recorded_at - interval '400 days'";
    hubs.database.execute(days).await;
    let stop = tokio_util::sync::CancellationToken::new();
    let forgotten = plenum_app::history::retention::forget(&node.app, ada.who.tenant, &stop).await;
    assert!(forgotten.expect("no error") > 0);
    for (cursor, reset) in [(&start, Some("too_old")), (&kept, None)] {
        let mut client = Client::open(&node, RESUMING, &ada).await;
        let answer = client.call("Resume", json!([cursor])).await;
        assert_eq!(answer.result["reset"]["reason"].as_str(), reset);
        assert_eq!(titles(&answer), [""; 0]);
    }
    // A feed that was there before goes on.
    assert_eq!(live.title("DealCreated").await, "new");
    ada.deal("next").await;
    assert_eq!(live.title("DealCreated").await, "next");
}

#[tokio::test(flavor = "multi_thread")]
async fn resume_is_allowed_once_and_only_on_connections_opened_for_it() {
    let hubs = TestHubs::new().await;
    let node = hubs.node().await;
    let ada = node.admin("ada").await;
    let mut live = Client::live(&node, "deals", &ada).await;
    let error = live.call("Resume", json!([null])).await.error.expect("refused");
    assert!(error.contains("resume_not_offered"), "{error}");
    let mut client = Client::open(&node, RESUMING, &ada).await;
    assert!(client.call("resume", json!([null])).await.error.is_none());
    let second = client.call("Resume", json!([null])).await;
    assert_eq!(second.result, Value::Null);
    assert!(second.error.expect("refused").contains("already_resumed"));
}
