//! Coming back: on any node, with everything missed, judged by the access of today.

use plenum_app::identity::users;
use plenum_hub::{ResumeLimits, Settings};
use plenum_shared::cursor::Position;
use serde_json::{Value, json};

use crate::{
    client::{Answer, Client},
    place::{Place, colleague, deal, founder, give_role, shared, team},
};

const RESUMING: &str = "/hubs/deals?resume=1";

fn titles(answer: &Answer) -> Vec<&str> {
    answer.before.iter().filter_map(|event| event.argument["data"]["title"].as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_resumes_on_another_node_and_misses_nothing() {
    let place = Place::new().await;
    let (one, two) = (place.node().await, place.node().await);
    let ada = founder(&one.app, "ada").await;
    let mut client = Client::live(&one, "deals", &ada).await;
    deal(&one.app, &ada, "a", json!({})).await;
    let cursor = client.event().await.argument["cursor"].as_str().expect("a cursor").to_owned();
    drop(client);
    for title in ["b", "c", "d"] {
        deal(&one.app, &ada, title, json!({})).await;
    }
    let mut client = Client::open(&two, RESUMING, &ada).await;
    let answer = client.call("Resume", json!([cursor])).await;
    assert_eq!(titles(&answer), ["b", "c", "d"]);
    assert_eq!(answer.result["replayed"], 3);
    assert!(answer.result.get("reset").is_none());
    deal(&one.app, &ada, "e", json!({})).await;
    assert_eq!(client.title("DealCreated").await, "e");
}

#[tokio::test(flavor = "multi_thread")]
async fn while_others_write_replay_answer_and_live_follow_each_other_without_a_seam() {
    let place = Place::new().await;
    let node = shared(place.node().await);
    let ada = founder(&node.app, "ada").await;
    let start = deal(&node.app, &ada, "0", json!({})).await.cursor;
    let writing = tokio::spawn({
        let (node, ada) = (node.clone(), ada.clone());
        async move {
            for number in 1..=120 {
                deal(&node.app, &ada, &number.to_string(), json!({})).await;
            }
        }
    });
    for _ in 0..4 {
        let mut client = Client::open(&node, RESUMING, &ada).await;
        let answer = client.call("Resume", json!([start])).await;
        let mut heard: Vec<_> = titles(&answer).into_iter().map(str::to_owned).collect();
        assert_eq!(answer.result["replayed"], heard.len());
        assert!(answer.before.iter().all(|event| event.target == "DealCreated"), "nothing live before the answer");
        while heard.len() < 120 {
            heard.push(client.title("DealCreated").await);
        }
        assert_eq!(heard, (1..=120).map(|number| number.to_string()).collect::<Vec<_>>());
    }
    writing.await.expect("wrote");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replay_is_judged_by_the_access_of_today() {
    let place = Place::new().await;
    let node = place.node().await;
    let app = &node.app;
    let ada = founder(app, "ada").await;
    let sam = colleague(app, &ada, "sam", "sales_user").await;
    let vera = colleague(app, &ada, "vera", "read_only").await;
    let north = team(app, &ada, "North", &[]).await;
    let start = deal(app, &ada, "start", json!({})).await.cursor;
    deal(app, &ada, "of the north", json!({"teamId": north})).await;
    users::join_team(app, &ada.who, sam.who.user, north).await.expect("joins");
    give_role(app, &ada, vera.who.user, "support_user").await;

    let mut client = Client::open(&node, RESUMING, &sam).await;
    assert_eq!(titles(&client.call("Resume", json!([start])).await), ["of the north"]);
    let mut client = Client::open(&node, RESUMING, &vera).await;
    assert_eq!(titles(&client.call("Resume", json!([start])).await), [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_cursor_a_client_begins_at_the_head_and_is_silent_until_then() {
    let place = Place::new().await;
    let node = place.node().await;
    let ada = founder(&node.app, "ada").await;
    let mut client = Client::open(&node, RESUMING, &ada).await;
    deal(&node.app, &ada, "before", json!({})).await;
    let answer = client.call("Resume", json!([null])).await;
    assert_eq!((answer.before.len(), &answer.result["replayed"]), (0, &json!(0)));
    deal(&node.app, &ada, "after", json!({})).await;
    assert_eq!(client.title("DealCreated").await, "after");
    assert!(!client.raw.contains("before"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_continued_is_said_and_live_goes_on() {
    let place = Place::new().await;
    let node = place.node().await;
    let (ada, eve) = (founder(&node.app, "ada").await, founder(&node.app, "eve").await);
    let foreign = deal(&node.app, &eve, "of eve", json!({})).await.cursor;
    let good = deal(&node.app, &ada, "of ada", json!({})).await.cursor;
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
        deal(&node.app, &ada, "next", json!({})).await;
        assert_eq!(client.title("DealCreated").await, "next");
        let mut again = Client::open(&node, RESUMING, &ada).await;
        assert_eq!(titles(&again.call("Resume", json!([head])).await), ["next"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_too_far_behind_is_reset() {
    let place = Place::new().await;
    let few = ResumeLimits { entries: 3, ..ResumeLimits::default() };
    let small = ResumeLimits { bytes: 2_000, ..ResumeLimits::default() };
    let short = ResumeLimits { window: std::time::Duration::ZERO, ..ResumeLimits::default() };
    let writer = place.writer().await;
    let ada = founder(&writer, "ada").await;
    let start = deal(&writer, &ada, "start", json!({})).await.cursor;
    for _ in 0..4 {
        deal(&writer, &ada, "more", json!({"description": "d".repeat(1_000)})).await;
    }
    for (resume, reason) in [(few, "too_far_behind"), (small, "too_far_behind"), (short, "too_old")] {
        let node = place.node_with(Settings { resume, ..Settings::default() }).await;
        let mut client = Client::open(&node, RESUMING, &ada).await;
        let answer = client.call("Resume", json!([start])).await;
        assert_eq!(answer.result["reset"]["reason"], reason);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn resume_is_for_connections_that_asked_for_it_and_once() {
    let place = Place::new().await;
    let node = place.node().await;
    let ada = founder(&node.app, "ada").await;
    let mut live = Client::live(&node, "deals", &ada).await;
    let error = live.call("Resume", json!([null])).await.error.expect("refused");
    assert!(error.contains("resume_not_offered"), "{error}");
    let mut client = Client::open(&node, RESUMING, &ada).await;
    assert!(client.call("resume", json!([null])).await.error.is_none());
    let second = client.call("Resume", json!([null])).await;
    assert_eq!(second.result, Value::Null);
    assert!(second.error.expect("refused").contains("already_resumed"));
}
